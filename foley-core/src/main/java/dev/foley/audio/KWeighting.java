package dev.foley.audio;

/**
 * The frequency weighting of ITU-R BS.1770 for one channel: a high shelf that stands for the head,
 * then a high-pass.
 *
 * <p>The standard lists coefficients for 48 kHz only; they are the bilinear transforms of two
 * analog filters whose parameters (below, worked out by B. De Man, "Evaluation of implementations
 * of the EBU R128 loudness measurement", AES 2018) give those very coefficients at 48 kHz and, up
 * to the transform's bending near Nyquist (0.04 dB at 1 kHz), the same curve at other rates.
 */
final class KWeighting {
  private static final double SHELF_HZ = 1681.974450955533;
  private static final double SHELF_DB = 3.999843853973347;
  private static final double SHELF_Q = 0.7071752369554196;
  private static final double SHELF_MIDDLE = 0.4996667741545416;
  private static final double PASS_HZ = 38.13547087602444;
  private static final double PASS_Q = 0.5003270373238773;

  /** Far below the smallest signal; keeps the decay of the filters out of denormal numbers. */
  private static final double TINY = 1e-60;

  /** Coefficients {@code b0 b1 b2 a1 a2}. */
  private final double[] shelf;

  private final double[] pass;
  private double shelf1;
  private double shelf2;
  private double pass1;
  private double pass2;

  KWeighting(int sampleRate) {
    this.shelf = shelf(sampleRate);
    this.pass = pass(sampleRate);
  }

  static double[] shelf(int sampleRate) {
    double k = Math.tan(Math.PI * SHELF_HZ / sampleRate);
    double high = Math.pow(10, SHELF_DB / 20);
    double middle = Math.pow(high, SHELF_MIDDLE);
    double a0 = 1 + k / SHELF_Q + k * k;
    return new double[] {
      (high + middle * k / SHELF_Q + k * k) / a0,
      2 * (k * k - high) / a0,
      (high - middle * k / SHELF_Q + k * k) / a0,
      2 * (k * k - 1) / a0,
      (1 - k / SHELF_Q + k * k) / a0
    };
  }

  static double[] pass(int sampleRate) {
    double k = Math.tan(Math.PI * PASS_HZ / sampleRate);
    double a0 = 1 + k / PASS_Q + k * k;
    return new double[] {1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / PASS_Q + k * k) / a0};
  }

  /** One weighted sample; transposed direct form II. */
  double next(double x) {
    double y = shelf[0] * x + shelf1;
    shelf1 = shelf[1] * x - shelf[3] * y + shelf2;
    shelf2 = shelf[2] * x - shelf[4] * y;
    double z = pass[0] * y + pass1;
    pass1 = pass[1] * y - pass[3] * z + pass2;
    pass2 = pass[2] * y - pass[4] * z;
    return z;
  }

  /** To be called now and then. */
  void flushDenormals() {
    if (Math.abs(pass1) < TINY && Math.abs(pass2) < TINY) {
      shelf1 = 0;
      shelf2 = 0;
      pass1 = 0;
      pass2 = 0;
    }
  }
}
