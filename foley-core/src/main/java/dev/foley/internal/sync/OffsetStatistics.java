package dev.foley.internal.sync;

import java.util.Arrays;
import java.util.List;

/**
 * How far sounds lie from their events, in seconds.
 *
 * @param pairs number of pairs; the other values are 0 if there are none
 * @param median of the signed offsets; positive: the sound is late
 * @param medianAbsolute of the distances
 * @param p95Absolute 95th percentile of the distances (nearest rank)
 * @param maxAbsolute greatest distance
 */
public record OffsetStatistics(
    int pairs, double median, double medianAbsolute, double p95Absolute, double maxAbsolute) {

  public static OffsetStatistics of(List<Match> matches) {
    int n = matches.size();
    if (n == 0) {
      return new OffsetStatistics(0, 0, 0, 0, 0);
    }
    double[] signed = matches.stream().mapToDouble(Match::offset).sorted().toArray();
    double[] distance = Arrays.stream(signed).map(Math::abs).sorted().toArray();
    return new OffsetStatistics(
        n,
        median(signed),
        median(distance),
        distance[(int) Math.ceil(0.95 * n) - 1],
        distance[n - 1]);
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
  }
}
