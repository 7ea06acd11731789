package dev.foley.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.video.MediaTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class WindowPlanProperties {
  @Property
  void windowsCoverTheSoundAndTheLastOneEndsWithIt(
      @ForAll @IntRange(min = 1, max = 500) int window,
      @ForAll @IntRange(min = 1, max = 500) int strideSeed,
      @ForAll @IntRange(min = 1, max = 100_000) int total) {
    WindowPlan plan = new WindowPlan(window, 1 + strideSeed % window);
    long count = plan.count(total);
    long covered = 0;
    for (long i = 0; i < count; i++) {
      long start = plan.start(i, total);
      assertTrue(start >= 0 && start <= covered, "a gap before window " + i);
      assertTrue(i == 0 || start > plan.start(i - 1, total), "window " + i + " brings nothing new");
      assertTrue(i == count - 1 || start == plan.streamingStart(i), "only the last is re-anchored");
      covered = start + window;
    }
    assertEquals(Math.max(total, window), covered);
  }

  @Property
  void latentsCoverTheDurationWithLessThanOneToSpare(
      @ForAll @IntRange(min = 0, max = 1_000_000) int frames,
      @ForAll @IntRange(min = 1, max = 60_000) int rate) {
    MediaTime duration = MediaTime.ofTicks(frames, 1001, rate);
    long latents = WindowPlan.latents(duration, 50);
    assertTrue(MediaTime.ofIndex(latents, 50).compareTo(duration) >= 0);
    assertTrue(MediaTime.ofIndex(latents - 1, 50).compareTo(duration) < 0);
  }
}
