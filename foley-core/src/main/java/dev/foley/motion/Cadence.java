package dev.foley.motion;

/**
 * True interval between pictures of film shown at a higher rate. When pictures are repeated in a
 * steady pattern (every fourth one twice, say), the film moved evenly and only the display did not:
 * the interval that velocities refer to is then the mean over one period of the pattern. Repetition
 * without a pattern comes from lost pictures, and the display's times are right.
 */
final class Cadence {
  /** Longest period taken for a pattern, in distinct pictures: 5 covers 24 and 25 in 30. */
  private static final int LONGEST = 6;

  private final double[] intervals = new double[LONGEST];
  private int count;
  private int sinceRepeat;
  private int period;
  private int periodBefore;

  void reset() {
    count = 0;
    sinceRepeat = 0;
    period = 0;
    periodBefore = 0;
  }

  /**
   * Adds an interval between distinct pictures.
   *
   * @param repeated whether repeated pictures were left out of it
   * @return the interval that velocities refer to
   */
  double next(double interval, boolean repeated) {
    intervals[count++ % LONGEST] = interval;
    sinceRepeat++;
    if (repeated) {
      periodBefore = period;
      period = sinceRepeat;
      sinceRepeat = 0;
    }
    boolean steady = period == periodBefore && period > 0 && period <= LONGEST;
    if (!steady || sinceRepeat >= period) {
      return interval;
    }
    double sum = 0;
    for (int i = 1; i <= period; i++) {
      sum += intervals[(count - i) % LONGEST];
    }
    return sum / period;
  }
}
