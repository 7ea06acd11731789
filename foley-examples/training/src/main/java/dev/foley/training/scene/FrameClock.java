package dev.foley.training.scene;

import dev.foley.video.MediaTime;
import java.util.ArrayList;
import java.util.List;

/** Exact presentation times of a clip's frames. */
final class FrameClock {
  /** Numerator and denominator of common rates; the first ones are drawn more often. */
  private static final long[][] RATES = {
    {30, 1},
    {30, 1},
    {30, 1},
    {30000, 1001},
    {30000, 1001},
    {25, 1},
    {25, 1},
    {24, 1},
    {24000, 1001},
    {24000, 1001},
    {50, 1},
    {60, 1},
    {60000, 1001}
  };

  private FrameClock() {}

  static List<MediaTime> constant(double duration, long numerator, long denominator) {
    List<MediaTime> times = new ArrayList<>();
    for (long i = 0; ; i++) {
      MediaTime t = MediaTime.ofTicks(i, denominator, numerator);
      if (t.seconds() >= duration) {
        return times;
      }
      times.add(t);
    }
  }

  /** A random rate; one clip in ten has a varying one, as phones and screen recorders write. */
  static List<MediaTime> random(double duration, SceneRandom r) {
    if (!r.chance(0.1)) {
      long[] rate = r.pick(RATES);
      return constant(duration, rate[0], rate[1]);
    }
    boolean dropping = r.chance(0.5);
    List<MediaTime> times = new ArrayList<>();
    long ticks = 0;
    while (ticks < duration * 90000) {
      times.add(MediaTime.ofTicks(ticks, 1, 90000));
      if (dropping) {
        ticks += 1500L * (r.chance(0.15) ? r.integer(2, 4) : r.integer(1, 2));
      } else {
        ticks += 3000 + r.integer(-700, 700);
      }
    }
    return times;
  }
}
