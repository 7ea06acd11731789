package dev.foley.internal.pipeline;

import dev.foley.motion.MotionEvent;
import dev.foley.stage.Activity;
import dev.foley.stage.Coverage;
import dev.foley.video.MediaTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the stages of one run share: the stop flag, the clock and the ledger. Thread-safe. */
final class RunState {
  /** Curves are for drawing; beyond this many points (5.5 hours at 25 a second) they stop. */
  private static final int MAX_ACTIVITY = 500_000;

  final StageClock clock = new StageClock();
  private final Map<String, Coverage> coverage = new LinkedHashMap<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private final List<MotionEvent> events = new ArrayList<>();
  private final List<Activity> activity = new ArrayList<>();
  private final List<WindowRecord> windows = new ArrayList<>();
  private double expectedSeconds = Double.NaN;
  private MediaTime duration;
  private volatile boolean stopped;

  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Unwinds the calling stage if the run was stopped. */
  void check() {
    if (stopped) {
      throw new Handoff.Stopped();
    }
  }

  synchronized void warn(List<String> sentences) {
    warnings.addAll(sentences);
  }

  synchronized void addEvents(List<MotionEvent> found) {
    events.addAll(found);
  }

  synchronized void addActivity(List<Activity> found) {
    if (activity.size() < MAX_ACTIVITY) {
      activity.addAll(found);
    }
  }

  synchronized void addWindow(WindowRecord window) {
    windows.add(window);
  }

  synchronized void cover(String prompt, Coverage of) {
    coverage.put(prompt, of);
  }

  synchronized void expect(double seconds) {
    expectedSeconds = seconds;
  }

  synchronized void end(MediaTime exact) {
    duration = exact;
    expectedSeconds = exact.seconds();
  }

  /** The exact length, {@code null} while it is not known. */
  synchronized MediaTime duration() {
    return duration;
  }

  /** What the header claims, or what is known by now; NaN if nothing is. */
  synchronized double expectedSeconds() {
    return expectedSeconds;
  }

  synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  synchronized List<MotionEvent> events() {
    return List.copyOf(events);
  }

  synchronized List<Activity> activity() {
    return List.copyOf(activity);
  }

  synchronized List<WindowRecord> windows() {
    return List.copyOf(windows);
  }

  /** The prompts' coverages, in the order in which they were first heard. */
  synchronized Map<String, Coverage> coverage() {
    return new LinkedHashMap<>(coverage);
  }
}
