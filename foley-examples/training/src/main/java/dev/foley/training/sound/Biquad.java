package dev.foley.training.sound;

/** Second-order filter, transposed direct form II; coefficients after the RBJ cookbook. */
final class Biquad {
  private static final double TOP = 0.46 * SoundSynth.SAMPLE_RATE;
  private double b0;
  private double b1;
  private double b2;
  private double a1;
  private double a2;
  private double z1;
  private double z2;

  private Biquad() {}

  static Biquad lowPass(double frequency, double q) {
    Biquad filter = new Biquad();
    double w = angle(frequency);
    double cos = Math.cos(w);
    filter.set((1 - cos) / 2, 1 - cos, (1 - cos) / 2, cos, Math.sin(w) / (2 * q));
    return filter;
  }

  static Biquad lowPass(double frequency) {
    return lowPass(frequency, Math.sqrt(0.5));
  }

  static Biquad highPass(double frequency) {
    Biquad filter = new Biquad();
    double w = angle(frequency);
    double cos = Math.cos(w);
    filter.set((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, cos, Math.sin(w) / Math.sqrt(2));
    return filter;
  }

  /** Band-pass with unit gain at its centre. */
  static Biquad bandPass(double frequency, double q) {
    Biquad filter = new Biquad();
    filter.tune(frequency, q);
    return filter;
  }

  /** Moves a band-pass while it runs. */
  void tune(double frequency, double q) {
    double w = angle(frequency);
    double alpha = Math.sin(w) / (2 * q);
    set(alpha, 0, -alpha, Math.cos(w), alpha);
  }

  private static double angle(double frequency) {
    return 2 * Math.PI * Math.min(TOP, Math.max(5, frequency)) / SoundSynth.SAMPLE_RATE;
  }

  private void set(double n0, double n1, double n2, double cos, double alpha) {
    double scale = 1 / (1 + alpha);
    b0 = n0 * scale;
    b1 = n1 * scale;
    b2 = n2 * scale;
    a1 = -2 * cos * scale;
    a2 = (1 - alpha) * scale;
  }

  double tick(double x) {
    double y = b0 * x + z1;
    z1 = b1 * x - a1 * y + z2;
    z2 = b2 * x - a2 * y;
    return y;
  }

  void process(float[] signal) {
    for (int i = 0; i < signal.length; i++) {
      signal[i] = (float) tick(signal[i]);
    }
  }
}
