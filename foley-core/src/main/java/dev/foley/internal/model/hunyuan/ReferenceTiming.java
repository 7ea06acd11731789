package dev.foley.internal.model.hunyuan;

/**
 * Frame choice and lengths exactly as the published program computes them, floating-point drift
 * included: parity is measured in this mode. It ends at 15 s.
 */
final class ReferenceTiming {
  /** Frames later than this are not looked at. */
  static final double LIMIT_SECONDS = 15;

  static final int SYNC_RATE = 25;
  static final int VISUAL_RATE = 8;
  static final int LATENT_RATE = 50;
  static final int SEGMENT_FRAMES = 16;
  static final int SEGMENT_STRIDE = 8;
  static final int SAMPLES_PER_LATENT = 960;

  private ReferenceTiming() {}

  /**
   * Which frame each sampling instant takes: the first at or after it. The instants are accumulated
   * in double precision, so that 25 samples a second drift on a perfect 25 fps file; this is kept.
   *
   * @param times frame times in seconds, in presentation order
   * @param rate samples a second
   */
  static int[] frames(double[] times, int rate) {
    double next = 0;
    double delta = 1.0 / rate;
    int[] chosen = new int[16];
    int count = 0;
    for (int i = 0; i < times.length && times[i] <= LIMIT_SECONDS; i++) {
      while (times[i] >= 0 && times[i] >= next) {
        if (count == chosen.length) {
          chosen = java.util.Arrays.copyOf(chosen, 2 * count);
        }
        chosen[count++] = i;
        next += delta;
      }
    }
    return java.util.Arrays.copyOf(chosen, count);
  }

  /** Duration that {@code syncFrames} frames at 25 fps stand for. */
  static double seconds(int syncFrames) {
    return syncFrames / (double) SYNC_RATE;
  }

  /** Latent frames; for some counts one less than twice the frames, by rounding. */
  static int latents(int syncFrames) {
    return (int) (seconds(syncFrames) * LATENT_RATE);
  }

  /** Synchformer segments; 0 if the clip is shorter than one (0.64 s). */
  static int segments(int syncFrames) {
    return syncFrames < SEGMENT_FRAMES ? 0 : (syncFrames - SEGMENT_FRAMES) / SEGMENT_STRIDE + 1;
  }

  static int samples(int syncFrames) {
    return SAMPLES_PER_LATENT * latents(syncFrames);
  }
}
