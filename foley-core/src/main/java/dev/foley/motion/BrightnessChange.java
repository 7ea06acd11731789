package dev.foley.motion;

import java.util.Arrays;

/**
 * Change of exposure between two pictures, a gain and an offset for the whole picture; found from
 * the median difference at the same place, so that objects smaller than half the picture do not
 * matter. Small medians are left alone: they come from motion, not from light.
 */
final class BrightnessChange {
  /** Smallest median change taken for a change of light, sums of 2x2 pixels: 2 levels. */
  private static final int LEAST = 8;

  private static final int RANGE = 1020;

  private final int[] histogram = new int[2 * RANGE + 1];
  private float gain = 1;
  private float offset;

  /** Finds the map that brings b's sums of 2x2 pixels to a's. */
  void find(int[] a, int[] b) {
    Arrays.fill(histogram, 0);
    long sumA = 0;
    long sumB = 0;
    long squareA = 0;
    long squareB = 0;
    for (int i = 0; i < a.length; i++) {
      histogram[b[i] - a[i] + RANGE]++;
      sumA += a[i];
      sumB += b[i];
      squareA += (long) a[i] * a[i];
      squareB += (long) b[i] * b[i];
    }
    int median = -RANGE;
    int seen = histogram[0];
    while (2 * seen < a.length) {
      median++;
      seen += histogram[median + RANGE];
    }
    gain = 1;
    offset = 0;
    if (Math.abs(median) < LEAST) {
      return;
    }
    double n = a.length;
    double varianceA = squareA / n - sumA / n * (sumA / n);
    double varianceB = squareB / n - sumB / n * (sumB / n);
    if (varianceA > 1000 && varianceB > 1000) {
      gain = (float) Math.max(0.6, Math.min(1.6, Math.sqrt(varianceA / varianceB)));
    }
    offset = (float) ((sumA - gain * sumB) / n);
  }

  boolean none() {
    return gain == 1 && offset == 0;
  }

  void apply(int[] b, int[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.round(gain * b[i] + offset);
    }
  }

  /** Applies the map to single pixels rather than sums of four. */
  void apply(float[] b, float[] out) {
    float perPixel = offset / 4;
    for (int i = 0; i < out.length; i++) {
      out[i] = gain * b[i] + perPixel;
    }
  }
}
