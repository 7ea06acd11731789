package dev.foley.internal.sampling;

/**
 * Noise levels of a flow-matching sampler: {@code steps + 1} values of sigma from 1 (noise) to 0
 * (data). The arithmetic is that of the published model, bit for bit.
 */
public final class FlowSchedule {
  private final float[] sigmas;

  private FlowSchedule(float[] sigmas) {
    this.sigmas = sigmas;
  }

  /** Equally spaced levels. */
  public static FlowSchedule linear(int steps) {
    return shifted(steps, 1, true);
  }

  /**
   * Levels bent towards noise.
   *
   * @param shift s in {@code s sigma / (1 + (s - 1) sigma)}; 1 leaves them equally spaced
   * @param reverse true runs from noise (1) to data (0), false the other way round
   */
  public static FlowSchedule shifted(int steps, double shift, boolean reverse) {
    if (steps < 1 || !(shift > 0)) {
      throw new IllegalArgumentException("steps and shift must be positive");
    }
    float[] sigmas = new float[steps + 1];
    float spacing = (float) (-1.0 / steps);
    for (int i = 0; i <= steps; i++) {
      // Counted from the nearer end, so that both ends are exact.
      sigmas[i] =
          i < (steps + 1) / 2
              ? (float) (1.0 + (double) spacing * i)
              : (float) (-(double) spacing * (steps - i));
      if (shift != 1) {
        sigmas[i] = bent(sigmas[i], shift);
      }
      if (!reverse) {
        sigmas[i] = 1 - sigmas[i];
      }
    }
    return new FlowSchedule(sigmas);
  }

  /** A level bent towards noise, as {@link #shifted} bends those of a schedule. */
  public static float bent(float sigma, double shift) {
    float s = (float) shift;
    return s * sigma / (1 + (s - 1) * sigma);
  }

  public int steps() {
    return sigmas.length - 1;
  }

  /** Noise level before step {@code i}; {@code i = steps()} is the end. */
  public float sigma(int i) {
    return sigmas[i];
  }

  /** The time that the network is told at step {@code i}, 0 to 1000. */
  public float timestep(int i) {
    return sigmas[i] * 1000f;
  }
}
