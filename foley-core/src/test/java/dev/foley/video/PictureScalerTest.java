package dev.foley.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PictureScalerTest {
  private static final Picture TWO_BY_TWO =
      new Picture(2, 2, PixelFormat.GRAY8, new byte[] {0, 100, (byte) 200, (byte) 255});

  @Test
  void fourPixelsBecomeTheirMean() {
    Picture one = PictureScaler.scale(TWO_BY_TWO, new FrameSpec(1, 1, PixelFormat.GRAY8));
    assertEquals(139, one.data()[0] & 0xFF); // 138.75
  }

  @Test
  void unchangedPicturesAreHandedOn() {
    assertSame(TWO_BY_TWO, PictureScaler.scale(TWO_BY_TWO, new FrameSpec(2, 2, PixelFormat.GRAY8)));
    assertSame(
        TWO_BY_TWO, PictureScaler.scale(TWO_BY_TWO, FrameSpec.nativeSize(PixelFormat.GRAY8)));
  }

  @Test
  void greyIsLumaOfRgb() {
    Picture rgb = new Picture(1, 1, PixelFormat.RGB24, new byte[] {(byte) 200, 60, 20});
    Picture gray = PictureScaler.scale(rgb, FrameSpec.nativeSize(PixelFormat.GRAY8));
    assertEquals(97, gray.data()[0] & 0xFF); // 0.299*200 + 0.587*60 + 0.114*20 = 97.3
  }

  @Test
  void anotherSizeThanAnnouncedIsRefused() {
    PictureScaler scaler =
        new PictureScaler(4, 4, PixelFormat.GRAY8, new FrameSpec(1, 1, PixelFormat.GRAY8));
    assertThrows(IllegalArgumentException.class, () -> scaler.scale(TWO_BY_TWO));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PictureScaler(0, 4, PixelFormat.GRAY8, new FrameSpec(1, 1, PixelFormat.GRAY8)));
  }
}
