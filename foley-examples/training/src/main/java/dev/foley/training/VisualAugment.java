package dev.foley.training;

import dev.foley.internal.model.embedded.VisualInput;
import dev.foley.internal.model.embedded.VisualNet;
import dev.foley.motion.MotionFrame;
import java.util.SplittableRandom;

/** Changes of the network's input that leave the times of contacts as they are. */
final class VisualAugment {
  private static final int ROWS = VisualNet.ROWS;
  private static final int COLUMNS = VisualNet.COLUMNS;
  private static final int PLACES = ROWS * COLUMNS;

  /** Scalars that hold the camera's horizontal velocity before and after. */
  private static final int[] CAMERA_X = {3, 5};

  private VisualAugment() {}

  /** Mirrors left and right. */
  static void mirror(float[] planes, int planesAt, float[] scalars, int scalarsAt, int tokens) {
    for (int row = 0; row < tokens * VisualNet.PLANES * ROWS; row++) {
      int start = planesAt + row * COLUMNS;
      for (int x = 0; x < COLUMNS / 2; x++) {
        float swap = planes[start + x];
        planes[start + x] = planes[start + COLUMNS - 1 - x];
        planes[start + COLUMNS - 1 - x] = swap;
      }
    }
    for (int t = 0; t < tokens; t++) {
      int token = planesAt + t * VisualInput.PLANE_VALUES;
      negate(planes, token + MotionFrame.VELOCITY_BEFORE_X * PLACES, PLACES);
      negate(planes, token + MotionFrame.VELOCITY_AFTER_X * PLACES, PLACES);
      for (int camera : CAMERA_X) {
        negate(scalars, scalarsAt + t * VisualNet.SCALARS + camera, 1);
      }
    }
  }

  /** Another exposure and contrast for the whole crop; sometimes inverted. */
  static void light(float[] planes, int planesAt, int tokens, SplittableRandom random) {
    float contrast = (float) (0.6 + 0.8 * random.nextDouble());
    float offset = (float) (0.2 * (random.nextDouble() - 0.5));
    if (random.nextDouble() < 0.25) {
      contrast = -contrast;
    }
    for (int t = 0; t < tokens; t++) {
      int at = planesAt + t * VisualInput.PLANE_VALUES + MotionFrame.LUMA * PLACES;
      for (int i = 0; i < PLACES; i++) {
        planes[at + i] = Math.max(-0.5f, Math.min(0.5f, planes[at + i] * contrast + offset));
      }
    }
  }

  private static void negate(float[] values, int from, int count) {
    for (int i = from; i < from + count; i++) {
      values[i] = -values[i];
    }
  }
}
