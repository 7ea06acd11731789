package dev.foley.internal.sync;

import java.util.ArrayDeque;
import java.util.List;

/**
 * Pairs events with onsets: in order (a later event never takes an earlier onset), at most {@code
 * tolerance} apart, as many pairs as possible, and among those the ones with the smallest sum of
 * distances. What has no partner stays alone.
 *
 * <p>Exact dynamic programming over both sorted lists (Needleman and Wunsch 1970, with free gaps).
 */
public final class EventMatcher {
  private final double tolerance;

  /**
   * Makes a matcher.
   *
   * @param tolerance greatest distance of a pair, in seconds
   */
  public EventMatcher(double tolerance) {
    if (!(tolerance > 0) || Double.isInfinite(tolerance)) {
      throw new IllegalArgumentException("tolerance must be positive, not " + tolerance);
    }
    this.tolerance = tolerance;
  }

  /** Pairs two ascending lists of times in seconds. */
  public List<Match> match(double[] events, double[] onsets) {
    ArrayDeque<Match> matches = new ArrayDeque<>();
    int n = events.length;
    int m = onsets.length;
    // best[i][j]: reward of the first i events and j onsets. A pair earns more than any sum of
    // distances can cost, so more pairs always win.
    double[][] best = new double[n + 1][m + 1];
    double prize = tolerance * (Math.min(n, m) + 1);
    for (int i = 1; i <= n; i++) {
      for (int j = 1; j <= m; j++) {
        double distance = Math.abs(events[i - 1] - onsets[j - 1]);
        double alone = Math.max(best[i - 1][j], best[i][j - 1]);
        double pair =
            distance <= tolerance
                ? best[i - 1][j - 1] + prize - distance
                : Double.NEGATIVE_INFINITY;
        best[i][j] = Math.max(alone, pair);
      }
    }
    for (int i = n, j = m; i > 0 && j > 0; ) {
      if (best[i][j] == best[i - 1][j]) {
        i--;
      } else if (best[i][j] == best[i][j - 1]) {
        j--;
      } else {
        matches.addFirst(new Match(events[--i], onsets[--j]));
      }
    }
    return List.copyOf(matches);
  }
}
