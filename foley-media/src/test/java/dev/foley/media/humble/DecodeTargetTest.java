package dev.foley.media.humble;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.humble.video.MediaPicture;
import io.humble.video.PixelFormat;
import org.junit.jupiter.api.Test;

class DecodeTargetTest {
  @Test
  void makesTheGreyPicturesTheLibraryRefuses() {
    HumbleLibrary.require();
    for (PixelFormat.Type format :
        new PixelFormat.Type[] {
          PixelFormat.Type.PIX_FMT_GRAY8,
          PixelFormat.Type.PIX_FMT_YUV420P10LE,
          PixelFormat.Type.PIX_FMT_GBRP
        }) {
      MediaPicture picture = DecodeTarget.make(161, 91, format);
      assertEquals(161, picture.getWidth());
      assertEquals(91, picture.getHeight());
      assertEquals(format, picture.getFormat());
      picture.delete();
    }
  }
}
