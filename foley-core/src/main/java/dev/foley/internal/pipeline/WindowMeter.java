package dev.foley.internal.pipeline;

import dev.foley.internal.sync.Match;
import dev.foley.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures each window as it leaves the last stage. One thread. */
final class WindowMeter {
  private final StageClock clock;
  private final Map<Stage, Handoff<?>> queues;
  private Map<Stage, Duration> clockBefore;
  private long gapsBefore;
  private long clicksBefore;

  /**
   * Makes a meter for a run.
   *
   * @param queues what each stage puts its results into
   */
  WindowMeter(StageClock clock, Map<Stage, Handoff<?>> queues) {
    this.clock = clock;
    this.queues = queues;
    this.clockBefore = clock.times();
  }

  WindowMeasures measure(WindowRecord window, int events, List<VoiceSound> sounds) {
    List<Match> before = new ArrayList<>();
    List<Match> after = new ArrayList<>();
    double step = Double.NaN;
    long gaps = -gapsBefore;
    long clicks = -clicksBefore;
    for (VoiceSound sound : sounds) {
      before.addAll(sound.newBefore());
      after.addAll(sound.newAfter());
      double mine = sound.seamStepDb();
      step = Double.isNaN(step) ? mine : Math.max(step, mine);
      gaps += sound.faults().gaps();
      clicks += sound.faults().clicks();
    }
    gapsBefore += gaps;
    clicksBefore += clicks;
    return new WindowMeasures(window, work(), queued(), events, before, after, step, gaps, clicks);
  }

  private Map<Stage, Duration> work() {
    Map<Stage, Duration> now = clock.times();
    Map<Stage, Duration> work = new EnumMap<>(Stage.class);
    now.forEach((stage, time) -> work.put(stage, time.minus(clockBefore.get(stage))));
    clockBefore = now;
    return Collections.unmodifiableMap(work);
  }

  private Map<Stage, Integer> queued() {
    Map<Stage, Integer> sizes = new EnumMap<>(Stage.class);
    queues.forEach((stage, queue) -> sizes.put(stage, queue.size()));
    return Collections.unmodifiableMap(sizes);
  }
}
