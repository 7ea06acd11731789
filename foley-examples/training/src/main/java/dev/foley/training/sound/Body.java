package dev.foley.training.sound;

/**
 * A solid body as a bank of modes.
 *
 * <p>Mode k decays with 1/tau = support + pi * loss * f: constant loss factor (internal friction,
 * as in van den Doel, Kry and Pai 2001) plus losses at the support. Its gain on a strike is its
 * shape at the strike position times the spectrum of a half-sine force pulse.
 */
final class Body {
  private static final double[] BAR = {1, 2.756, 5.404, 8.933, 13.345, 18.638, 24.81};
  private static final double[] MEMBRANE = {
    1, 1.594, 2.136, 2.296, 2.653, 2.918, 3.156, 3.501, 3.6, 4.06, 4.602
  };
  private static final double[] SHELL = {1, 2.31, 2.74, 3.98, 5.13, 5.95, 7.61, 8.3, 10.2, 11.7};

  /** Geometry, which sets the ratios of the mode frequencies. */
  enum Shape {
    BAR,
    PLATE,
    SHELL,
    MEMBRANE
  }

  private final double[] frequency;
  private final double[] tau;
  private final double[] gain;

  private Body(double[] frequency, double[] tau, double[] gain) {
    this.frequency = frequency;
    this.tau = tau;
    this.gain = gain;
  }

  /**
   * @param fundamental lowest mode, Hz
   * @param loss loss factor of the material (wood 0.02, steel 0.0005)
   * @param support losses independent of frequency, 1/s
   * @param tilt mode gains fall with frequency to this power
   */
  static Body of(
      Shape shape,
      int modes,
      double fundamental,
      double loss,
      double support,
      double tilt,
      Noise noise) {
    double[] ratio = ratios(shape, modes, noise);
    int n = ratio.length;
    double[] frequency = new double[n];
    double[] tau = new double[n];
    double[] gain = new double[n];
    for (int k = 0; k < n; k++) {
      // No real body matches its ideal: a few percent of scatter keeps bodies apart.
      frequency[k] = fundamental * ratio[k] * (k == 0 ? 1 : noise.uniform(0.97, 1.03));
      tau[k] = 1 / (support * noise.uniform(0.7, 1.4) + Math.PI * loss * frequency[k]);
      gain[k] = Math.pow(ratio[k], -tilt) * noise.uniform(0.4, 1);
    }
    return new Body(frequency, tau, gain);
  }

  private static double[] ratios(Shape shape, int modes, Noise noise) {
    if (shape == Shape.PLATE) {
      return plate(modes, noise.uniform(0.45, 0.95));
    }
    double[] table =
        switch (shape) {
          case BAR -> BAR;
          case SHELL -> SHELL;
          default -> MEMBRANE;
        };
    return java.util.Arrays.copyOf(table, Math.min(modes, table.length));
  }

  /** Simply supported rectangular plate of the given aspect ratio. */
  private static double[] plate(int modes, double aspect) {
    double[] all = new double[49];
    int n = 0;
    for (int i = 1; i <= 7; i++) {
      for (int j = 1; j <= 7; j++) {
        all[n++] = (i * i * aspect * aspect + j * j) / (1 + aspect * aspect);
      }
    }
    java.util.Arrays.sort(all);
    return java.util.Arrays.copyOf(all, modes);
  }

  /**
   * Adds one strike.
   *
   * @param contact duration of the force pulse, s; shorter is brighter
   * @param position where along the body, 0 to 0.5
   * @param split relative frequency split of mode pairs (beating of imperfect metal), or 0
   */
  void strike(
      float[] out, int at, double contact, double position, double split, double amplitude) {
    for (int k = 0; k < frequency.length; k++) {
      double f = frequency[k];
      double shape = 0.12 + 0.88 * Math.abs(Math.sin(Math.PI * (k + 1) * position));
      double pulse = 1 / (1 + 4 * f * f * contact * contact);
      double a = amplitude * gain[k] * shape * pulse;
      if (split > 0) {
        Grains.ping(out, at, f * (1 - split), tau[k], 0.6 * a);
        Grains.ping(out, at, f * (1 + split), 0.9 * tau[k], 0.4 * a);
      } else {
        Grains.ping(out, at, f, tau[k], a);
      }
    }
  }
}
