package dev.foley.internal.model.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foley.motion.MotionFrame;
import dev.foley.video.MediaTime;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VisualInputTest {
  private static final int WIDE = VisualGrid.PICTURE.width();
  private static final int HIGH = VisualGrid.PICTURE.height();

  private static float[] planes(byte[] picture) {
    float[] out = new float[VisualInput.PLANE_VALUES];
    VisualGrid grid =
        new VisualGrid((token, frame, shown) -> VisualInput.planes(frame, shown, out, 0));
    grid.push(picture, 0);
    grid.finish(new MediaTime(1, 25));
    return out;
  }

  @Test
  void everyPixelHasItsPlaceAndAMirrorExchangesPlanes() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] picture = new byte[WIDE * HIGH];
    byte[] turned = new byte[picture.length];
    for (int i = 0; i < picture.length; i++) {
      picture[i] = (byte) random.nextInt(256);
      turned[i / WIDE * WIDE + WIDE - 1 - i % WIDE] = picture[i];
    }
    float[] planes = planes(picture);
    float[] mirror = planes(turned);
    double sum = 0;
    for (int plane = 0; plane < VisualNet.LUMA_PLANES; plane++) {
      for (int y = 0; y < VisualNet.ROWS; y++) {
        for (int x = 0; x < VisualNet.COLUMNS; x++) {
          float value = planes[(plane * VisualNet.ROWS + y) * VisualNet.COLUMNS + x];
          int other = VisualInput.mirrored(plane) * VisualNet.ROWS + y;
          assertEquals(value, mirror[other * VisualNet.COLUMNS + VisualNet.COLUMNS - 1 - x]);
          sum += value;
        }
      }
    }
    double mean = 0;
    for (byte pixel : picture) {
      mean += ((pixel & 0xFF) / 255.0 - 0.5) / picture.length;
    }
    assertEquals(mean, sum / picture.length, 1e-6);
    // Pixel (4, 7) is the one in column 1 and row 1 of the place (1, 2).
    int place = (4 * VisualNet.ROWS + 2) * VisualNet.COLUMNS + 1;
    assertEquals((picture[7 * WIDE + 4] & 0xFF) / 255f - 0.5f, planes[place], 1e-6);
    assertEquals(VisualNet.PLANES, VisualNet.LUMA_PLANES + MotionFrame.CHANNELS - 1);
  }
}
