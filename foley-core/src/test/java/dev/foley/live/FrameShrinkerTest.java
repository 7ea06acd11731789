package dev.foley.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.foley.live.FrameFormat.Layout;
import dev.foley.video.FrameSpec;
import dev.foley.video.Picture;
import dev.foley.video.PictureScaler;
import dev.foley.video.PixelFormat;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameShrinkerTest {
  private static final FrameSpec GRAY = new FrameSpec(128, 72, PixelFormat.GRAY8);

  /** Five by five pixels each: the same as the exact scaler, but for the order of two roundings. */
  @ParameterizedTest
  @EnumSource(Layout.class)
  void sameAsTheExactScaler(Layout layout) {
    int width = 640;
    int height = 360;
    SplittableRandom random = new SplittableRandom(1);
    byte[] rgb = new byte[width * height * 3];
    random.nextBytes(rgb);
    FrameFormat format = FrameFormat.of(width, height, layout).withStride(3000);
    ByteBuffer frame = ByteBuffer.allocateDirect(7 + format.bytes());
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = 3 * (y * width + x);
        int to = 7 + y * 3000 + x * layout.bytesPerPixel();
        if (layout == Layout.GRAY) {
          rgb[from + 1] = rgb[from];
          rgb[from + 2] = rgb[from];
        }
        frame.put(to + layout.red, rgb[from]);
        frame.put(to + layout.green, rgb[from + 1]);
        frame.put(to + layout.blue, rgb[from + 2]);
      }
    }
    frame.position(7);
    byte[] expected =
        PictureScaler.scale(new Picture(width, height, PixelFormat.RGB24, rgb), GRAY).data();
    byte[] actual = new byte[128 * 72];
    new FrameShrinker(format, GRAY).shrink(frame, actual);
    for (int i = 0; i < actual.length; i++) {
      assertEquals(expected[i] & 0xFF, actual[i] & 0xFF, 1, "pixel " + i);
    }
    assertEquals(7, frame.position());
  }

  @Test
  void bottomUpIsTheSamePictureUpsideDown() {
    byte[] pixels = new byte[1920 * 1080];
    new SplittableRandom(2).nextBytes(pixels);
    byte[] flipped = new byte[pixels.length];
    for (int y = 0; y < 1080; y++) {
      System.arraycopy(pixels, y * 1920, flipped, (1079 - y) * 1920, 1920);
    }
    FrameFormat format = FrameFormat.of(1920, 1080, Layout.GRAY);
    byte[] a = new byte[128 * 72];
    byte[] b = new byte[128 * 72];
    new FrameShrinker(format, GRAY).shrink(ByteBuffer.wrap(pixels), a);
    new FrameShrinker(format.fromBottomUp(), GRAY).shrink(ByteBuffer.wrap(flipped), b);
    assertArrayEquals(a, b);
  }

  @ParameterizedTest
  @EnumSource(PixelFormat.class)
  void oneColourStaysThatColour(PixelFormat target) {
    FrameFormat format = FrameFormat.of(100, 50, Layout.BGRA);
    ByteBuffer frame = ByteBuffer.allocate(format.bytes());
    while (frame.hasRemaining()) {
      frame.put((byte) 200);
    }
    FrameSpec spec = new FrameSpec(37, 61, target);
    FrameShrinker shrinker = new FrameShrinker(format, spec);
    byte[] out = new byte[shrinker.bytes()];
    shrinker.shrink(frame.flip(), out);
    assertEquals(37 * 61 * target.bytesPerPixel(), out.length);
    for (byte value : out) {
      assertEquals(200, value & 0xFF);
    }
  }

  @Test
  void impossibleFormatsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> FrameFormat.of(0, 10, Layout.RGB));
    assertThrows(
        IllegalArgumentException.class, () -> FrameFormat.of(10, 10, Layout.RGB).withStride(29));
    assertThrows(
        IllegalArgumentException.class,
        () -> new FrameFormat(16_384, 16_384, Layout.RGBA, 1 << 20, false));
  }
}
