package dev.foley.internal.pipeline;

import dev.foley.stage.Stage;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Adds up the time each stage has worked, waiting not included. Thread-safe. */
public final class StageClock {
  private final Map<Stage, LongAdder> nanos = new EnumMap<>(Stage.class);

  public StageClock() {
    for (Stage stage : Stage.values()) {
      nanos.put(stage, new LongAdder());
    }
  }

  /** Adds the time since {@code startNanos}, a value of {@link System#nanoTime()}. */
  public void add(Stage stage, long startNanos) {
    nanos.get(stage).add(System.nanoTime() - startNanos);
  }

  /** The sums so far, for every stage. */
  public Map<Stage, Duration> times() {
    EnumMap<Stage, Duration> times = new EnumMap<>(Stage.class);
    nanos.forEach((stage, sum) -> times.put(stage, Duration.ofNanos(sum.sum())));
    return Collections.unmodifiableMap(times);
  }
}
