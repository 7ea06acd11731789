package dev.foley.training.scene;

/**
 * A cheap stand-in for a video encoder: 8x8 cosine transform of the luma change since the last
 * decoded frame, quantised; blocks that hardly changed are repeated, as skipped macroblocks are.
 * Every {@value #KEY_INTERVAL} frames all blocks are coded afresh. Colour follows the luma.
 */
final class BlockCodec {
  private static final int KEY_INTERVAL = 60;
  private static final float[] COSINE = new float[64];

  static {
    for (int k = 0; k < 8; k++) {
      for (int n = 0; n < 8; n++) {
        double scale = k == 0 ? Math.sqrt(0.125) : 0.5;
        COSINE[k * 8 + n] = (float) (scale * Math.cos(Math.PI * (2 * n + 1) * k / 16));
      }
    }
  }

  private final int width;
  private final int height;
  private final float step;
  private final byte[] previous;
  private final float[] previousLuma;
  private final float[] block = new float[64];
  private final float[] half = new float[64];
  private int frame;

  BlockCodec(int width, int height, double step) {
    this.width = width;
    this.height = height;
    this.step = (float) step;
    previous = new byte[width * height * 3];
    previousLuma = new float[width * height];
  }

  /** Replaces a packed RGB picture by its decoded version. */
  void pass(byte[] rgb) {
    boolean key = frame++ % KEY_INTERVAL == 0;
    for (int by = 0; by < height; by += 8) {
      for (int bx = 0; bx < width; bx += 8) {
        code(rgb, bx, by, Math.min(8, width - bx), Math.min(8, height - by), key);
      }
    }
    System.arraycopy(rgb, 0, previous, 0, rgb.length);
  }

  private void code(byte[] rgb, int bx, int by, int w, int h, boolean key) {
    float change = 0;
    float most = 0;
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        int p = (by + Math.min(y, h - 1)) * width + bx + Math.min(x, w - 1);
        float base = key ? 128 : previousLuma[p];
        float d = luma(rgb, 3 * p) - base;
        block[y * 8 + x] = d;
        change += d * d;
        most = Math.max(most, Math.abs(d));
      }
    }
    if (!key && change < 64 * 0.05f * step * step && most < 1.5f * step) {
      for (int y = 0; y < h; y++) {
        int o = ((by + y) * width + bx) * 3;
        System.arraycopy(previous, o, rgb, o, w * 3);
      }
      return;
    }
    transform(COSINE, true);
    for (int i = 0; i < 64; i++) {
      float q = step * (0.5f + 0.15f * ((i >> 3) + (i & 7)));
      block[i] = q * (int) (block[i] / q + (block[i] < 0 ? -0.4f : 0.4f));
    }
    transform(COSINE, false);
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int p = (by + y) * width + bx + x;
        float decoded = (key ? 128 : previousLuma[p]) + block[y * 8 + x];
        float shift = decoded - luma(rgb, 3 * p);
        previousLuma[p] = decoded;
        for (int c = 0; c < 3; c++) {
          int v = (int) ((rgb[3 * p + c] & 255) + shift + 0.5f);
          rgb[3 * p + c] = (byte) (v < 0 ? 0 : Math.min(v, 255));
        }
      }
    }
  }

  private static float luma(byte[] rgb, int o) {
    return 0.299f * (rgb[o] & 255) + 0.587f * (rgb[o + 1] & 255) + 0.114f * (rgb[o + 2] & 255);
  }

  /** Separable 8x8 cosine transform of {@link #block}, forward or inverse. */
  private void transform(float[] c, boolean forward) {
    for (int y = 0; y < 8; y++) {
      for (int k = 0; k < 8; k++) {
        float sum = 0;
        for (int n = 0; n < 8; n++) {
          sum += block[y * 8 + n] * (forward ? c[k * 8 + n] : c[n * 8 + k]);
        }
        half[y * 8 + k] = sum;
      }
    }
    for (int x = 0; x < 8; x++) {
      for (int k = 0; k < 8; k++) {
        float sum = 0;
        for (int n = 0; n < 8; n++) {
          sum += half[n * 8 + x] * (forward ? c[k * 8 + n] : c[n * 8 + k]);
        }
        block[k * 8 + x] = sum;
      }
    }
  }
}
