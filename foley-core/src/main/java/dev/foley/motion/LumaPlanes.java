package dev.foley.motion;

/**
 * Everything about one picture that matching needs more than once; prepared in place, so that the
 * two pairs a picture takes part in share the work.
 */
final class LumaPlanes {
  final int width;
  final int height;
  final int halfWidth;
  final int halfHeight;

  /** The picture as given. */
  final byte[] luma;

  /** Sum of 2x2 pixels, 0..1020. */
  final int[] half;

  /** Lightly smoothed picture, full size, luma levels. */
  final float[] smooth;

  /** Gradients in levels a pixel, as four planes of half size; see {@link Windows#deal}. */
  final float[][] gradientX = new float[4][];

  final float[][] gradientY = new float[4][];

  /** Structure tensor over a small window, half size. */
  final float[] gxx;

  final float[] gxy;
  final float[] gyy;

  /** Variance of the sensor noise, squared levels. */
  float noise;

  private final float[] scratchX;
  private final float[] scratchY;
  private final Windows windows;
  private final int[] histogram = new int[256];

  LumaPlanes(int width, int height) {
    this.width = width;
    this.height = height;
    this.halfWidth = width / 2;
    this.halfHeight = height / 2;
    int n = width * height;
    int m = halfWidth * halfHeight;
    luma = new byte[n];
    half = new int[m];
    smooth = new float[n];
    scratchX = new float[n];
    scratchY = new float[n];
    for (int k = 0; k < 4; k++) {
      gradientX[k] = new float[m];
      gradientY[k] = new float[m];
    }
    windows = new Windows(halfWidth, halfHeight);
    gxx = new float[m];
    gxy = new float[m];
    gyy = new float[m];
  }

  /** Takes a copy of the picture; enough to compare it with another. */
  void copyFrom(byte[] source) {
    System.arraycopy(source, 0, luma, 0, width * height);
    sumHalf();
  }

  /** Computes the rest. */
  void prepare() {
    smoothRows();
    gradients();
    tensor();
    noise = noiseVariance();
  }

  /**
   * Noise from the median response to the 3x3 operator that is blind to planes (Immerkaer 1996);
   * every second pixel is enough.
   */
  private float noiseVariance() {
    java.util.Arrays.fill(histogram, 0);
    int count = 0;
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1 + (y & 1); x < width - 1; x += 2) {
        int p = y * width + x;
        int above = curve(p - width);
        int here = curve(p);
        int below = curve(p + width);
        histogram[Math.min(255, Math.abs(above - 2 * here + below))]++;
        count++;
      }
    }
    int seen = 0;
    int median = 0;
    while (2 * (seen + histogram[median]) < count) {
      seen += histogram[median++];
    }
    // Within the bin, so that rounding to whole levels does not make steps.
    double fine = median - 0.5 + (0.5 * count - seen) / Math.max(1, histogram[median]);
    double sigma = Math.max(0, fine) / (6 * 0.6745);
    return (float) (sigma * sigma);
  }

  private int curve(int p) {
    return (luma[p - 1] & 255) - 2 * (luma[p] & 255) + (luma[p + 1] & 255);
  }

  private void sumHalf() {
    for (int y = 0; y < halfHeight; y++) {
      int p = 2 * y * width;
      int q = p + width;
      int o = y * halfWidth;
      for (int x = 0; x < halfWidth; x++) {
        half[o + x] =
            (luma[p + 2 * x] & 255)
                + (luma[p + 2 * x + 1] & 255)
                + (luma[q + 2 * x] & 255)
                + (luma[q + 2 * x + 1] & 255);
      }
    }
  }

  /** Binomial 3x3 smoothing, edges repeated. */
  private void smoothRows() {
    byte[] a = luma;
    float[] t = scratchX;
    for (int y = 0; y < height; y++) {
      int p = y * width;
      t[p] = 0.75f * (a[p] & 255) + 0.25f * (a[p + 1] & 255);
      for (int x = 1; x < width - 1; x++) {
        t[p + x] = 0.25f * ((a[p + x - 1] & 255) + (a[p + x + 1] & 255)) + 0.5f * (a[p + x] & 255);
      }
      int e = p + width - 1;
      t[e] = 0.75f * (a[e] & 255) + 0.25f * (a[e - 1] & 255);
    }
    for (int y = 0; y < height; y++) {
      int p = y * width;
      int up = Math.max(0, y - 1) * width;
      int down = Math.min(height - 1, y + 1) * width;
      for (int x = 0; x < width; x++) {
        smooth[p + x] = 0.25f * (t[up + x] + t[down + x]) + 0.5f * t[p + x];
      }
    }
  }

  private void gradients() {
    for (int y = 0; y < height; y++) {
      int p = y * width;
      int up = Math.max(0, y - 1) * width;
      int down = Math.min(height - 1, y + 1) * width;
      float scaleY = y == 0 || y == height - 1 ? 1f : 0.5f;
      for (int x = 0; x < width; x++) {
        scratchY[p + x] = scaleY * (smooth[down + x] - smooth[up + x]);
      }
      for (int x = 1; x < width - 1; x++) {
        scratchX[p + x] = 0.5f * (smooth[p + x + 1] - smooth[p + x - 1]);
      }
      scratchX[p] = smooth[p + 1] - smooth[p];
      scratchX[p + width - 1] = smooth[p + width - 1] - smooth[p + width - 2];
    }
  }

  private void tensor() {
    Windows.deal(scratchX, halfWidth, halfHeight, gradientX);
    Windows.deal(scratchY, halfWidth, halfHeight, gradientY);
    windows.sum(gradientX, gradientX, gxx);
    windows.sum(gradientX, gradientY, gxy);
    windows.sum(gradientY, gradientY, gyy);
  }
}
