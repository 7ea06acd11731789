package dev.foley.dsp;

/**
 * The passes of {@link ComplexFft}, on pairs of real and imaginary part. Pass of radix r with
 * {@code groups} g and {@code stride} s, for p in [0, g), q in [0, s): read r points at {@code q +
 * s (p + j g)}, transform them, multiply point k with {@code exp(-2 pi i p k / (r g))} and write it
 * at {@code q + s (r p + k)}.
 */
final class Butterflies {
  private static final float SIN_45 = (float) Math.sin(Math.PI / 4);
  private static final float SIN_60 = (float) Math.sin(Math.PI / 3);
  private static final float COS_72 = (float) Math.cos(2 * Math.PI / 5);
  private static final float SIN_72 = (float) Math.sin(2 * Math.PI / 5);
  private static final float COS_144 = (float) Math.cos(4 * Math.PI / 5);
  private static final float SIN_144 = (float) Math.sin(4 * Math.PI / 5);

  /** Up to this stride the loop over groups and the loop inside it are one. */
  private static final int SHORT_STRIDE = 16;

  private Butterflies() {}

  static void radix2(int groups, int stride, float[] w, float[] x, float[] y) {
    int leap = 2 * groups * stride;
    int step = 2 * stride;
    for (int p = 0; p < groups; p++) {
      float wr = w[2 * p];
      float wi = w[2 * p + 1];
      int in = p * step;
      int out = 2 * p * step;
      for (int q = 0; q < step; q += 2) {
        int a = in + q;
        int b = a + leap;
        int o = out + q;
        float dr = x[a] - x[b];
        float di = x[a + 1] - x[b + 1];
        y[o] = x[a] + x[b];
        y[o + 1] = x[a + 1] + x[b + 1];
        store(y, o + step, dr, di, wr, wi);
      }
    }
  }

  static void radix3(int groups, int stride, float[] w, float[] x, float[] y) {
    int leap = 2 * groups * stride;
    int step = 2 * stride;
    for (int p = 0; p < groups; p++) {
      float w1r = w[4 * p];
      float w1i = w[4 * p + 1];
      float w2r = w[4 * p + 2];
      float w2i = w[4 * p + 3];
      int in = p * step;
      int out = 3 * p * step;
      for (int q = 0; q < step; q += 2) {
        int a = in + q;
        int b = a + leap;
        int c = b + leap;
        int o = out + q;
        float sumR = x[b] + x[c];
        float sumI = x[b + 1] + x[c + 1];
        float midR = x[a] - 0.5f * sumR;
        float midI = x[a + 1] - 0.5f * sumI;
        float rotR = SIN_60 * (x[b + 1] - x[c + 1]);
        float rotI = SIN_60 * (x[c] - x[b]);
        y[o] = x[a] + sumR;
        y[o + 1] = x[a + 1] + sumI;
        store(y, o + step, midR + rotR, midI + rotI, w1r, w1i);
        store(y, o + 2 * step, midR - rotR, midI - rotI, w2r, w2i);
      }
    }
  }

  static void radix4(int groups, int stride, float[] w, float[] x, float[] y) {
    if (stride == 1) {
      radix4First(groups, w, x, y);
      return;
    }
    if (stride <= SHORT_STRIDE) {
      radix4Flat(groups, stride, w, x, y);
      return;
    }
    radix4Plain(2 * groups * stride, 2 * stride, x, y);
    for (int p = 1; p < groups; p++) {
      radix4Group(p, groups, stride, w, x, y);
    }
  }

  /** Stride 1: one loop instead of many loops of one turn. */
  private static void radix4First(int groups, float[] w, float[] x, float[] y) {
    int leap = 2 * groups;
    for (int p = 0, t = 0, o = 0; p < groups; p++, t += 6, o += 8) {
      int a = 2 * p;
      int b = a + leap;
      int c = b + leap;
      int d = c + leap;
      float acR = x[a] + x[c];
      float acI = x[a + 1] + x[c + 1];
      float amcR = x[a] - x[c];
      float amcI = x[a + 1] - x[c + 1];
      float bdR = x[b] + x[d];
      float bdI = x[b + 1] + x[d + 1];
      float bmdR = x[b] - x[d];
      float bmdI = x[b + 1] - x[d + 1];
      y[o] = acR + bdR;
      y[o + 1] = acI + bdI;
      store(y, o + 2, amcR + bmdI, amcI - bmdR, w[t], w[t + 1]);
      store(y, o + 4, acR - bdR, acI - bdI, w[t + 2], w[t + 3]);
      store(y, o + 6, amcR - bmdI, amcI + bmdR, w[t + 4], w[t + 5]);
    }
  }

