package dev.foley.dsp;

/**
 * A window shape, from which windows of any length are made. Immutable, thread-safe.
 *
 * <p>Each shape has two forms. The <em>periodic</em> one (the symmetric window of {@code length +
 * 1} points without its last) is for analysis and overlap-add, the <em>symmetric</em> one for
 * filter design. Formulas: F. J. Harris, "On the use of windows for harmonic analysis with the
 * discrete Fourier transform", Proc. IEEE 66 (1978); the Kaiser-Bessel derived window as in ISO/IEC
 * 14496-3.
 */
public final class Window {
  /** Raised cosine. Sums to a constant at every hop that divides the length, except itself. */
  public static final Window HANN = new Window("Hann", cosines(0.5, 0.5));

  /** Raised cosine on a pedestal, 0.54 - 0.46 cos. */
  public static final Window HAMMING = new Window("Hamming", cosines(0.54, 0.46));

  /** Four-term Blackman-Harris, side lobes at -92 dB. */
  public static final Window BLACKMAN_HARRIS =
      new Window("Blackman-Harris", cosines(0.35875, 0.48829, 0.14128, 0.01168));

  /**
   * Half a sine period. Its square is the Hann window; the symmetric form, {@code sin(pi (i + 0.5)
   * / n)}, obeys the Princen-Bradley condition.
   */
  public static final Window SINE = new Window("sine", Window::sine);

  private interface Shape {
    double[] values(int length, boolean periodic);
  }

  private final String name;
  private final Shape shape;

  private Window(String name, Shape shape) {
    this.name = name;
    this.shape = shape;
  }

  /**
   * Kaiser window {@code I0(beta sqrt(1 - x^2)) / I0(beta)}.
   *
   * @param beta 0 (rectangular) to 100; side lobes fall as it grows, 8.6 gives about -90 dB
   */
  public static Window kaiser(double beta) {
    if (!(beta >= 0 && beta <= 100)) {
      throw new IllegalArgumentException("beta must be in [0, 100], not " + beta);
    }
    return new Window("Kaiser(" + beta + ")", (length, periodic) -> kaiser(beta, length, periodic));
  }

  /**
   * Kaiser-Bessel derived window. It has one form only, symmetric and of even length, which obeys
   * the Princen-Bradley condition {@code w[i]^2 + w[i + n/2]^2 = 1}.
   *
   * @param alpha 0 to 30; 4 is the AAC long window
   */
  public static Window kbd(double alpha) {
    if (!(alpha >= 0 && alpha <= 30)) {
      throw new IllegalArgumentException("alpha must be in [0, 30], not " + alpha);
    }
    return new Window("KBD(" + alpha + ")", (length, periodic) -> kbd(alpha, length));
  }

  /**
   * The periodic form.
   *
   * @param length number of points, at least 1 (even for KBD)
   */
  public float[] periodic(int length) {
    return toFloats(length, true);
  }

  /**
   * The symmetric form.
   *
   * @param length number of points, at least 1 (even for KBD)
   */
  public float[] symmetric(int length) {
    return toFloats(length, false);
  }

  /**
   * How far copies of a window, shifted by multiples of the hop, are from adding up to a constant:
   * (maximum - minimum) / mean of the sum. Zero for perfect constant overlap-add (COLA).
   *
   * @param window any non-empty weights
   * @param hop shift in samples, 1 to the window's length
   */
  public static double colaRipple(float[] window, int hop) {
    if (hop < 1 || hop > window.length) {
      throw new IllegalArgumentException(
          "hop must be in [1, " + window.length + "], the window's length, not " + hop);
    }
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double total = 0;
    for (int phase = 0; phase < hop; phase++) {
      double sum = 0;
      for (int i = phase; i < window.length; i += hop) {
        sum += window[i];
      }
      min = Math.min(min, sum);
      max = Math.max(max, sum);
      total += sum;
    }
    return (max - min) / (total / hop);
  }

  @Override
  public String toString() {
    return name;
  }

  private float[] toFloats(int length, boolean periodic) {
    if (length < 1) {
      throw new IllegalArgumentException("a window needs at least 1 point, not " + length);
    }
    double[] values = shape.values(length, periodic);
    float[] result = new float[length];
    for (int i = 0; i < length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  private static Shape cosines(double... terms) {
    return (length, periodic) -> {
      double[] w = new double[length];
      double span = span(length, periodic);
      for (int i = 0; i < length; i++) {
        double sign = 1;
        for (int k = 0; k < terms.length; k++) {
          w[i] += sign * terms[k] * (span == 0 ? sign : Math.cos(2 * Math.PI * k * i / span));
          sign = -sign;
        }
      }
      return w;
    };
  }

  private static double[] sine(int length, boolean periodic) {
    double[] w = new double[length];
    double shift = periodic ? 0 : 0.5;
    for (int i = 0; i < length; i++) {
      w[i] = Math.sin(Math.PI * (i + shift) / length);
    }
    return w;
  }

  private static double[] kaiser(double beta, int length, boolean periodic) {
    double[] w = new double[length];
    double span = span(length, periodic);
    for (int i = 0; i < length; i++) {
      double x = span == 0 ? 0 : 2 * i / span - 1;
      w[i] = bessel0(beta * Math.sqrt(Math.max(0, 1 - x * x))) / bessel0(beta);
    }
    return w;
  }

  private static double[] kbd(double alpha, int length) {
    if (length % 2 != 0) {
      throw new IllegalArgumentException("a KBD window needs an even length, not " + length);
    }
    int half = length / 2;
    double[] kernel = kaiser(Math.PI * alpha, half + 1, false);
    double total = 0;
    for (double k : kernel) {
      total += k;
    }
    double[] w = new double[length];
    double sum = 0;
    for (int i = 0; i < half; i++) {
      sum += kernel[i];
      w[i] = Math.sqrt(sum / total);
      w[length - 1 - i] = w[i];
    }
    return w;
  }

  private static double span(int length, boolean periodic) {
    return periodic ? length : length - 1;
  }

  /** Modified Bessel function of the first kind, order 0, by its power series. */
  private static double bessel0(double x) {
    double quarter = x * x / 4;
    double term = 1;
    double sum = 1;
    for (int k = 1; term > sum * 1e-17; k++) {
      term *= quarter / ((double) k * k);
      sum += term;
    }
    return sum;
  }
}
