package dev.foley.dsp;

/**
 * Discrete Fourier transform of real signals of one fixed, even size {@code n}.
 *
 * <p>A spectrum is two arrays of {@code n / 2 + 1} bins: {@code X[k] = sum_t x[t] exp(-2 pi i k t /
 * n)}. The forward transform is not scaled, the inverse is scaled by {@code 1 / n}, so that inverse
 * of forward is the identity. Sizes whose prime factors are 2, 3 and 5 (powers of two, 960, 1920,
 * 3840) are fast; any other even size goes through Bluestein's algorithm, 4 to 5 times slower. The
 * relative error (L2) stays below {@code 1e-6 * log2(n)}.
 *
 * <p>A plan holds scratch memory: <b>one thread at a time</b>. {@link #copy()} gives another thread
 * its own plan at the price of the scratch only. No call allocates.
 */
public final class RealFft {
  private final int size;
  private final int half;
  // Half of cosine and sine: the other half of the odd part's 1/2 is free in this way.
  private final float[] cos;
  private final float[] sin;
  private final ComplexFft fft;
  private final Bluestein bluestein;
  private final float[] pairs;
  private final float[] scratch;

  /**
   * @param size number of samples, even, at least 2
   */
  public RealFft(int size) {
    if (size < 2 || size % 2 != 0 || size > 1 << 26) {
      throw new IllegalArgumentException(
          "the size of a real FFT must be even and in [2, 2^26], not " + size);
    }
    this.size = size;
    this.half = size / 2;
    this.cos = new float[half / 2 + 1];
    this.sin = new float[half / 2 + 1];
    for (int k = 0; k < cos.length; k++) {
      cos[k] = (float) (0.5 * Math.cos(2 * Math.PI * k / size));
      sin[k] = (float) (0.5 * Math.sin(2 * Math.PI * k / size));
    }
    boolean smooth = ComplexFft.isSmooth(half);
    this.fft = smooth ? new ComplexFft(half) : null;
    this.bluestein = smooth ? null : new Bluestein(half);
    this.pairs = new float[size];
    this.scratch = new float[size];
  }

  private RealFft(RealFft tables) {
    this.size = tables.size;
    this.half = tables.half;
    this.cos = tables.cos;
    this.sin = tables.sin;
    this.fft = tables.fft;
    this.bluestein = tables.bluestein == null ? null : tables.bluestein.copy();
    this.pairs = new float[size];
    this.scratch = new float[size];
  }

  /** A plan with the same tables and its own scratch, for another thread. */
  public RealFft copy() {
    return new RealFft(this);
  }

  /** Number of samples. */
  public int size() {
    return size;
  }

  /** Number of bins, {@code size / 2 + 1}. */
  public int bins() {
    return half + 1;
  }

  /**
   * Time to frequency.
   *
   * @param time at least {@code size} samples, only read
   * @param re receives the real parts, at least {@code bins} long
   * @param im receives the imaginary parts, at least {@code bins} long; the first and the last are
   *     exactly 0
   */
  public void forward(float[] time, float[] re, float[] im) {
    check(time, re, im);
    if (bluestein == null) {
      fft.transform(time, scratch, pairs);
    } else {
      bluestein.transform(time, pairs);
    }
    split(re, im);
  }

  /**
   * Frequency to time, scaled by {@code 1 / size}.
   *
   * @param re real parts, at least {@code bins} long, only read
   * @param im imaginary parts, at least {@code bins} long, only read; the first and the last count
   *     as 0
   * @param time receives {@code size} samples
   */
  public void inverse(float[] re, float[] im, float[] time) {
    check(time, re, im);
    merge(re, im);
    if (bluestein == null) {
      fft.transform(pairs, scratch, time);
    } else {
      bluestein.transform(pairs, time);
    }
  }

  /** From the transform of (even + i odd) samples to the spectrum of the real signal. */
  private void split(float[] re, float[] im) {
    float[] z = pairs;
    re[0] = z[0] + z[1];
    im[0] = 0;
    re[half] = z[0] - z[1];
    im[half] = 0;
    for (int k = 1; k < cos.length; k++) {
      int m = half - k;
      float evenRe = 0.5f * (z[2 * k] + z[2 * m]);
      float evenIm = 0.5f * (z[2 * k + 1] - z[2 * m + 1]);
      float oddRe = z[2 * k + 1] + z[2 * m + 1];
      float oddIm = z[2 * m] - z[2 * k];
      float turnedRe = oddRe * cos[k] + oddIm * sin[k];
      float turnedIm = oddIm * cos[k] - oddRe * sin[k];
      re[k] = evenRe + turnedRe;
      im[k] = evenIm + turnedIm;
      re[m] = evenRe - turnedRe;
      im[m] = turnedIm - evenIm;
    }
  }

  /**
   * The reverse of {@link #split}, with the scale of the inverse transform. Bins k and half - k
   * change places: that turns the forward transform, which follows, into the inverse.
   */
  private void merge(float[] re, float[] im) {
    float[] z = pairs;
    float scale = 1f / size;
    z[0] = scale * (re[0] + re[half]);
    z[1] = scale * (re[0] - re[half]);
    float turn = 2 * scale;
    for (int k = 1; k < cos.length; k++) {
      int m = half - k;
      float evenRe = scale * (re[k] + re[m]);
      float evenIm = scale * (im[k] - im[m]);
      float turnedRe = turn * (re[k] - re[m]);
      float turnedIm = turn * (im[k] + im[m]);
      float oddRe = turnedRe * cos[k] - turnedIm * sin[k];
      float oddIm = turnedIm * cos[k] + turnedRe * sin[k];
      z[2 * m] = evenRe - oddIm;
      z[2 * m + 1] = evenIm + oddRe;
      z[2 * k] = evenRe + oddIm;
      z[2 * k + 1] = oddRe - evenIm;
    }
  }

  private void check(float[] time, float[] re, float[] im) {
    if (time.length < size || re.length <= half || im.length <= half) {
      throw new IllegalArgumentException(
          "an FFT of size %d needs %d samples and %d bins, not %d, %d and %d"
              .formatted(size, size, half + 1, time.length, re.length, im.length));
    }
  }
}
