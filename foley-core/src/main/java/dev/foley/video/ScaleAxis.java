package dev.foley.video;

/** Which source positions make up each target position along one axis, and with what weight. */
final class ScaleAxis {
  private final int[] first;
  private final float[][] weights;

  ScaleAxis(int source, int target) {
    first = new int[target];
    weights = new float[target][];
    for (int i = 0; i < target; i++) {
      if (target <= source) {
        cover(source, target, i);
      } else {
        interpolate(source, target, i);
      }
    }
  }

  /** Area covered: in units of 1/target of a source pixel everything is a whole number. */
  private void cover(int source, int target, int i) {
    long start = (long) i * source;
    long end = start + source;
    int from = (int) (start / target);
    int to = (int) ((end + target - 1) / target);
    float[] shares = new float[to - from];
    for (int k = 0; k < shares.length; k++) {
      long left = Math.max(start, (long) (from + k) * target);
      long right = Math.min(end, (long) (from + k + 1) * target);
      shares[k] = (float) (right - left) / source;
    }
    first[i] = from;
    weights[i] = shares;
  }

  /** Linear between pixel centres, held at the ends. */
  private void interpolate(int source, int target, int i) {
    double centre = (i + 0.5) * source / target - 0.5;
    double held = Math.max(0, Math.min(source - 1.0, centre));
    int from = Math.min((int) held, Math.max(0, source - 2));
    float share = (float) (held - from);
    first[i] = from;
    weights[i] = source == 1 ? new float[] {1} : new float[] {1 - share, share};
  }

  /** Weighted sum of source rows for one target row. */
  void gatherRows(byte[] source, int target, float[] line) {
    float[] shares = weights[target];
    for (int k = 0; k < shares.length; k++) {
      float share = shares[k];
      int from = (first[target] + k) * line.length;
      if (k == 0) {
        for (int i = 0; i < line.length; i++) {
          line[i] = share * (source[from + i] & 0xFF);
        }
      } else {
        for (int i = 0; i < line.length; i++) {
          line[i] += share * (source[from + i] & 0xFF);
        }
      }
    }
  }

  /** Weighted sums of source columns for a whole row. */
  void gatherColumns(float[] line, int channels, float[] scaled) {
    for (int target = 0, o = 0; target < first.length; target++) {
      float[] shares = weights[target];
      int from = first[target] * channels;
      for (int c = 0; c < channels; c++, o++) {
        float sum = 0;
        for (int k = 0, i = from + c; k < shares.length; k++, i += channels) {
          sum += shares[k] * line[i];
        }
        scaled[o] = sum;
      }
    }
  }
}
