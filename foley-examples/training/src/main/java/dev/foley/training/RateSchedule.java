package dev.foley.training;

/**
 * How long a run of a trainer goes on and how fast it learns meanwhile: at a constant rate after a
 * warm-up, then less and less over the last part of the time, so that every run ends with settled
 * weights however long it was.
 */
final class RateSchedule {
  private static final int WARM_UP_STEPS = 200;

  /** The rate never falls below this share of the peak. */
  private static final double LEAST = 0.02;

  private final long start = System.nanoTime();
  private final double minutes;
  private final double peak;
  private final double decay;

  /**
   * Starts the clock.
   *
   * @param peak highest learning rate
   * @param decay share of the time over which the rate falls, 0 to 1
   */
  RateSchedule(double minutes, double peak, double decay) {
    this.minutes = minutes;
    this.peak = peak;
    this.decay = decay;
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private double progress() {
    return seconds() / 60 / minutes;
  }

  boolean isOver() {
    return progress() >= 1;
  }

  /**
   * The rate for now.
   *
   * @param steps steps taken since the weights were new
   */
  double rate(long steps) {
    return peak
        * Math.min(1, (steps + 1.0) / WARM_UP_STEPS)
        * Math.min(1, Math.max(LEAST, (1 - progress()) / decay));
  }
}
