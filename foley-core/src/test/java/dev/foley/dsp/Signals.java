package dev.foley.dsp;

import java.util.SplittableRandom;

/** Test signals and distances. */
final class Signals {
  private Signals() {}

  /** White noise, uniform in [-1, 1). */
  static float[] noise(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = (float) (2 * random.nextDouble() - 1);
    }
    return x;
  }

  static double energy(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += (double) v * v;
    }
    return sum;
  }

  /** L2 norm of the difference over the L2 norm of the expected signal. */
  static double relativeError(float[] expected, float[] actual) {
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      double d = (double) expected[i] - actual[i];
      error += d * d;
    }
    return Math.sqrt(error / energy(expected));
  }
}
