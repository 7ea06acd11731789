package dev.foley.motion;

/**
 * Window sums over planes of half size, the inner loops of {@link FlowRefiner}. Pictures of full
 * size come as four planes of half size (even and odd columns and rows), so that the loops are
 * plain runs that compile to vector instructions.
 */
final class Windows {
  private final int width;
  private final int height;
  private final float[] up;
  private final float[] down;
  private final float[] rows;

  Windows(int width, int height) {
    this.width = width;
    this.height = height;
    up = new float[width * height];
    down = new float[width * height];
    rows = new float[width * height];
  }

  /** Deals a picture of twice the size out to its four planes. */
  static void deal(float[] picture, int halfWidth, int halfHeight, float[][] out) {
    int width = 2 * halfWidth;
    for (int y = 0; y < halfHeight; y++) {
      int p = 2 * y * width;
      int q = p + width;
      int o = y * halfWidth;
      for (int x = 0; x < halfWidth; x++) {
        out[0][o + x] = picture[p + 2 * x];
        out[1][o + x] = picture[p + 2 * x + 1];
        out[2][o + x] = picture[q + 2 * x];
        out[3][o + x] = picture[q + 2 * x + 1];
      }
    }
  }

  /** Window sum of a*b: over 2x2 pixels, then binomial over 3x3 of these, edges repeated. */
  void sum(float[][] a, float[][] b, float[] out) {
    multiply(a[0], b[0], a[1], b[1], out);
    multiplyAdd(a[2], b[2], a[3], b[3], out);
    blur(out);
  }

  private static void multiply(float[] a, float[] b, float[] c, float[] d, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] * b[i] + c[i] * d[i];
    }
  }

  private static void multiplyAdd(float[] a, float[] b, float[] c, float[] d, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] += a[i] * b[i] + c[i] * d[i];
    }
  }

  /** Binomial 3x3 window with repeated edges, in place. */
  void blur(float[] a) {
    int n = width * height;
    blurRows(a, rows);
    for (int p = 0; p < n; p += width) {
      int e = p + width - 1;
      rows[p] = 0.75f * a[p] + 0.25f * a[p + 1];
      rows[e] = 0.75f * a[e] + 0.25f * a[e - 1];
    }
    System.arraycopy(rows, 0, up, width, n - width);
    System.arraycopy(rows, 0, up, 0, width);
    System.arraycopy(rows, width, down, 0, n - width);
    System.arraycopy(rows, n - width, down, n - width, width);
    blurColumns(up, rows, down, a);
  }

  private static void blurRows(float[] a, float[] out) {
    for (int i = 1; i < out.length - 1; i++) {
      out[i] = 0.25f * (a[i - 1] + a[i + 1]) + 0.5f * a[i];
    }
  }

  private static void blurColumns(float[] up, float[] here, float[] down, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = 0.25f * (up[i] + down[i]) + 0.5f * here[i];
    }
  }
}
