package dev.foley.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PictureScalerProperties {
  private static Picture noise(int width, int height, PixelFormat format, long seed) {
    byte[] data = new byte[width * height * format.bytesPerPixel()];
    new Random(seed).nextBytes(data);
    return new Picture(width, height, format, data);
  }

  /** Straight from the definition: integrate the source over the target pixel, in doubles. */
  private static double area(Picture source, int channel, int width, int height, int x, int y) {
    double left = (double) x * source.width() / width;
    double right = (double) (x + 1) * source.width() / width;
    double top = (double) y * source.height() / height;
    double bottom = (double) (y + 1) * source.height() / height;
    int step = source.format().bytesPerPixel();
    double sum = 0;
    for (int j = (int) top; j < Math.min(source.height(), Math.ceil(bottom)); j++) {
      for (int i = (int) left; i < Math.min(source.width(), Math.ceil(right)); i++) {
        double w = Math.max(0, Math.min(right, i + 1) - Math.max(left, i));
        double h = Math.max(0, Math.min(bottom, j + 1) - Math.max(top, j));
        sum += w * h * (source.data()[(j * source.width() + i) * step + channel] & 0xFF);
      }
    }
    return sum / ((right - left) * (bottom - top));
  }

  @Property(tries = 100)
  void shrinkingAveragesTheAreaEachTargetPixelCovers(
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(max = 30) int extraWidth,
      @ForAll @IntRange(max = 30) int extraHeight,
      @ForAll PixelFormat format,
      @ForAll long seed) {
    Picture source = noise(width + extraWidth, height + extraHeight, format, seed);
    Picture scaled = PictureScaler.scale(source, new FrameSpec(width, height, format));
    int step = format.bytesPerPixel();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < step; c++) {
          double exact = area(source, c, width, height, x, y);
          // half a level of rounding plus float error of a sum of at most some hundred terms
          assertEquals(exact, scaled.data()[(y * width + x) * step + c] & 0xFF, 0.51);
        }
      }
    }
  }

  @Property(tries = 100)
  void everySizeKeepsAUniformPicture(
      @ForAll @IntRange(min = 1, max = 50) int fromWidth,
      @ForAll @IntRange(min = 1, max = 50) int fromHeight,
      @ForAll @IntRange(min = 1, max = 50) int toWidth,
      @ForAll @IntRange(min = 1, max = 50) int toHeight,
      @ForAll byte level) {
    byte[] data = new byte[fromWidth * fromHeight];
    java.util.Arrays.fill(data, level);
    Picture source = new Picture(fromWidth, fromHeight, PixelFormat.GRAY8, data);
    Picture scaled =
        PictureScaler.scale(source, new FrameSpec(toWidth, toHeight, PixelFormat.RGB24));
    for (byte value : scaled.data()) {
      assertEquals(level, value);
    }
  }

  @Property(tries = 50)
  void enlargingStaysBetweenNeighbours(
      @ForAll @IntRange(min = 1, max = 12) int width,
      @ForAll @IntRange(min = 1, max = 60) int extra,
      @ForAll long seed) {
    Picture source = noise(width, 1, PixelFormat.GRAY8, seed);
    Picture scaled =
        PictureScaler.scale(source, new FrameSpec(width + extra, 1, PixelFormat.GRAY8));
    for (int x = 0; x < width + extra; x++) {
      double centre = (x + 0.5) * width / (width + extra) - 0.5;
      int left = (int) Math.max(0, Math.floor(centre));
      int right = Math.min(width - 1, left + 1);
      int a = source.data()[Math.min(left, width - 1)] & 0xFF;
      int b = source.data()[right] & 0xFF;
      int value = scaled.data()[x] & 0xFF;
      assertTrue(value >= Math.min(a, b) && value <= Math.max(a, b));
    }
  }
}
