package dev.foley.motion;

import java.util.Arrays;

/**
 * Brings whole displacements to sub-pixel ones: dense iterative Lucas-Kanade (1981) in its inverse
 * form (gradients and structure tensor of the first picture only, Baker and Matthews 2004) at full
 * size, every 2x2 block warped by its own vector. A step is kept only where it lowers the window's
 * residual, and believed only where it saves more than noise would.
 */
final class FlowRefiner {
  private static final int ITERATIONS = 3;

  /** Largest change of one step, pixels. */
  private static final float MAX_STEP = 1f;

  /** Steps smaller than this change nothing, pixels. */
  private static final float LEAST_STEP = 0.01f;

  /** Least damping of the 2x2 system, sum of squared gradients over the window. */
  private static final float DAMPING = 2f;

  /** Damping for each unit of noise: what is no clearer than noise does not move a vector. */
  private static final float NOISE_DAMPING = 1.5f;

  /** How much of the noise's residual a vector must save to be believed. */
  private static final float BELIEF = 0.8f;

  /** Residual that noise of variance one leaves in 2x2 differences of smoothed pictures. */
  private static final float SMOOTHED_NOISE = 1.1f;

  /** Share of the picture that is surely explained by noise alone. */
  private static final double QUIET = 0.25;

  private final int width;
  private final int height;
  private final int halfWidth;
  private final int halfHeight;
  private final Windows windows;
  private final float[][] difference;
  private final boolean[] moved;
  private final float[] ex;
  private final float[] ey;
  private final float[] residual;
  private final float[] startResidual;
  private final float[] bestResidual;
  private final float[] bestU;
  private final float[] bestV;
  private final float[] scratch;
  private float noise;

  FlowRefiner(int width, int height) {
    this.width = width;
    this.height = height;
    halfWidth = width / 2;
    halfHeight = height / 2;
    int n = halfWidth * halfHeight;
    windows = new Windows(halfWidth, halfHeight);
    difference = new float[4][n];
    moved = new boolean[n];
    ex = new float[n];
    ey = new float[n];
    residual = new float[n];
    startResidual = new float[n];
    bestResidual = new float[n];
    bestU = new float[n];
    bestV = new float[n];
    scratch = new float[n];
  }

  /**
   * Refines a flow in place.
   *
   * @param a gives the gradients
   * @param from the smoothed picture the flow starts from
   * @param to the smoothed picture it leads to, brightness matched to {@code from}
   * @param hold vectors to leave as they are
   * @param believed set where refinement found a better vector than the given one
   */
  void refine(
      LumaPlanes a, float[] from, float[] to, FlowField flow, boolean[] hold, boolean[] believed) {
    int n = halfWidth * halfHeight;
    Arrays.fill(moved, true);
    for (int iteration = 0; iteration <= ITERATIONS; iteration++) {
      warpAndSubtract(from, to, flow);
      windows.sum(difference, difference, residual);
      if (iteration == 0) {
        noise = Math.min(quietResidual(n), SMOOTHED_NOISE * a.noise);
        start(flow, hold, n);
      } else {
        keepBetter(flow, n);
      }
      if (iteration < ITERATIONS) {
        windows.sum(difference, a.gradientX, ex);
        windows.sum(difference, a.gradientY, ey);
        step(a, flow, n);
      }
    }
    for (int i = 0; i < n; i++) {
      believed[i] = bestResidual[i] < startResidual[i];
      flow.u[i] = bestU[i];
      flow.v[i] = bestV[i];
    }
  }

  /** difference = to(x + flow) - from(x); outside the picture the edge is repeated. */
  private void warpAndSubtract(float[] from, float[] to, FlowField flow) {
    for (int y = 0; y < halfHeight; y++) {
      for (int x = 0; x < halfWidth; x++) {
        int i = y * halfWidth + x;
        if (!moved[i]) {
          continue;
        }
        // Displacements are bounded, so adding a whole number makes the cast a floor.
        float px = 2 * x + flow.u[i] + 1024;
        float py = 2 * y + flow.v[i] + 1024;
        int x0 = (int) px - 1024;
        int y0 = (int) py - 1024;
        float fx = px - 1024 - x0;
        float fy = py - 1024 - y0;
        int at = 2 * y * width + 2 * x;
        if (x0 >= 0 && x0 < width - 2 && y0 >= 0 && y0 < height - 2) {
          block(from, at, to, y0 * width + x0, fx, fy, i);
        } else {
          edgeBlock(from, at, to, x0, y0, fx, fy, i);
        }
      }
    }
  }

