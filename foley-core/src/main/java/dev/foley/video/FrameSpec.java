package dev.foley.video;

/**
 * What a consumer wants every frame turned into. Width and height of zero mean the display size of
 * the stream (after rotation); otherwise the picture is stretched to exactly that size.
 */
public record FrameSpec(int width, int height, PixelFormat format) {
  public FrameSpec {
    if (width < 0
        || height < 0
        || (width == 0) != (height == 0)
        || width > 16384
        || height > 16384) {
      throw new IllegalArgumentException("frame size " + width + "x" + height + " is out of range");
    }
    java.util.Objects.requireNonNull(format, "format");
  }

  /** The stream's own display size. */
  public static FrameSpec nativeSize(PixelFormat format) {
    return new FrameSpec(0, 0, format);
  }

  public boolean isNativeSize() {
    return width == 0;
  }
}
