package dev.foley.training.sound;

/** Slow random movement in [0, 1]: smooth between random values at irregular times. */
final class Curve {
  private final Noise noise;
  private final double spacing;
  private double from;
  private double to;
  private double position;
  private double step;

  /**
   * @param rate turning points per second, on average
   */
  Curve(Noise noise, double rate) {
    this.noise = noise;
    this.spacing = SoundSynth.SAMPLE_RATE / rate;
    from = noise.unit();
    to = noise.unit();
    position = noise.unit();
    step = 1 / spacing;
  }

  double next() {
    position += step;
    if (position >= 1) {
      position -= 1;
      from = to;
      to = noise.unit();
      step = 1 / (spacing * noise.uniform(0.5, 1.5));
      position = Math.min(position, 1);
    }
    return from + (to - from) * position * position * (3 - 2 * position);
  }
}
