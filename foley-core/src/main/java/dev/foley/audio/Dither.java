package dev.foley.audio;

/**
 * Triangular dither of two steps' width (Lipshitz, Wannamaker and Vanderkooy 1992), which makes the
 * error's mean and power independent of the signal.
 *
 * <p>The noise is a pure function of (seed, channel, frame): block sizes, threads and restarts do
 * not change it.
 */
final class Dither {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final float PCM16_SCALE = 32768f;
  private static final double TWO_POW_MINUS_32 = 0x1p-32;

  private final long key;

  Dither(long seed, int channel) {
    this.key = mix(seed + (channel + 1) * GOLDEN_GAMMA);
  }

  /** Noise in (-1, 1) steps with triangular density. */
  double noise(long frame) {
    long bits = mix(key + frame * GOLDEN_GAMMA);
    // The difference of two independent uniform values.
    return ((bits >>> 32) - (bits & 0xFFFFFFFFL)) * TWO_POW_MINUS_32;
  }

  short toPcm16(float sample, long frame) {
    double scaled = Math.rint(sample * PCM16_SCALE + noise(frame));
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, scaled));
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
