package dev.foley.live;

import java.util.Objects;

/**
 * How a render thread's pictures lie in its buffers: packed 8-bit pixels, row by row.
 *
 * @param width pixels, 1 to 16,384
 * @param height pixels, 1 to 16,384
 * @param layout bytes of a pixel
 * @param stride bytes from the start of one row to that of the next
 * @param bottomUp whether the first row in the buffer is the lowest, as {@code glReadPixels} writes
 */
public record FrameFormat(int width, int height, Layout layout, int stride, boolean bottomUp) {
  private static final int LARGEST = 16_384;

  /** Order of the bytes of a pixel; alpha is not looked at. */
  public enum Layout {
    GRAY(1, 0, 0, 0),
    RGB(3, 0, 1, 2),
    RGBA(4, 0, 1, 2),
    /** Also what a little-endian buffer of {@code 0xAARRGGBB} integers holds. */
    BGRA(4, 2, 1, 0);

    final int bytes;
    final int red;
    final int green;
    final int blue;

    Layout(int bytes, int red, int green, int blue) {
      this.bytes = bytes;
      this.red = red;
      this.green = green;
      this.blue = blue;
    }

    /** Bytes of one pixel. */
    public int bytesPerPixel() {
      return bytes;
    }
  }

  public FrameFormat {
    Objects.requireNonNull(layout, "layout");
    if (width < 1 || height < 1 || width > LARGEST || height > LARGEST) {
      throw new IllegalArgumentException("frame size " + width + "x" + height + " is out of range");
    }
    if (stride < width * layout.bytes || (long) stride * height > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a stride of " + stride + " bytes does not fit rows of " + width * layout.bytes);
    }
  }

  /** Rows without padding, top row first. */
  public static FrameFormat of(int width, int height, Layout layout) {
    Objects.requireNonNull(layout, "layout");
    return new FrameFormat(width, height, layout, width * layout.bytes, false);
  }

  /** The same with padded rows. */
  public FrameFormat withStride(int bytes) {
    return new FrameFormat(width, height, layout, bytes, bottomUp);
  }

  /** The same with the lowest row first. */
  public FrameFormat fromBottomUp() {
    return new FrameFormat(width, height, layout, stride, true);
  }

  /** Bytes that a frame's buffer holds at least. */
  public int bytes() {
    return stride * (height - 1) + width * layout.bytes;
  }
}
