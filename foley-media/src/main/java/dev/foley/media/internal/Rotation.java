package dev.foley.media.internal;

/** Turns packed pictures by quarter turns. */
public final class Rotation {
  private Rotation() {}

  /**
   * Turns a picture clockwise.
   *
   * @param pixels {@code width * height * step} bytes
   * @param degrees 0, 90, 180 or 270
   * @return the same array for 0, else a new one with width and height exchanged for 90 and 270
   */
  public static byte[] clockwise(byte[] pixels, int width, int height, int step, int degrees) {
    if (degrees == 0) {
      return pixels;
    }
    byte[] turned = new byte[pixels.length];
    int at = 0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int to =
            switch (degrees) {
              case 90 -> column * height + (height - 1 - row);
              case 180 -> (height - 1 - row) * width + (width - 1 - column);
              case 270 -> (width - 1 - column) * height + row;
              default -> throw new IllegalArgumentException(degrees + " is no quarter turn");
            };
        for (int i = 0; i < step; i++) {
          turned[to * step + i] = pixels[at++];
        }
      }
    }
    return turned;
  }
}