  /** Short strides, powers of 2: one loop over all groups, for entering a loop has its price. */
  private static void radix4Flat(int groups, int stride, float[] w, float[] x, float[] y) {
    int leap = 2 * groups * stride;
    int step = 2 * stride;
    int shift = Integer.numberOfTrailingZeros(step);
    for (int a = 0; a < leap; a += 2) {
      int b = a + leap;
      int c = b + leap;
      int d = c + leap;
      int t = 6 * (a >> shift);
      int o = 4 * a - 3 * (a & (step - 1));
      float acR = x[a] + x[c];
      float acI = x[a + 1] + x[c + 1];
      float amcR = x[a] - x[c];
      float amcI = x[a + 1] - x[c + 1];
      float bdR = x[b] + x[d];
      float bdI = x[b + 1] + x[d + 1];
      float bmdR = x[b] - x[d];
      float bmdI = x[b + 1] - x[d + 1];
      y[o] = acR + bdR;
      y[o + 1] = acI + bdI;
      store(y, o + step, amcR + bmdI, amcI - bmdR, w[t], w[t + 1]);
      store(y, o + 2 * step, acR - bdR, acI - bdI, w[t + 2], w[t + 3]);
      store(y, o + 3 * step, amcR - bmdI, amcI + bmdR, w[t + 4], w[t + 5]);
    }
  }

  /** Group 0, where all factors are 1; leap and step count floats. */
  private static void radix4Plain(int leap, int step, float[] x, float[] y) {
    for (int a = 0; a < step; a += 2) {
      int b = a + leap;
      int c = b + leap;
      int d = c + leap;
      float acR = x[a] + x[c];
      float acI = x[a + 1] + x[c + 1];
      float amcR = x[a] - x[c];
      float amcI = x[a + 1] - x[c + 1];
      float bdR = x[b] + x[d];
      float bdI = x[b + 1] + x[d + 1];
      float bmdR = x[b] - x[d];
      float bmdI = x[b + 1] - x[d + 1];
      y[a] = acR + bdR;
      y[a + 1] = acI + bdI;
      y[a + step] = amcR + bmdI;
      y[a + step + 1] = amcI - bmdR;
      y[a + 2 * step] = acR - bdR;
      y[a + 2 * step + 1] = acI - bdI;
      y[a + 3 * step] = amcR - bmdI;
      y[a + 3 * step + 1] = amcI + bmdR;
    }
  }

  private static void radix4Group(int p, int groups, int stride, float[] w, float[] x, float[] y) {
    int leap = 2 * groups * stride;
    int step = 2 * stride;
    int in = p * step;
    int out = 4 * p * step;
    float w1r = w[6 * p];
    float w1i = w[6 * p + 1];
    float w2r = w[6 * p + 2];
    float w2i = w[6 * p + 3];
    float w3r = w[6 * p + 4];
    float w3i = w[6 * p + 5];
    for (int q = 0; q < step; q += 2) {
      int a = in + q;
      int b = a + leap;
      int c = b + leap;
      int d = c + leap;
      int o = out + q;
      float acR = x[a] + x[c];
      float acI = x[a + 1] + x[c + 1];
      float amcR = x[a] - x[c];
      float amcI = x[a + 1] - x[c + 1];
      float bdR = x[b] + x[d];
      float bdI = x[b + 1] + x[d + 1];
      float bmdR = x[b] - x[d];
      float bmdI = x[b + 1] - x[d + 1];
      y[o] = acR + bdR;
      y[o + 1] = acI + bdI;
      store(y, o + step, amcR + bmdI, amcI - bmdR, w1r, w1i);
      store(y, o + 2 * step, acR - bdR, acI - bdI, w2r, w2i);
      store(y, o + 3 * step, amcR - bmdI, amcI + bmdR, w3r, w3i);
    }
  }

