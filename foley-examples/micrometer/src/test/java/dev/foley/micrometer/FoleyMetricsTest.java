package dev.foley.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foley.FoleyReport;
import dev.foley.FoleyWindow;
import dev.foley.stage.Stage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FoleyMetricsTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();

  private static FoleyWindow window(long index, double step, long clicks) {
    FoleyReport.Offsets none = new FoleyReport.Offsets(0, 0, 0, 0, 0);
    FoleyReport.Offsets some = new FoleyReport.Offsets(3, 0.01, 0.01, 0.02, 0.02);
    return new FoleyWindow(
        new FoleyReport.Window(index, 0, 0, 5, Duration.ofMillis(900), Duration.ofMillis(50)),
        Map.of(Stage.LATENTS, Duration.ofMillis(900), Stage.AUDIO, Duration.ofMillis(50)),
        Map.of(Stage.FEATURES, 1, Stage.AUDIO, 2),
        1_000_000,
        OptionalLong.of(900_000_000),
        3,
        index == 0 ? none : some,
        index == 0 ? none : some,
        step,
        0,
        clicks);
  }

  @Test
  void metersFollowTheWindows() {
    FoleyMetrics metrics = new FoleyMetrics(registry, Tag.of("app", "test"));
    metrics.onWindow(window(0, Double.NaN, 0));
    metrics.onWindow(window(1, 0.5, 1));
    metrics.onWarning("one packet is damaged");
    assertEquals(2, registry.get("foley.windows").tag("app", "test").counter().count());
    assertEquals(1, registry.get("foley.clicks").counter().count());
    assertEquals(0, registry.get("foley.gaps").counter().count());
    assertEquals(1, registry.get("foley.warnings").counter().count());
    assertEquals(
        1800,
        registry
            .get("foley.stage.work")
            .tag("stage", "latents")
            .timer()
            .totalTime(TimeUnit.MILLISECONDS));
    assertEquals(2, registry.get("foley.stage.queued").tag("stage", "audio").gauge().value());
    assertEquals(1, registry.get("foley.seam.step").summary().count(), "the first has no seam");
    assertEquals(0.02, registry.get("foley.offset").tag("alignment", "after").summary().max());
    assertEquals(9e8, registry.get("foley.memory.resident").gauge().value());
  }
}
