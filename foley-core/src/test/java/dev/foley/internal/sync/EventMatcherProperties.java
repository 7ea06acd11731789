package dev.foley.internal.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EventMatcherProperties {
  private static final double TOLERANCE = 0.1;

  @Provide
  Arbitrary<double[]> times() {
    return Arbitraries.integers()
        .between(0, 1000)
        .array(Integer[].class)
        .ofMaxSize(6)
        .map(a -> Arrays.stream(a).mapToDouble(i -> i / 1000.0).sorted().toArray());
  }

  @Property
  void findsTheBestOfAllMonotoneAssignments(
      @ForAll("times") double[] events, @ForAll("times") double[] onsets) {
    List<Match> found = new EventMatcher(TOLERANCE).match(events, onsets);
    double[] best = best(events, onsets, 0, 0);
    double sum = found.stream().mapToDouble(m -> Math.abs(m.offset())).sum();
    assertEquals(best[0], found.size());
    assertEquals(best[1], sum, 1e-9);
    for (int i = 1; i < found.size(); i++) {
      assertTrue(found.get(i).event() >= found.get(i - 1).event());
      assertTrue(found.get(i).onset() >= found.get(i - 1).onset());
    }
    assertTrue(found.stream().allMatch(m -> Math.abs(m.offset()) <= TOLERANCE));
  }

  /** Tries everything: number of pairs and sum of distances. */
  private static double[] best(double[] events, double[] onsets, int i, int j) {
    if (i == events.length || j == onsets.length) {
      return new double[2];
    }
    double[] best = better(best(events, onsets, i + 1, j), best(events, onsets, i, j + 1));
    double distance = Math.abs(events[i] - onsets[j]);
    if (distance <= TOLERANCE) {
      double[] rest = best(events, onsets, i + 1, j + 1);
      best = better(best, new double[] {rest[0] + 1, rest[1] + distance});
    }
    return best;
  }

  private static double[] better(double[] a, double[] b) {
    return a[0] > b[0] || (a[0] == b[0] && a[1] <= b[1]) ? a : b;
  }
}
