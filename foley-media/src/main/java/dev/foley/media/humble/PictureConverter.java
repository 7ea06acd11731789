package dev.foley.media.humble;

import dev.foley.media.internal.ColorConversion;
import dev.foley.media.internal.Rotation;
import dev.foley.video.FrameSpec;
import dev.foley.video.Picture;
import io.humble.video.MediaPicture;
import io.humble.video.MediaPictureResampler;
import io.humble.video.PixelFormat;

/**
 * Turns decoded pictures into one {@link FrameSpec}: scaled by the native area-averaging scaler,
 * then converted and rotated here. Made anew when the stream changes its size or pixel format.
 */
final class PictureConverter implements AutoCloseable {
  /** Lets the native scaler skip chroma rows: grey output throws its chroma away. */
  private static final int DROP_CHROMA_ROWS = 3 << 16;

  private static final int COLOR_RANGE_FULL = 2;

  private final int sourceWidth;
  private final int sourceHeight;
  private final PixelFormat.Type sourceFormat;
  private final dev.foley.video.PixelFormat wanted;
  private final int width;
  private final int height;
  private final int rotation;
  private final boolean viaRgb;
  private final ColorConversion color;
  private final NativePicture target;
  private final MediaPictureResampler scaler;

  /**
   * @param displayWidth width after rotation for a spec of native size
   * @param range the decoder's {@code color_range}
   * @param matrix the decoder's {@code colorspace}
   */
  PictureConverter(
      MediaPicture source,
      FrameSpec spec,
      int displayWidth,
      int displayHeight,
      int rotation,
      int range,
      int matrix) {
    sourceWidth = source.getWidth();
    sourceHeight = source.getHeight();
    sourceFormat = source.getFormat();
    wanted = spec.format();
    this.rotation = rotation;
    int outWidth = spec.isNativeSize() ? displayWidth : spec.width();
    int outHeight = spec.isNativeSize() ? displayHeight : spec.height();
    boolean sideways = rotation % 180 != 0;
    width = sideways ? outHeight : outWidth;
    height = sideways ? outWidth : outHeight;
    viaRgb = isRgb(sourceFormat);
    boolean scalerThinksFull = isFullRangeFormat(sourceFormat);
    color = new ColorConversion(range == COLOR_RANGE_FULL && !scalerThinksFull, matrix);
    PixelFormat.Type through =
        viaRgb
            ? PixelFormat.Type.PIX_FMT_RGB24
            : wanted == dev.foley.video.PixelFormat.GRAY8
                ? PixelFormat.Type.PIX_FMT_YUV410P
                : PixelFormat.Type.PIX_FMT_YUV444P;
    target = new NativePicture(width, height, through);
    int flags = through == PixelFormat.Type.PIX_FMT_YUV410P ? DROP_CHROMA_ROWS : 0;
    scaler =
        MediaPictureResampler.make(
            width, height, through, sourceWidth, sourceHeight, sourceFormat, flags);
    scaler.open();
  }

  private static boolean isRgb(PixelFormat.Type format) {
    String name = format.name();
    return name.contains("RGB")
        || name.contains("BGR")
        || name.contains("GBR")
        || name.contains("PAL8")
        || name.contains("MONO");
  }

  /** Formats whose samples the native scaler takes as full range. */
  private static boolean isFullRangeFormat(PixelFormat.Type format) {
    return format.name().contains("YUVJ") || format.name().contains("GRAY");
  }

  /** Whether this converter takes pictures of that shape. */
  boolean fits(MediaPicture source) {
    return source.getWidth() == sourceWidth
        && source.getHeight() == sourceHeight
        && source.getFormat() == sourceFormat;
  }

  Picture convert(MediaPicture source) {
    scaler.resamplePicture(target.picture(), source);
    int count = width * height;
    byte[] pixels = new byte[count * wanted.bytesPerPixel()];
    if (viaRgb) {
      readRgb(pixels);
    } else if (wanted == dev.foley.video.PixelFormat.GRAY8) {
      target.read(0, pixels);
      color.toGray(pixels);
    } else {
      byte[] planeY = new byte[count];
      byte[] planeU = new byte[count];
      byte[] planeV = new byte[count];
      target.read(0, planeY);
      target.read(count, planeU);
      target.read(2 * count, planeV);
      color.toRgb(planeY, planeU, planeV, pixels);
    }
    byte[] turned = Rotation.clockwise(pixels, width, height, wanted.bytesPerPixel(), rotation);
    boolean sideways = rotation % 180 != 0;
    return new Picture(sideways ? height : width, sideways ? width : height, wanted, turned);
  }

  private void readRgb(byte[] pixels) {
    if (wanted == dev.foley.video.PixelFormat.RGB24) {
      target.read(0, pixels);
      return;
    }
    byte[] rgb = new byte[pixels.length * 3];
    target.read(0, rgb);
    ColorConversion.rgbToGray(rgb, pixels);
  }

  @Override
  public void close() {
    scaler.delete();
    target.close();
  }
}
