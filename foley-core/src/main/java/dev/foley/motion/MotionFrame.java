package dev.foley.motion;

/**
 * What one picture shows of motion: planes of {@value #WIDTH} x {@value #HEIGHT} values and a few
 * figures. Owned by whoever received it; the analyzer keeps no reference.
 *
 * <p>Planes lie one after the other in {@link #planes()}, each row by row: value (x, y) of channel
 * c is at {@code (c * HEIGHT + y) * WIDTH + x} and stands for the 2x2 pixels at (2x, 2y) of the
 * analysed picture. Velocities are in picture widths per second on both axes (pixels of the 128x72
 * picture, divided by 128), x to the right, y down, with the camera's motion removed. Across a cut
 * or a flash, and outside the video, changes and velocities are zero.
 */
public final class MotionFrame {
  public static final int WIDTH = 64;
  public static final int HEIGHT = 36;

  /** Brightness, 0..1. */
  public static final int LUMA = 0;

  /** Absolute change of brightness since the picture before, per second, camera compensated. */
  public static final int LUMA_CHANGE_BEFORE = 1;

  /** Absolute change of brightness until the picture after, per second, camera compensated. */
  public static final int LUMA_CHANGE_AFTER = 2;

  /** Velocity with which what is here arrived. */
  public static final int VELOCITY_BEFORE_X = 3;

  public static final int VELOCITY_BEFORE_Y = 4;

  /** Velocity with which what is here leaves. */
  public static final int VELOCITY_AFTER_X = 5;

  public static final int VELOCITY_AFTER_Y = 6;

  public static final int CHANNELS = 7;

  private final double time;
  private final double dtBefore;
  private final double dtAfter;
  private final float[] planes;
  private final MotionDescriptors descriptors;

  MotionFrame(
      double time, double dtBefore, double dtAfter, float[] planes, MotionDescriptors descriptors) {
    this.time = time;
    this.dtBefore = dtBefore;
    this.dtAfter = dtAfter;
    this.planes = planes;
    this.descriptors = descriptors;
  }

  /** Seconds, as pushed. */
  public double time() {
    return time;
  }

  /** Seconds since the picture before; 0 for the first. */
  public double dtBefore() {
    return dtBefore;
  }

  /** Seconds until the picture after; 0 for the last. */
  public double dtAfter() {
    return dtAfter;
  }

  /** {@value #CHANNELS} x {@value #HEIGHT} x {@value #WIDTH} values; not copied. */
  public float[] planes() {
    return planes;
  }

  public float value(int channel, int x, int y) {
    return planes[(channel * HEIGHT + y) * WIDTH + x];
  }

  public MotionDescriptors descriptors() {
    return descriptors;
  }
}