  private void block(float[] from, int at, float[] to, int p, float fx, float fy, int i) {
    int w = width;
    float t0 = to[p] + fx * (to[p + 1] - to[p]);
    float t1 = to[p + 1] + fx * (to[p + 2] - to[p + 1]);
    int q = p + w;
    float m0 = to[q] + fx * (to[q + 1] - to[q]);
    float m1 = to[q + 1] + fx * (to[q + 2] - to[q + 1]);
    int r = q + w;
    float b0 = to[r] + fx * (to[r + 1] - to[r]);
    float b1 = to[r + 1] + fx * (to[r + 2] - to[r + 1]);
    difference[0][i] = t0 + fy * (m0 - t0) - from[at];
    difference[1][i] = t1 + fy * (m1 - t1) - from[at + 1];
    difference[2][i] = m0 + fy * (b0 - m0) - from[at + w];
    difference[3][i] = m1 + fy * (b1 - m1) - from[at + w + 1];
  }

  private void edgeBlock(
      float[] from, int at, float[] to, int x0, int y0, float fx, float fy, int index) {
    for (int j = 0; j < 2; j++) {
      int top = clamp(y0 + j, height) * width;
      int bottom = clamp(y0 + j + 1, height) * width;
      for (int i = 0; i < 2; i++) {
        int left = clamp(x0 + i, width);
        int right = clamp(x0 + i + 1, width);
        float t = to[top + left] + fx * (to[top + right] - to[top + left]);
        float b = to[bottom + left] + fx * (to[bottom + right] - to[bottom + left]);
        difference[2 * j + i][index] = t + fy * (b - t) - from[at + j * width + i];
      }
    }
  }

  private static int clamp(int x, int size) {
    return Math.max(0, Math.min(size - 1, x));
  }

  /** The residual that the quietest part of the picture stays below: an estimate of noise. */
  private float quietResidual(int n) {
    System.arraycopy(residual, 0, scratch, 0, n);
    return select(scratch, (int) (QUIET * n));
  }

  /** The value that sorting would put at {@code rank} (C. A. R. Hoare 1961); reorders. */
  private static float select(float[] values, int rank) {
    int low = 0;
    int high = values.length - 1;
    while (low < high) {
      float pivot = values[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          float swap = values[i];
          values[i++] = values[j];
          values[j--] = swap;
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        return values[rank];
      }
    }
    return values[rank];
  }

  private void start(FlowField flow, boolean[] hold, int n) {
    System.arraycopy(flow.u, 0, bestU, 0, n);
    System.arraycopy(flow.v, 0, bestV, 0, n);
    System.arraycopy(residual, 0, bestResidual, 0, n);
    float toll = BELIEF * noise;
    for (int i = 0; i < n; i++) {
      startResidual[i] = hold[i] ? -1f : residual[i] - toll;
    }
  }

  private void keepBetter(FlowField flow, int n) {
    for (int i = 0; i < n; i++) {
      if (residual[i] < bestResidual[i] && residual[i] < startResidual[i]) {
        bestResidual[i] = residual[i];
        bestU[i] = flow.u[i];
        bestV[i] = flow.v[i];
      }
    }
  }

  private void step(LumaPlanes a, FlowField flow, int n) {
    float damping = DAMPING + NOISE_DAMPING * noise;
    for (int i = 0; i < n; i++) {
      float xx = a.gxx[i] + damping;
      float yy = a.gyy[i] + damping;
      float xy = a.gxy[i];
      float scale = -1f / (xx * yy - xy * xy);
      float du = scale * (yy * ex[i] - xy * ey[i]);
      float dv = scale * (xx * ey[i] - xy * ex[i]);
      moved[i] = Math.abs(du) + Math.abs(dv) > LEAST_STEP;
      if (moved[i]) {
        flow.u[i] += Math.max(-MAX_STEP, Math.min(MAX_STEP, du));
        flow.v[i] += Math.max(-MAX_STEP, Math.min(MAX_STEP, dv));
      }
    }
  }
}