  static void radix5(int groups, int stride, float[] w, float[] x, float[] y) {
    int leap = 2 * groups * stride;
    int step = 2 * stride;
    for (int p = 0; p < groups; p++) {
      int t = 8 * p;
      int in = p * step;
      int out = 5 * p * step;
      for (int q = 0; q < step; q += 2) {
        int a = in + q;
        int b = a + leap;
        int c = b + leap;
        int d = c + leap;
        int e = d + leap;
        int o = out + q;
        float sum1R = x[b] + x[e];
        float sum1I = x[b + 1] + x[e + 1];
        float dif1R = x[b] - x[e];
        float dif1I = x[b + 1] - x[e + 1];
        float sum2R = x[c] + x[d];
        float sum2I = x[c + 1] + x[d + 1];
        float dif2R = x[c] - x[d];
        float dif2I = x[c + 1] - x[d + 1];
        float mid1R = x[a] + COS_72 * sum1R + COS_144 * sum2R;
        float mid1I = x[a + 1] + COS_72 * sum1I + COS_144 * sum2I;
        float mid2R = x[a] + COS_144 * sum1R + COS_72 * sum2R;
        float mid2I = x[a + 1] + COS_144 * sum1I + COS_72 * sum2I;
        float rot1R = SIN_72 * dif1I + SIN_144 * dif2I;
        float rot1I = -(SIN_72 * dif1R + SIN_144 * dif2R);
        float rot2R = SIN_144 * dif1I - SIN_72 * dif2I;
        float rot2I = -(SIN_144 * dif1R - SIN_72 * dif2R);
        y[o] = x[a] + sum1R + sum2R;
        y[o + 1] = x[a + 1] + sum1I + sum2I;
        store(y, o + step, mid1R + rot1R, mid1I + rot1I, w[t], w[t + 1]);
        store(y, o + 2 * step, mid2R + rot2R, mid2I + rot2I, w[t + 2], w[t + 3]);
        store(y, o + 3 * step, mid2R - rot2R, mid2I - rot2I, w[t + 4], w[t + 5]);
        store(y, o + 4 * step, mid1R - rot1R, mid1I - rot1I, w[t + 6], w[t + 7]);
      }
    }
  }

  /** Radix 8 at a stride that is a power of 2: points of even and of odd number by themselves. */
  static void radix8(int groups, int stride, float[] w, float[] x, float[] y) {
    if (groups == 1) {
      radix8EvenPlain(2 * stride, x, y);
      radix8OddPlain(2 * stride, x, y);
      return;
    }
    radix8Even(groups, stride, w, x, y);
    radix8Odd(groups, stride, w, x, y);
  }

  private static void radix8Even(int groups, int stride, float[] w, float[] x, float[] y) {
    int leap = 2 * groups * stride;
    int step = 2 * stride;
    int shift = Integer.numberOfTrailingZeros(step);
    for (int a = 0; a < leap; a += 2) {
      int e = a + 4 * leap;
      int t = 14 * (a >> shift);
      int o = 8 * a - 7 * (a & (step - 1));
      float r0 = x[a] + x[e];
      float i0 = x[a + 1] + x[e + 1];
      float r1 = x[a + leap] + x[e + leap];
      float i1 = x[a + leap + 1] + x[e + leap + 1];
      float r2 = x[a + 2 * leap] + x[e + 2 * leap];
      float i2 = x[a + 2 * leap + 1] + x[e + 2 * leap + 1];
      float r3 = x[a + 3 * leap] + x[e + 3 * leap];
      float i3 = x[a + 3 * leap + 1] + x[e + 3 * leap + 1];
      y[o] = r0 + r2 + (r1 + r3);
      y[o + 1] = i0 + i2 + (i1 + i3);
      store(y, o + 2 * step, r0 - r2 + (i1 - i3), i0 - i2 - (r1 - r3), w[t + 2], w[t + 3]);
      store(y, o + 4 * step, r0 + r2 - (r1 + r3), i0 + i2 - (i1 + i3), w[t + 6], w[t + 7]);
      store(y, o + 6 * step, r0 - r2 - (i1 - i3), i0 - i2 + (r1 - r3), w[t + 10], w[t + 11]);
    }
  }

