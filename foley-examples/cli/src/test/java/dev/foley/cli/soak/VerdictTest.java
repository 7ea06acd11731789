package dev.foley.cli.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyReport;
import dev.foley.internal.sync.OffsetStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Every promise can be broken, and then it is said. */
class VerdictTest {
  private final Random random = new Random(2);

  /** Twelve segments of five minutes; each line says how a value goes over the hour, 0 to 1. */
  private final class Hour {
    DoubleUnaryOperator latency = t -> 60;
    DoubleUnaryOperator memory = t -> 1000;
    DoubleUnaryOperator offset = t -> 0;
    DoubleUnaryOperator level = t -> -30;
    long clicks;

    List<Segment> segments() {
      List<Segment> all = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        double t = i / 11.0;
        List<FoleyReport.Pair> pairs = new ArrayList<>();
        List<double[]> events = new ArrayList<>();
        for (int e = 0; e < 100; e++) {
          double event = 3 * e;
          double late = offset.applyAsDouble((i + e / 100.0) / 12) + 0.005 * random.nextGaussian();
          pairs.add(new FoleyReport.Pair(event, event + late));
          events.add(new double[] {level.applyAsDouble(t) + 3 * random.nextGaussian(), -40, -50});
        }
        FoleyReport.Offsets none = new FoleyReport.Offsets(0, 0, 0, 0, 0);
        Map<String, List<double[]>> timbres = new TreeMap<>(Map.of("knock", events));
        all.add(
            new Segment(
                i + 1,
                Programme.of(i, 12).name(),
                "",
                300,
                latency.applyAsDouble(t),
                100,
                memory.applyAsDouble(t),
                memory.applyAsDouble(t),
                300,
                70,
                0,
                i == 5 ? clicks : 0,
                0,
                100,
                pairs,
                none,
                none,
                0,
                OffsetStatistics.of(List.of()),
                timbres,
                List.of()));
      }
      return all;
    }
  }

  private static boolean kept(Hour hour, String promise) {
    return Verdict.of(hour.segments()).stream()
        .filter(v -> v.promise().startsWith(promise))
        .findFirst()
        .orElseThrow()
        .kept();
  }

  @Test
  void aSteadyHourKeepsItsPromises() {
    Hour hour = new Hour();
    for (String promise :
        List.of("latency", "resident", "no gap", "distance of sounds", "no trend")) {
      assertTrue(kept(hour, promise), promise);
    }
  }

  @Test
  void growthIsSeen() {
    Hour hour = new Hour();
    hour.latency = t -> 45 + 23 * t;
    assertFalse(kept(hour, "latency"));
    hour.memory = t -> 1000 + (t == 0 ? 400 : 60 * t);
    assertFalse(kept(hour, "resident"));
    hour.clicks = 1;
    assertFalse(kept(hour, "no gap"));
  }

  @Test
  void driftOfTheOffsetsIsSeen() {
    Hour hour = new Hour();
    hour.offset = t -> 0.003 * t;
    assertFalse(kept(hour, "no trend"));
    assertTrue(kept(hour, "distance of sounds"));
    hour.offset = t -> 0.08 + 0.14 * t;
    assertFalse(kept(hour, "distance of sounds"));
  }

  @Test
  void driftOfTheStyleIsSeen() {
    Hour hour = new Hour();
    hour.level = t -> -30 - 6 * t;
    assertFalse(kept(hour, "style"));
    hour.level = t -> -30;
    List<Segment> steady = hour.segments();
    assertTrue(
        Timbre.distance(steady.get(0).timbres(), steady.get(11).timbres()) < 1,
        "the same sounds are near each other");
  }

  @Test
  void theOrderOfProgrammesIsTheSameBackwards() {
    StringBuilder order = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      order.append(Programme.of(i, 12).name());
    }
    assertEquals("AABBCCCCBBAA", order.toString());
  }
}
