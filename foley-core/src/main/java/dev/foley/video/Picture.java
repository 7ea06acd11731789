package dev.foley.video;

import java.util.Objects;

/**
 * One packed 8-bit picture. The array is handed over, not copied: whoever makes a picture must not
 * write to it afterwards.
 *
 * @param data {@code width * height * format.bytesPerPixel()} bytes, row by row from the top
 */
public record Picture(int width, int height, PixelFormat format, byte[] data) {
  public Picture {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(data, "data");
    if (width <= 0 || height <= 0) {
      throw new IllegalArgumentException(
          "picture size " + width + "x" + height + " is not positive");
    }
    long expected = (long) width * height * format.bytesPerPixel();
    if (data.length != expected) {
      throw new IllegalArgumentException(
          "a "
              + width
              + "x"
              + height
              + " "
              + format
              + " picture has "
              + expected
              + " bytes, not "
              + data.length);
    }
  }
}
