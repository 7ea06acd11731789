package dev.foley.training.sound;

/**
 * How one source differs from the usual one of its family.
 *
 * @param size source size, 1 = usual; larger is lower
 * @param rate event rate of an ambience, 1 = usual
 */
record Build(double size, double rate) {
  static final Build USUAL = new Build(1, 1);

  static Build of(Layer layer) {
    double size = layer.is(Modifier.HEAVY) ? 1.5 : layer.is(Modifier.LIGHT) ? 0.7 : 1;
    double rate = layer.is(Modifier.FAST) ? 1.7 : layer.is(Modifier.SLOW) ? 0.55 : 1;
    return new Build(size, rate);
  }
}
