package dev.foley.media;

import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;

/** Pictures whose content tells which frame they are, even after lossy coding. */
public final class TestPictures {
  private TestPictures() {}

  /** A uniform grey whose level steps with the index, with a white bar in the top left quarter. */
  public static Picture numbered(int width, int height, int index) {
    byte[] rgb = new byte[width * height * 3];
    int level = level(index);
    for (int y = 0, o = 0; y < height; y++) {
      for (int x = 0; x < width; x++, o += 3) {
        boolean bar = x < width / 2 && y < height / 4;
        byte value = (byte) (bar ? 250 : level);
        rgb[o] = value;
        rgb[o + 1] = value;
        rgb[o + 2] = value;
      }
    }
    return new Picture(width, height, PixelFormat.RGB24, rgb);
  }

  /** Level of frame {@code index}: six steps, so neighbours and neighbours' neighbours differ. */
  public static int level(int index) {
    return 30 + 30 * (index % 6);
  }

  /** One colour all over. */
  public static Picture plain(int width, int height, int red, int green, int blue) {
    byte[] rgb = new byte[width * height * 3];
    for (int o = 0; o < rgb.length; o += 3) {
      rgb[o] = (byte) red;
      rgb[o + 1] = (byte) green;
      rgb[o + 2] = (byte) blue;
    }
    return new Picture(width, height, PixelFormat.RGB24, rgb);
  }

  /** Mean of a rectangle of a grey picture, given in fractions of its size. */
  public static double mean(Picture gray, double x0, double y0, double x1, double y1) {
    double sum = 0;
    int count = 0;
    for (int y = (int) (y0 * gray.height()); y < (int) (y1 * gray.height()); y++) {
      for (int x = (int) (x0 * gray.width()); x < (int) (x1 * gray.width()); x++) {
        sum += gray.data()[y * gray.width() + x] & 0xFF;
        count++;
      }
    }
    return sum / count;
  }
}
