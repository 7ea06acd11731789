package dev.foley.dsp;

/** Two laws for going over from one sound to another. Both follow a raised cosine in time. */
public enum Crossfade {
  /** Hann law: gains add up to 1. For sounds that are alike (correlated) in the overlap. */
  EQUAL_GAIN {
    @Override
    public float gain(float position) {
      return (float) (0.5 - 0.5 * Math.cos(Math.PI * position));
    }
  },

  /** Sine law: squared gains add up to 1. For sounds that have nothing to do with each other. */
  EQUAL_POWER {
    @Override
    public float gain(float position) {
      return (float) Math.sin(Math.PI / 2 * position);
    }
  };

  /**
   * Gain of the incoming sound; the outgoing one has the gain at {@code 1 - position}.
   *
   * @param position 0 at the beginning of the overlap, 1 at its end
   */
  public abstract float gain(float position);

  /** Gains of the incoming sound over an overlap, sampled in the middle of each sample. */
  public float[] fadeIn(int length) {
    float[] gains = new float[length];
    for (int i = 0; i < length; i++) {
      gains[i] = gain((i + 0.5f) / length);
    }
    return gains;
  }
}
