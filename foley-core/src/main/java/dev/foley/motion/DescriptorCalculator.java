package dev.foley.motion;

import java.util.Arrays;

/** Reduces the planes of a frame to {@link MotionDescriptors}. Buffers are reused. */
final class DescriptorCalculator {
  private static final int W = MotionFrame.WIDTH;
  private static final int H = MotionFrame.HEIGHT;
  private static final int N = W * H;

  /** The fastest percent of the picture. */
  private static final int PEAK = N / 100;

  /** The strongest spots of a sudden change: about a 5x5 object at half size. */
  private static final int SPOTS = 24;

  /**
   * Change of brightness, as a share of full brightness, that bears out a full change of velocity:
   * flow that moves nothing visible is noise.
   */
  private static final float EVIDENCE = 12 / 255f;

  private final float[] speed = new float[N];
  private final float[] evidence = new float[N];
  private final float[] loss = new float[N];
  private final float[] largest = new float[Math.max(PEAK, SPOTS)];
  private final Windows windows = new Windows(W, H);

  private double speedSum;
  private double changeSum;
  private double momentX;
  private double momentY;

  MotionDescriptors describe(
      float[] planes, double dtBefore, double dtAfter, Transition before, Transition after) {
    boolean both = dtBefore > 0 && dtAfter > 0 && !before.broken() && !after.broken();
    weighEvidence(planes, dtBefore, dtAfter);
    compare(planes);
    windows.blur(loss);
    int at = 0;
    for (int i = 1; i < N; i++) {
      at = loss[i] > loss[at] ? i : at;
    }
    boolean moves = speedSum > 1e-9;
    double peak =
        Math.max(
            peakSpeed(planes, MotionFrame.VELOCITY_BEFORE_X),
            peakSpeed(planes, MotionFrame.VELOCITY_AFTER_X));
    return new MotionDescriptors(
        before.velocity(),
        after.velocity(),
        speedSum / N,
        peak,
        both ? changeSum / N / (0.5 * (dtBefore + dtAfter)) : 0,
        both ? meanOfLargest(loss, SPOTS) : 0,
        (at % W + 0.5) / W,
        (at / W + 0.5) / H,
        divergence(planes),
        moves ? momentX / speedSum / W : 0.5,
        moves ? momentY / speedSum / H : 0.5,
        before.cut(),
        after.cut(),
        before.flash(),
        after.flash());
  }

  private void weighEvidence(float[] planes, double dtBefore, double dtAfter) {
    float before = (float) (0.5 * dtBefore / EVIDENCE);
    float after = (float) (0.5 * dtAfter / EVIDENCE);
    for (int i = 0; i < N; i++) {
      evidence[i] =
          before * planes[MotionFrame.LUMA_CHANGE_BEFORE * N + i]
              + after * planes[MotionFrame.LUMA_CHANGE_AFTER * N + i];
    }
    windows.blur(evidence);
  }

  private void compare(float[] planes) {
    speedSum = 0;
    changeSum = 0;
    momentX = 0;
    momentY = 0;
    for (int i = 0; i < N; i++) {
      float bx = planes[MotionFrame.VELOCITY_BEFORE_X * N + i];
      float by = planes[MotionFrame.VELOCITY_BEFORE_Y * N + i];
      float ax = planes[MotionFrame.VELOCITY_AFTER_X * N + i];
      float ay = planes[MotionFrame.VELOCITY_AFTER_Y * N + i];
      float dx = ax - bx;
      float dy = ay - by;
      float incoming = (float) Math.sqrt(bx * bx + by * by);
      float change = (float) Math.sqrt(dx * dx + dy * dy);
      float weight = Math.min(1f, evidence[i]);
      // The part of the incoming velocity that is lost: once for a stop, twice for a reversal.
      float lost = incoming > 0 ? -(bx * dx + by * dy) / incoming : 0f;
      loss[i] = weight * Math.max(0f, lost);
      double mean = 0.5 * (incoming + Math.sqrt(ax * ax + ay * ay));
      speedSum += mean;
      changeSum += change;
      momentX += mean * (i % W + 0.5);
      momentY += mean * (i / W + 0.5);
    }
  }

  private double peakSpeed(float[] planes, int channel) {
    for (int i = 0; i < N; i++) {
      float vx = planes[channel * N + i];
      float vy = planes[(channel + 1) * N + i];
      speed[i] = (float) Math.sqrt(vx * vx + vy * vy);
    }
    return meanOfLargest(speed, PEAK);
  }

  /** Keeps the largest values in falling order; few values get past the last of them. */
  private double meanOfLargest(float[] values, int count) {
    Arrays.fill(largest, 0f);
    for (float value : values) {
      if (value <= largest[count - 1]) {
        continue;
      }
      int at = count - 1;
      while (at > 0 && largest[at - 1] < value) {
        largest[at] = largest[at - 1];
        at--;
      }
      largest[at] = value;
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += largest[i];
    }
    return sum / count;
  }

  private static double divergence(float[] planes) {
    int vx = MotionFrame.VELOCITY_AFTER_X * N;
    int vy = MotionFrame.VELOCITY_AFTER_Y * N;
    double sum = 0;
    double weights = 1e-9;
    for (int y = 1; y < H - 1; y++) {
      for (int x = 1; x < W - 1; x++) {
        int i = y * W + x;
        double speed = Math.hypot(planes[vx + i], planes[vy + i]);
        double d =
            planes[vx + i + 1] - planes[vx + i - 1] + planes[vy + i + W] - planes[vy + i - W];
        sum += speed * d;
        weights += speed;
      }
    }
    // Two plane cells are 4 pixels, 4/128 of a picture width.
    return sum / weights * (W / 2.0);
  }
}
