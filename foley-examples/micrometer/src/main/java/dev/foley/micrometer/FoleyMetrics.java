package dev.foley.micrometer;

import dev.foley.FoleyListener;
import dev.foley.FoleyWindow;
import dev.foley.stage.Stage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A listener that keeps meters up to date; one may listen to any number of requests at once.
 *
 * <pre>{@code
 * FoleyGenerator foley = FoleyGenerator.builder().listener(new FoleyMetrics(registry)).build();
 * }</pre>
 *
 * <p>Meters: {@code foley.windows}, {@code foley.gaps}, {@code foley.clicks}, {@code
 * foley.warnings} (counters); {@code foley.stage.work} (timer by {@code stage}, one record a
 * window); {@code foley.stage.queued} (gauge by {@code stage}); {@code foley.seam.step} (dB);
 * {@code foley.offset} (95th percentile of a window's offsets, in seconds, by {@code alignment}
 * before and after); {@code foley.memory.resident} (bytes; NaN where the platform does not tell).
 */
public final class FoleyMetrics implements FoleyListener {
  private static final long UNKNOWN = -1;

  private final Counter windows;
  private final Counter gaps;
  private final Counter clicks;
  private final Counter warnings;
  private final Map<Stage, Timer> work = new EnumMap<>(Stage.class);
  private final Map<Stage, AtomicInteger> queued = new EnumMap<>(Stage.class);
  private final DistributionSummary seamStep;
  private final DistributionSummary before;
  private final DistributionSummary after;
  private final AtomicLong resident = new AtomicLong(UNKNOWN);

  /**
   * Registers the meters.
   *
   * @param tags added to all of them
   */
  public FoleyMetrics(MeterRegistry registry, Tag... tags) {
    Tags common = Tags.of(tags);
    windows = registry.counter("foley.windows", common);
    gaps = registry.counter("foley.gaps", common);
    clicks = registry.counter("foley.clicks", common);
    warnings = registry.counter("foley.warnings", common);
    for (Stage stage : Stage.values()) {
      Tags tagged = common.and("stage", stage.label());
      work.put(stage, registry.timer("foley.stage.work", tagged));
      queued.put(stage, registry.gauge("foley.stage.queued", tagged, new AtomicInteger()));
    }
    seamStep =
        DistributionSummary.builder("foley.seam.step")
            .baseUnit("dB")
            .tags(common)
            .register(registry);
    before = offset(registry, common.and("alignment", "before"));
    after = offset(registry, common.and("alignment", "after"));
    registry.gauge(
        "foley.memory.resident",
        common,
        resident,
        bytes -> bytes.get() == UNKNOWN ? Double.NaN : bytes.get());
  }

  private static DistributionSummary offset(MeterRegistry registry, Tags tags) {
    return DistributionSummary.builder("foley.offset")
        .baseUnit("seconds")
        .tags(tags)
        .register(registry);
  }

  @Override
  public void onWindow(FoleyWindow window) {
    windows.increment();
    gaps.increment(window.gaps());
    clicks.increment(window.clicks());
    window.work().forEach((stage, time) -> work.get(stage).record(time));
    window.queued().forEach((stage, count) -> queued.get(stage).set(count));
    if (!Double.isNaN(window.seamStepDb())) {
      seamStep.record(window.seamStepDb());
    }
    if (window.after().pairs() > 0) {
      before.record(window.before().p95Absolute());
      after.record(window.after().p95Absolute());
    }
    resident.set(window.residentBytes().orElse(UNKNOWN));
  }

  @Override
  public void onWarning(String warning) {
    warnings.increment();
  }
}