  private static void radix8Odd(int groups, int stride, float[] w, float[] x, float[] y) {
    int leap = 2 * groups * stride;
    int step = 2 * stride;
    int shift = Integer.numberOfTrailingZeros(step);
    for (int a = 0; a < leap; a += 2) {
      int e = a + 4 * leap;
      int t = 14 * (a >> shift);
      int o = 8 * a - 7 * (a & (step - 1)) + step;
      float r0 = x[a] - x[e];
      float i0 = x[a + 1] - x[e + 1];
      float d1 = x[a + leap] - x[e + leap];
      float j1 = x[a + leap + 1] - x[e + leap + 1];
      float i2 = x[e + 2 * leap] - x[a + 2 * leap];
      float r2 = x[a + 2 * leap + 1] - x[e + 2 * leap + 1];
      float d3 = x[a + 3 * leap] - x[e + 3 * leap];
      float j3 = x[a + 3 * leap + 1] - x[e + 3 * leap + 1];
      // Points 1, 2, 3 turned by 45, 90, 135 degrees.
      float r1 = SIN_45 * (d1 + j1);
      float i1 = SIN_45 * (j1 - d1);
      float r3 = SIN_45 * (j3 - d3);
      float i3 = -SIN_45 * (j3 + d3);
      store(y, o, r0 + r2 + (r1 + r3), i0 + i2 + (i1 + i3), w[t], w[t + 1]);
      store(y, o + 2 * step, r0 - r2 + (i1 - i3), i0 - i2 - (r1 - r3), w[t + 4], w[t + 5]);
      store(y, o + 4 * step, r0 + r2 - (r1 + r3), i0 + i2 - (i1 + i3), w[t + 8], w[t + 9]);
      store(y, o + 6 * step, r0 - r2 - (i1 - i3), i0 - i2 + (r1 - r3), w[t + 12], w[t + 13]);
    }
  }

  /** One group, where all factors are 1; step counts floats. */
  private static void radix8EvenPlain(int step, float[] x, float[] y) {
    for (int q = 0; q < step; q += 2) {
      int e = q + 4 * step;
      float r0 = x[q] + x[e];
      float i0 = x[q + 1] + x[e + 1];
      float r1 = x[q + step] + x[e + step];
      float i1 = x[q + step + 1] + x[e + step + 1];
      float r2 = x[q + 2 * step] + x[e + 2 * step];
      float i2 = x[q + 2 * step + 1] + x[e + 2 * step + 1];
      float r3 = x[q + 3 * step] + x[e + 3 * step];
      float i3 = x[q + 3 * step + 1] + x[e + 3 * step + 1];
      y[q] = r0 + r2 + (r1 + r3);
      y[q + 1] = i0 + i2 + (i1 + i3);
      y[q + 2 * step] = r0 - r2 + (i1 - i3);
      y[q + 2 * step + 1] = i0 - i2 - (r1 - r3);
      y[e] = r0 + r2 - (r1 + r3);
      y[e + 1] = i0 + i2 - (i1 + i3);
      y[e + 2 * step] = r0 - r2 - (i1 - i3);
      y[e + 2 * step + 1] = i0 - i2 + (r1 - r3);
    }
  }

  private static void radix8OddPlain(int step, float[] x, float[] y) {
    for (int q = 0; q < step; q += 2) {
      int e = q + 4 * step;
      float r0 = x[q] - x[e];
      float i0 = x[q + 1] - x[e + 1];
      float d1 = x[q + step] - x[e + step];
      float j1 = x[q + step + 1] - x[e + step + 1];
      float i2 = x[e + 2 * step] - x[q + 2 * step];
      float r2 = x[q + 2 * step + 1] - x[e + 2 * step + 1];
      float d3 = x[q + 3 * step] - x[e + 3 * step];
      float j3 = x[q + 3 * step + 1] - x[e + 3 * step + 1];
      // Points 1, 2, 3 turned by 45, 90, 135 degrees.
      float r1 = SIN_45 * (d1 + j1);
      float i1 = SIN_45 * (j1 - d1);
      float r3 = SIN_45 * (j3 - d3);
      float i3 = -SIN_45 * (j3 + d3);
      y[q + step] = r0 + r2 + (r1 + r3);
      y[q + step + 1] = i0 + i2 + (i1 + i3);
      y[q + 3 * step] = r0 - r2 + (i1 - i3);
      y[q + 3 * step + 1] = i0 - i2 - (r1 - r3);
      y[e + step] = r0 + r2 - (r1 + r3);
      y[e + step + 1] = i0 + i2 - (i1 + i3);
      y[e + 3 * step] = r0 - r2 - (i1 - i3);
      y[e + 3 * step + 1] = i0 - i2 + (r1 - r3);
    }
  }

  private static void store(float[] y, int at, float re, float im, float wr, float wi) {
    y[at] = re * wr - im * wi;
    y[at + 1] = re * wi + im * wr;
  }
}
