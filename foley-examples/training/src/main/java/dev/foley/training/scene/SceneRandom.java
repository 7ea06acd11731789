package dev.foley.training.scene;

import java.util.SplittableRandom;

/** Seeded random choices for scene scripts. */
final class SceneRandom {
  private final SplittableRandom source;

  SceneRandom(long seed) {
    source = new SplittableRandom(seed);
  }

  private SceneRandom(SplittableRandom source) {
    this.source = source;
  }

  /** An independent stream, so that one script's draws do not shift another's. */
  SceneRandom child() {
    return new SceneRandom(source.split());
  }

  double uniform(double from, double to) {
    return from + (to - from) * source.nextDouble();
  }

  /** Log-uniform: sizes and speeds. */
  double scale(double from, double to) {
    return from * Math.pow(to / from, source.nextDouble());
  }

  /** Both ends included. */
  int integer(int from, int to) {
    return source.nextInt(from, to + 1);
  }

  boolean chance(double probability) {
    return source.nextDouble() < probability;
  }

  double sign() {
    return source.nextBoolean() ? 1 : -1;
  }

  double gaussian() {
    return source.nextGaussian();
  }

  @SafeVarargs
  final <T> T pick(T... options) {
    return options[source.nextInt(options.length)];
  }

  long bits() {
    return source.nextLong();
  }

  /**
   * Times with gaps in a range, from {@code first} until {@code last}: half of the time a steady
   * rhythm with a little jitter, otherwise irregular.
   */
  double[] schedule(double first, double last, double minGap, double maxGap) {
    boolean steady = chance(0.5);
    double base = uniform(minGap, maxGap);
    double[] times = new double[256];
    int n = 0;
    for (double t = first; t < last && n < times.length; ) {
      times[n++] = t;
      t += steady ? Math.max(minGap, base * uniform(0.93, 1.07)) : uniform(minGap, maxGap);
    }
    return java.util.Arrays.copyOf(times, n);
  }
}
