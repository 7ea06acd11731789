package dev.foley.video;

/** Layouts of packed 8-bit pictures, rows without padding, top row first. */
public enum PixelFormat {
  /** One byte a pixel: luma, full range. */
  GRAY8(1),
  /** Three bytes a pixel: red, green, blue, full range. */
  RGB24(3);

  private final int bytesPerPixel;

  PixelFormat(int bytesPerPixel) {
    this.bytesPerPixel = bytesPerPixel;
  }

  public int bytesPerPixel() {
    return bytesPerPixel;
  }
}
