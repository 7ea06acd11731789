package dev.foley.training;

import java.util.ArrayList;
import java.util.List;

/**
 * Found times against true times: each true time is matched at most once, nearest pairs in order.
 */
final class EventScore {
  private int found;
  private int truth;
  private int matched;
  private final List<Double> offsets = new ArrayList<>();

  /** Adds a clip. Both lists in order of time, in seconds. */
  void add(List<Double> foundTimes, List<Double> trueTimes, double tolerance) {
    found += foundTimes.size();
    truth += trueTimes.size();
    int[][] best = new int[foundTimes.size() + 1][trueTimes.size() + 1];
    for (int i = 1; i <= foundTimes.size(); i++) {
      for (int j = 1; j <= trueTimes.size(); j++) {
        boolean hit = Math.abs(foundTimes.get(i - 1) - trueTimes.get(j - 1)) <= tolerance;
        best[i][j] =
            Math.max(hit ? best[i - 1][j - 1] + 1 : 0, Math.max(best[i - 1][j], best[i][j - 1]));
      }
    }
    matched += best[foundTimes.size()][trueTimes.size()];
    int i = foundTimes.size();
    int j = trueTimes.size();
    while (i > 0 && j > 0) {
      if (best[i][j] == best[i - 1][j]) {
        i--;
      } else if (best[i][j] == best[i][j - 1]) {
        j--;
      } else {
        offsets.add(foundTimes.get(i - 1) - trueTimes.get(j - 1));
        i--;
        j--;
      }
    }
  }

  /** Adds all clips of another score. */
  void addAll(EventScore other) {
    found += other.found;
    truth += other.truth;
    matched += other.matched;
    offsets.addAll(other.offsets);
  }

  int found() {
    return found;
  }

  int truth() {
    return truth;
  }

  double precision() {
    return found == 0 ? 0 : (double) matched / found;
  }

  double recall() {
    return truth == 0 ? 0 : (double) matched / truth;
  }

  /**
   * Harmonic mean of precision and recall; 1 if there was nothing to find and nothing was found.
   */
  double f1() {
    return found + truth == 0 ? 1 : 2.0 * matched / (found + truth);
  }

  /** Median of the absolute offsets of matched pairs, seconds; NaN without any. */
  double medianOffset() {
    double[] sorted = offsets.stream().mapToDouble(Math::abs).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  @Override
  public String toString() {
    return String.format(
        java.util.Locale.ROOT,
        "F1 %.3f  P %.3f  R %.3f  |offset| median %.0f ms  (%d found, %d true)",
        f1(),
        precision(),
        recall(),
        1000 * medianOffset(),
        found,
        truth);
  }
}
