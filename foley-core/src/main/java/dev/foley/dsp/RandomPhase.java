package dev.foley.dsp;

/**
 * Random phases as a pure function of seed, frame and bin, so that they do not depend on how a
 * sound is cut into windows. The mixing function is the finaliser of SplitMix64 (G. Steele, D. Lea,
 * C. Flood, OOPSLA 2014).
 *
 * @param seed any number
 */
record RandomPhase(long seed) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** A phase, uniform in [-pi, pi). */
  float at(long frame, int bin) {
    long bits = mix(seed + GOLDEN * mix(frame * GOLDEN + bin));
    return (float) (((bits >>> 40) * 0x1p-24 - 0.5) * 2 * Math.PI);
  }

  /** Noise, uniform in [-1, 1). */
  static float uniform(long seed, long index) {
    return (float) ((mix(seed ^ (index * GOLDEN)) >> 40) * 0x1p-23);
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
