package dev.foley.dsp;

import java.util.Arrays;

/**
 * Complex transform of any size as a convolution with a chirp, done with power-of-two transforms
 * (L. I. Bluestein, 1970), on pairs of real and imaginary part. Holds scratch memory: one thread.
 */
final class Bluestein {
  private final int size;
  private final float[] chirp;
  private final float[] filter;
  private final ComplexFft fft;
  private final float[] product;
  private final float[] scratch;
  private final float[] spectrum;

  Bluestein(int size) {
    int padded = Math.max(2, Integer.highestOneBit(2 * size - 2) * 2);
    this.size = size;
    this.fft = new ComplexFft(padded);
    this.chirp = new float[2 * size];
    this.filter = new float[2 * padded];
    this.product = new float[2 * padded];
    this.scratch = new float[2 * padded];
    this.spectrum = new float[2 * padded];
    for (int k = 0; k < size; k++) {
      double angle = -Math.PI * ((long) k * k % (2L * size)) / size;
      chirp[2 * k] = (float) Math.cos(angle);
      chirp[2 * k + 1] = (float) Math.sin(angle);
    }
    for (int k = 0; k < size; k++) {
      int mirror = (padded - k) % padded;
      product[2 * k] = product[2 * mirror] = chirp[2 * k] / padded;
      product[2 * k + 1] = product[2 * mirror + 1] = -chirp[2 * k + 1] / padded;
    }
    fft.transform(product, scratch, filter);
  }

  private Bluestein(Bluestein tables) {
    this.size = tables.size;
    this.fft = tables.fft;
    this.chirp = tables.chirp;
    this.filter = tables.filter;
    this.product = new float[tables.product.length];
    this.scratch = new float[tables.scratch.length];
    this.spectrum = new float[tables.spectrum.length];
  }

  Bluestein copy() {
    return new Bluestein(this);
  }

  /** Transforms {@code size} pairs; {@code in} and {@code out} may be the same. */
  void transform(float[] in, float[] out) {
    multiply(in, chirp, 2 * size, 1, product);
    Arrays.fill(product, 2 * size, product.length, 0);
    fft.transform(product, scratch, spectrum);
    // Back with the forward transform of the conjugate; 1 / padded is in the filter.
    multiply(spectrum, filter, spectrum.length, -1, product);
    fft.transform(product, scratch, spectrum);
    for (int i = 1; i < 2 * size; i += 2) {
      spectrum[i] = -spectrum[i];
    }
    multiply(spectrum, chirp, 2 * size, 1, out);
  }

  /** Products of pairs, their imaginary parts times a sign. */
  private static void multiply(float[] a, float[] b, int floats, float sign, float[] out) {
    for (int i = 0; i < floats; i += 2) {
      float re = a[i] * b[i] - a[i + 1] * b[i + 1];
      out[i + 1] = sign * (a[i] * b[i + 1] + a[i + 1] * b[i]);
      out[i] = re;
    }
  }
}
