package dev.foley.motion;

/**
 * Finds a fast pan: the whole displacement of the whole picture, from pictures of a quarter of the
 * half size. Only asked when nothing within the search radius fits.
 */
final class GlobalShift {
  /** Search radius in quarter-size pixels: 4 pixels of the picture each. */
  private static final int RADIUS = 10;

  /** Share of the picture that must overlap. */
  private static final double OVERLAP = 0.4;

  private final int halfWidth;
  private final int width;
  private final int height;
  private final int[] first;
  private final int[] second;
  private int dx;
  private int dy;

  GlobalShift(int halfWidth, int halfHeight) {
    this.halfWidth = halfWidth;
    width = halfWidth / 2;
    height = halfHeight / 2;
    first = new int[width * height];
    second = new int[width * height];
  }

  /** Looks for the displacement from a to b, half-size pictures. */
  void find(int[] a, int[] b) {
    shrink(a, first);
    shrink(b, second);
    double best = Double.MAX_VALUE;
    for (int y = -RADIUS; y <= RADIUS; y++) {
      for (int x = -RADIUS; x <= RADIUS; x++) {
        double cost = meanDifference(x, y);
        if (cost < best) {
          best = cost;
          dx = 2 * x;
          dy = 2 * y;
        }
      }
    }
  }

  /** Displacement to the right, half-size pixels. */
  int dx() {
    return dx;
  }

  /** Displacement downwards, half-size pixels. */
  int dy() {
    return dy;
  }

  private void shrink(int[] in, int[] out) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int p = 2 * y * halfWidth + 2 * x;
        out[y * width + x] = (in[p] + in[p + 1] + in[p + halfWidth] + in[p + halfWidth + 1]) >> 2;
      }
    }
  }

  private double meanDifference(int x, int y) {
    int left = Math.max(0, -x);
    int right = Math.min(width, width - x);
    int top = Math.max(0, -y);
    int bottom = Math.min(height, height - y);
    int count = (right - left) * (bottom - top);
    if (right <= left || bottom <= top || count < OVERLAP * width * height) {
      return Double.MAX_VALUE;
    }
    int sum = 0;
    for (int row = top; row < bottom; row++) {
      int p = row * width;
      int q = (row + y) * width + x;
      for (int i = left; i < right; i++) {
        sum += Math.abs(first[p + i] - second[q + i]);
      }
    }
    return (double) sum / count;
  }
}
