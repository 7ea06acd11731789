package dev.foley.dsp;

import java.util.Arrays;

/**
 * Complex discrete Fourier transform on pairs of real and imaginary part: Stockham's self-sorting
 * algorithm with radix 4, 5, 3 and 2 passes. The object holds tables only and is thread-safe;
 * callers own the buffers.
 *
 * <p>The inverse needs no code: reverse the order of the input, but for point 0.
 */
final class ComplexFft {
  private final int size;
  private final int[] radices;
  private final float[][] twiddles;

  /**
   * @param size a product of powers of 2, 3 and 5; see {@link #isSmooth}
   */
  ComplexFft(int size) {
    this.size = size;
    this.radices = factor(size);
    this.twiddles = new float[radices.length][];
    int span = size;
    for (int pass = 0; pass < radices.length; pass++) {
      twiddles[pass] = twiddles(span, radices[pass]);
      span /= radices[pass];
    }
  }

  /** Whether a size has no prime factor above 5. */
  static boolean isSmooth(int size) {
    int rest = size;
    for (int prime : new int[] {2, 3, 5}) {
      while (rest % prime == 0) {
        rest /= prime;
      }
    }
    return rest == 1;
  }

  /**
   * Transforms {@code size} pairs. Passes write {@code scratch} and {@code out} in turn, so that
   * the last one writes {@code out}. The three are different arrays; {@code in} is only read.
   */
  void transform(float[] in, float[] scratch, float[] out) {
    float[] x = in;
    int stride = 1;
    if (radices.length == 0) {
      System.arraycopy(in, 0, out, 0, 2);
    }
    for (int pass = 0; pass < radices.length; pass++) {
      float[] y = (radices.length - pass) % 2 == 1 ? out : scratch;
      int radix = radices[pass];
      int groups = size / (radix * stride);
      float[] w = twiddles[pass];
      switch (radix) {
        case 2 -> Butterflies.radix2(groups, stride, w, x, y);
        case 3 -> Butterflies.radix3(groups, stride, w, x, y);
        case 4 -> Butterflies.radix4(groups, stride, w, x, y);
        case 5 -> Butterflies.radix5(groups, stride, w, x, y);
        default -> Butterflies.radix8(groups, stride, w, x, y);
      }
      stride *= radix;
      x = y;
    }
  }

  /**
   * The passes. Powers of two from 64 on: radix 8, with one or two 4s where 8s alone do not come
   * out even, an 8 last. Otherwise radix 4 while possible; then 5 and 3; at most one 2.
   */
  private static int[] factor(int size) {
    int bits = Integer.numberOfTrailingZeros(size);
    if (size == 1 << bits && bits >= 6) {
      int fours = 2 * bits % 3;
      int[] radices = new int[fours + (bits - 2 * fours) / 3];
      Arrays.fill(radices, 8);
      if (fours > 0) {
        radices[0] = 4;
      }
      if (fours > 1) {
        radices[radices.length - 2] = 4;
      }
      return radices;
    }
    int[] radices = new int[32];
    int count = 0;
    int rest = size;
    for (int radix : new int[] {4, 5, 3, 2}) {
      while (rest % radix == 0) {
        radices[count++] = radix;
        rest /= radix;
      }
    }
    if (rest != 1) {
      throw new IllegalArgumentException(size + " has a prime factor above 5");
    }
    return Arrays.copyOf(radices, count);
  }

  /** For every group p the factors exp(-2 pi i p k / span), k = 1 .. radix - 1, as pairs. */
  private static float[] twiddles(int span, int radix) {
    int groups = span / radix;
    float[] table = new float[groups * (radix - 1) * 2];
    int t = 0;
    for (int p = 0; p < groups; p++) {
      for (int k = 1; k < radix; k++) {
        double angle = -2 * Math.PI * ((long) p * k % span) / span;
        table[t++] = (float) Math.cos(angle);
        table[t++] = (float) Math.sin(angle);
      }
    }
    return table;
  }
}
