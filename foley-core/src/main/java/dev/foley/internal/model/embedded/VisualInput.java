package dev.foley.internal.model.embedded;

import dev.foley.motion.MotionDescriptors;
import dev.foley.motion.MotionFrame;

/**
 * What the visual network sees of one picture: the motion planes with their large range compressed,
 * and a few numbers about the whole frame, among them how far the picture is from the token's
 * instant, so that any frame rate fits the tokens' grid.
 */
public final class VisualInput {
  /** Values of the planes of one token. */
  public static final int PLANE_VALUES = VisualNet.PLANES * VisualNet.ROWS * VisualNet.COLUMNS;

  private static final int CAMERA_BEFORE_X = 3;
  static final int CAMERA_BEFORE_Y = 4;
  private static final int CAMERA_AFTER_X = 5;
  static final int CAMERA_AFTER_Y = 6;

  /** Slower than this, a camera's motion is not told from none, picture widths a second. */
  private static final float CAMERA_RESTS = 0.002f;

  /** From here on it is certain, picture widths a second. */
  private static final float CAMERA_MOVES = 0.006f;

  private static final int PLACES = VisualNet.ROWS * VisualNet.COLUMNS;
  private static final int CELL = VisualNet.CELL;

  /** Rates per second enter as {@code RANGE * log(1 + 10 |v|)} with the sign of v. */
  public static final float RANGE = 0.25f;

  /** Largest absolute value of a plane, so that bytes can hold them in a corpus. */
  public static final float LIMIT = 1.27f;

  /** What one step of such a byte is worth. */
  public static final float STEP = 0.01f;

  private VisualInput() {}

  /** The plane that holds a channel of a motion frame other than its luma. */
  public static int plane(int channel) {
    return VisualNet.LUMA_PLANES + channel - 1;
  }

  /** Whether a plane holds horizontal velocities, which a mirror turns round. */
  public static boolean isSideways(int plane) {
    return plane == plane(MotionFrame.VELOCITY_BEFORE_X)
        || plane == plane(MotionFrame.VELOCITY_AFTER_X);
  }

  /** The plane that takes this one's part in a mirror. */
  public static int mirrored(int plane) {
    if (plane >= VisualNet.LUMA_PLANES) {
      return plane;
    }
    return plane - plane % CELL + CELL - 1 - plane % CELL;
  }

  /** Whether one of the {@link #scalars} is a horizontal velocity of the camera. */
  public static boolean isSidewaysScalar(int scalar) {
    return scalar == CAMERA_BEFORE_X || scalar == CAMERA_AFTER_X;
  }

  /**
   * Writes {@link #PLANE_VALUES} numbers, -1.27 to 1.27.
   *
   * @param picture luma of a {@link VisualGrid#PICTURE}
   */
  public static void planes(MotionFrame frame, byte[] picture, float[] out, int at) {
    int wide = VisualNet.COLUMNS * CELL;
    for (int y = 0; y < VisualNet.ROWS * CELL; y++) {
      for (int x = 0; x < wide; x++) {
        int plane = y % CELL * CELL + x % CELL;
        int place = y / CELL * VisualNet.COLUMNS + x / CELL;
        out[at + plane * PLACES + place] = (picture[y * wide + x] & 0xFF) * (1 / 255f) - 0.5f;
      }
    }
    float[] planes = frame.planes();
    int shift = at + plane(0) * PLACES;
    for (int i = PLACES; i < MotionFrame.CHANNELS * PLACES; i++) {
      out[shift + i] = RANGE * compress(planes[i]);
    }
  }

  /** Writes {@link VisualNet#SCALARS} numbers for the token at {@code instant} seconds. */
  public static void scalars(MotionFrame frame, double instant, float[] out, int at) {
    MotionDescriptors d = frame.descriptors();
    double rate = EmbeddedConfig.VISUAL_RATE;
    out[at] = (float) Math.max(-2, Math.min(2, (frame.time() - instant) * rate));
    out[at + 1] = (float) Math.min(4, frame.dtBefore() * rate);
    out[at + 2] = (float) Math.min(4, frame.dtAfter() * rate);
    out[at + CAMERA_BEFORE_X] = RANGE * compress((float) d.cameraBefore().x());
    out[at + CAMERA_BEFORE_Y] = RANGE * compress((float) d.cameraBefore().y());
    out[at + CAMERA_AFTER_X] = RANGE * compress((float) d.cameraAfter().x());
    out[at + CAMERA_AFTER_Y] = RANGE * compress((float) d.cameraAfter().y());
    out[at + 7] = d.cutBefore() || d.cutAfter() ? 1 : 0;
    out[at + 8] = d.flashBefore() || d.flashAfter() ? 1 : 0;
    out[at + 9] = RANGE * compress((float) d.meanSpeed());
  }

  /**
   * How surely the camera moves, by the scalars of a token: 0 at rest, 1 from {@value
   * #CAMERA_MOVES} picture widths a second on. The mean of before and after, so that jitter does
   * not count.
   */
  static float cameraMoves(float[] scalars, int at) {
    float x = scalars[at + CAMERA_BEFORE_X] + scalars[at + CAMERA_AFTER_X];
    float y = scalars[at + CAMERA_BEFORE_Y] + scalars[at + CAMERA_AFTER_Y];
    float mean = Math.max(Math.abs(x), Math.abs(y)) / 2;
    float rests = RANGE * compress(CAMERA_RESTS);
    float moves = RANGE * compress(CAMERA_MOVES);
    return Math.max(0, Math.min(1, (mean - rests) / (moves - rests)));
  }

  /** Mean speed brought into 0..1, for the sync track. */
  public static float motionLevel(MotionFrame frame) {
    return (float) Math.min(1, 0.5 * Math.log1p(20 * frame.descriptors().meanSpeed()));
  }

  /** The compressed value of a rate that is {@code factor} times that of {@code compressed}. */
  public static float rescaled(float compressed, double factor) {
    double rate = Math.expm1(Math.abs(compressed) / RANGE) * factor;
    return Math.copySign((float) Math.min(LIMIT, RANGE * Math.log1p(rate)), compressed);
  }

  private static float compress(float v) {
    // Most of a picture rests; a logarithm for each place would cost as much as a third of the
    // flow.
    if (v == 0) {
      return v;
    }
    float magnitude = (float) Math.log1p(10 * Math.abs(v));
    return Math.copySign(Math.min(magnitude, LIMIT / RANGE), v);
  }
}
