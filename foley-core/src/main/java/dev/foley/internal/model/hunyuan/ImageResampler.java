package dev.foley.internal.model.hunyuan;

import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;

/**
 * Antialiased resizing of 8-bit pictures in integer arithmetic, bit for bit as the libraries that
 * the networks were trained with do it: a horizontal pass, then a vertical one, with an 8-bit
 * picture in between. Immutable and thread-safe.
 */
final class ImageResampler {
  /** Where the weights of one axis lie. */
  private record Axis(int in, int out, int[] first, int[] count, int[] weights, int taps) {}

  /** Interpolation kernel with its fixed-point precision. */
  enum Kernel {
    /** Triangle, weights of 22 bits: Pillow's BILINEAR. */
    BILINEAR(1),
    /** Keys' cubic with a = -0.5, weights of 16 bits: the antialiased bicubic on uint8 tensors. */
    BICUBIC(2);

    private static final int MAX_PRECISION = 22;

    private final double radius;

    Kernel(double radius) {
      this.radius = radius;
    }

    private double at(double distance) {
      double x = Math.abs(distance);
      if (this == BILINEAR) {
        return x < 1 ? 1 - x : 0;
      }
      double a = -0.5;
      if (x < 1) {
        return ((a + 2) * x - (a + 3)) * x * x + 1;
      }
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }

    private int precision(double largest) {
      if (this == BILINEAR) {
        return MAX_PRECISION;
      }
      int bits = 0;
      while (bits < MAX_PRECISION && (int) (0.5 + largest * (1 << (bits + 1))) < 1 << 15) {
        bits++;
      }
      return bits;
    }
  }

  private final Axis horizontal;
  private final Axis vertical;
  private final int horizontalBits;
  private final int verticalBits;

  /** Prepares the weights for one pair of sizes. */
  ImageResampler(Kernel kernel, int width, int height, int outWidth, int outHeight) {
    int[] bits = new int[1];
    this.horizontal = axis(kernel, width, outWidth, bits);
    this.horizontalBits = bits[0];
    this.vertical = axis(kernel, height, outHeight, bits);
    this.verticalBits = bits[0];
  }

  /** Resizes an RGB picture of the size this was made for. */
  Picture resize(Picture picture) {
    if (picture.format() != PixelFormat.RGB24
        || picture.width() != horizontal.in
        || picture.height() != vertical.in) {
      throw new IllegalArgumentException(
          "made for RGB pictures of " + horizontal.in + "x" + vertical.in);
    }
    byte[] rows = picture.data();
    if (horizontal.in != horizontal.out) {
      rows = horizontalPass(rows);
    }
    if (vertical.in != vertical.out) {
      rows = verticalPass(rows);
    }
    return new Picture(horizontal.out, vertical.out, PixelFormat.RGB24, rows);
  }

  private byte[] horizontalPass(byte[] in) {
    Axis axis = horizontal;
    byte[] out = new byte[vertical.in * axis.out * 3];
    int half = 1 << (horizontalBits - 1);
    for (int y = 0; y < vertical.in; y++) {
      int to = y * axis.out * 3;
      for (int x = 0; x < axis.out; x++) {
        int from = (y * axis.in + axis.first[x]) * 3;
        int red = half;
        int green = half;
        int blue = half;
        for (int k = x * axis.taps; k < x * axis.taps + axis.count[x]; k++) {
          int weight = axis.weights[k];
          red += (in[from] & 0xff) * weight;
          green += (in[from + 1] & 0xff) * weight;
          blue += (in[from + 2] & 0xff) * weight;
          from += 3;
        }
        out[to++] = clip(red >> horizontalBits);
        out[to++] = clip(green >> horizontalBits);
        out[to++] = clip(blue >> horizontalBits);
      }
    }
    return out;
  }

  private byte[] verticalPass(byte[] in) {
    Axis axis = vertical;
    int stride = horizontal.out * 3;
    byte[] out = new byte[axis.out * stride];
    int[] sums = new int[stride];
    for (int y = 0; y < axis.out; y++) {
      java.util.Arrays.fill(sums, 1 << (verticalBits - 1));
      for (int k = 0; k < axis.count[y]; k++) {
        int weight = axis.weights[y * axis.taps + k];
        int from = (axis.first[y] + k) * stride;
        for (int i = 0; i < stride; i++) {
          sums[i] += (in[from + i] & 0xff) * weight;
        }
      }
      for (int i = 0; i < stride; i++) {
        out[y * stride + i] = clip(sums[i] >> verticalBits);
      }
    }
    return out;
  }

  private static byte clip(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }

  private static Axis axis(Kernel kernel, int in, int out, int[] bits) {
    double scale = (double) in / out;
    double stretch = Math.max(scale, 1);
    double support = kernel.radius * stretch;
    int taps = (int) Math.ceil(support) * 2 + 1;
    int[] first = new int[out];
    int[] count = new int[out];
    double[] exact = new double[out * taps];
    double largest = 0;
    for (int x = 0; x < out; x++) {
      double centre = (x + 0.5) * scale;
      first[x] = Math.max(0, (int) (centre - support + 0.5));
      count[x] = Math.min(in, (int) (centre + support + 0.5)) - first[x];
      double sum = 0;
      for (int k = 0; k < count[x]; k++) {
        double weight = kernel.at((k + first[x] - centre + 0.5) / stretch);
        exact[x * taps + k] = weight;
        sum += weight;
      }
      for (int k = 0; k < count[x]; k++) {
        exact[x * taps + k] /= sum;
        largest = Math.max(largest, exact[x * taps + k]);
      }
    }
    bits[0] = kernel.precision(largest);
    int[] weights = new int[exact.length];
    for (int i = 0; i < exact.length; i++) {
      weights[i] = (int) (exact[i] * (1 << bits[0]) + (exact[i] < 0 ? -0.5 : 0.5));
    }
    return new Axis(in, out, first, count, weights, taps);
  }
}
