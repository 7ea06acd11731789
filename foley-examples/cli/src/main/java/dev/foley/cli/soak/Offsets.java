package dev.foley.cli.soak;

import java.util.Arrays;

/**
 * Statistics of distances in milliseconds; NaN if there are none.
 *
 * @param count how many
 * @param median of the signed values
 * @param medianAbsolute of the distances
 * @param p95 95th percentile of the distances (nearest rank)
 * @param worst greatest distance
 */
public record Offsets(int count, double median, double medianAbsolute, double p95, double worst) {
  /** From signed offsets in seconds. */
  static Offsets of(double[] seconds) {
    int n = seconds.length;
    if (n == 0) {
      return new Offsets(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double[] signed = Arrays.stream(seconds).map(s -> s * 1e3).sorted().toArray();
    double[] distance = Arrays.stream(signed).map(Math::abs).sorted().toArray();
    return new Offsets(
        n,
        middle(signed),
        middle(distance),
        distance[(int) Math.ceil(0.95 * n) - 1],
        distance[n - 1]);
  }

  /** Median of sorted values. */
  static double middle(double[] sorted) {
    int n = sorted.length;
    return n == 0 ? Double.NaN : 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
  }
}
