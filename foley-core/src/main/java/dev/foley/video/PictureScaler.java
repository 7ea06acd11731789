package dev.foley.video;

import java.util.Objects;

/**
 * Scales pictures of one size to another and between grey and RGB, in plain Java. Shrinking
 * averages exactly the area a target pixel covers, fractions of pixels included, so nothing aliases
 * and the mean of a picture is kept; enlarging interpolates linearly. Grey is BT.601 luma.
 *
 * <p>Immutable and thread-safe; make one for a stream and use it for every frame.
 */
public final class PictureScaler {
  private final int sourceWidth;
  private final int sourceHeight;
  private final PixelFormat sourceFormat;
  private final int width;
  private final int height;
  private final PixelFormat format;
  private final ScaleAxis columns;
  private final ScaleAxis rows;

  /**
   * @param target the wanted size and format; native size keeps the source's
   */
  public PictureScaler(
      int sourceWidth, int sourceHeight, PixelFormat sourceFormat, FrameSpec target) {
    if (sourceWidth <= 0 || sourceHeight <= 0) {
      throw new IllegalArgumentException(
          "picture size " + sourceWidth + "x" + sourceHeight + " is not positive");
    }
    this.sourceWidth = sourceWidth;
    this.sourceHeight = sourceHeight;
    this.sourceFormat = Objects.requireNonNull(sourceFormat, "sourceFormat");
    this.width = target.isNativeSize() ? sourceWidth : target.width();
    this.height = target.isNativeSize() ? sourceHeight : target.height();
    this.format = target.format();
    this.columns = new ScaleAxis(sourceWidth, width);
    this.rows = new ScaleAxis(sourceHeight, height);
  }

  /** Scales one picture; a scaler for a single use. */
  public static Picture scale(Picture source, FrameSpec target) {
    return new PictureScaler(source.width(), source.height(), source.format(), target)
        .scale(source);
  }

  /** Whether this scaler takes pictures of that size and format. */
  public boolean fits(Picture source) {
    return source.width() == sourceWidth
        && source.height() == sourceHeight
        && source.format() == sourceFormat;
  }

  /**
   * Scales a picture. If nothing has to change the same picture is returned.
   *
   * @throws IllegalArgumentException if the picture's size or format is another
   */
  public Picture scale(Picture source) {
    if (!fits(source)) {
      throw new IllegalArgumentException(
          "a scaler for "
              + sourceWidth
              + "x"
              + sourceHeight
              + " "
              + sourceFormat
              + " was given "
              + source.width()
              + "x"
              + source.height()
              + " "
              + source.format());
    }
    if (sourceWidth == width && sourceHeight == height) {
      return sourceFormat == format ? source : convert(source);
    }
    int channels = sourceFormat.bytesPerPixel();
    float[] line = new float[sourceWidth * channels];
    float[] scaled = new float[width * channels];
    byte[] out = new byte[width * height * format.bytesPerPixel()];
    for (int y = 0; y < height; y++) {
      rows.gatherRows(source.data(), y, line);
      columns.gatherColumns(line, channels, scaled);
      store(scaled, out, y);
    }
    return new Picture(width, height, format, out);
  }

  private Picture convert(Picture source) {
    byte[] out = new byte[width * height * format.bytesPerPixel()];
    float[] line = new float[width * sourceFormat.bytesPerPixel()];
    for (int y = 0; y < height; y++) {
      int from = y * line.length;
      for (int i = 0; i < line.length; i++) {
        line[i] = source.data()[from + i] & 0xFF;
      }
      store(line, out, y);
    }
    return new Picture(width, height, format, out);
  }

  /** Rounds one row into the target's format. */
  private void store(float[] line, byte[] out, int row) {
    int at = row * width * format.bytesPerPixel();
    if (format == sourceFormat) {
      for (int i = 0; i < line.length; i++) {
        out[at + i] = round(line[i]);
      }
    } else if (format == PixelFormat.GRAY8) {
      for (int x = 0, i = 0; x < width; x++, i += 3) {
        out[at + x] = round(0.299f * line[i] + 0.587f * line[i + 1] + 0.114f * line[i + 2]);
      }
    } else {
      for (int x = 0, o = at; x < width; x++, o += 3) {
        byte value = round(line[x]);
        out[o] = value;
        out[o + 1] = value;
        out[o + 2] = value;
      }
    }
  }

  private static byte round(float value) {
    return (byte) Math.max(0, Math.min(255, (int) (value + 0.5f)));
  }
}
