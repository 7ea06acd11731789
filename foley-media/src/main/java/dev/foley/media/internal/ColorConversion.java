package dev.foley.media.internal;

/**
 * Planar 8-bit YUV to packed grey or RGB, full range (ITU-R BT.601, BT.709 and BT.2020 matrices).
 * The native scalers would do this too, but with a matrix and range that cannot be told to them.
 */
public final class ColorConversion {
  private static final int FRACTION = 16;

  private final byte[] luma = new byte[256];
  private final int[] y = new int[256];
  private final int[] redV = new int[256];
  private final int[] greenU = new int[256];
  private final int[] greenV = new int[256];
  private final int[] blueU = new int[256];

  /**
   * @param fullRange whether luma runs from 0 to 255 rather than from 16 to 235
   * @param matrix the code of ISO/IEC 23091-2 (1: BT.709, 5 and 6: BT.601, 9 and 10: BT.2020);
   *     anything unknown is taken as BT.601
   */
  public ColorConversion(boolean fullRange, int matrix) {
    double kr = matrix == 1 ? 0.2126 : matrix == 9 || matrix == 10 ? 0.2627 : 0.299;
    double kb = matrix == 1 ? 0.0722 : matrix == 9 || matrix == 10 ? 0.0593 : 0.114;
    double kg = 1 - kr - kb;
    double lumaScale = fullRange ? 1 : 255.0 / 219;
    double chromaScale = fullRange ? 1 : 255.0 / 224;
    int floor = fullRange ? 0 : 16;
    for (int i = 0; i < 256; i++) {
      double value = (i - floor) * lumaScale;
      double chroma = (i - 128) * chromaScale;
      luma[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
      y[i] = fixed(value + 0.5);
      redV[i] = fixed(2 * (1 - kr) * chroma);
      blueU[i] = fixed(2 * (1 - kb) * chroma);
      greenU[i] = fixed(-2 * (1 - kb) * kb / kg * chroma);
      greenV[i] = fixed(-2 * (1 - kr) * kr / kg * chroma);
    }
  }

  private static int fixed(double value) {
    return (int) Math.round(value * (1 << FRACTION));
  }

  /** Expands luma in place to full range. */
  public void toGray(byte[] samples) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] = luma[samples[i] & 0xFF];
    }
  }

  /** Three planes of equal size to packed RGB. */
  public void toRgb(byte[] planeY, byte[] planeU, byte[] planeV, byte[] rgb) {
    for (int i = 0, o = 0; i < planeY.length; i++, o += 3) {
      int base = y[planeY[i] & 0xFF];
      int u = planeU[i] & 0xFF;
      int v = planeV[i] & 0xFF;
      rgb[o] = clamp(base + redV[v]);
      rgb[o + 1] = clamp(base + greenU[u] + greenV[v]);
      rgb[o + 2] = clamp(base + blueU[u]);
    }
  }

  /** Packed RGB to BT.601 luma. */
  public static void rgbToGray(byte[] rgb, byte[] gray) {
    for (int i = 0, o = 0; i < gray.length; i++, o += 3) {
      int sum = 19595 * (rgb[o] & 0xFF) + 38470 * (rgb[o + 1] & 0xFF) + 7471 * (rgb[o + 2] & 0xFF);
      gray[i] = (byte) ((sum + 32768) >> FRACTION);
    }
  }

  private static byte clamp(int value) {
    int shifted = value >> FRACTION;
    return (byte) (shifted < 0 ? 0 : Math.min(shifted, 255));
  }
}
