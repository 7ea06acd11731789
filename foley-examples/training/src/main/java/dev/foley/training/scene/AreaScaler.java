package dev.foley.training.scene;

/** Scales packed 8-bit pictures so that each new pixel is the mean of the area it covers. */
final class AreaScaler {
  private AreaScaler() {}

  static byte[] scale(byte[] in, int w, int h, int channels, int newW, int newH) {
    float[] narrow = new float[newW * h * channels];
    for (int x = 0; x < newW; x++) {
      double from = (double) x * w / newW;
      double to = (double) (x + 1) * w / newW;
      for (int k = (int) from; k < Math.min(w, (int) Math.ceil(to)); k++) {
        float weight = (float) ((Math.min(to, k + 1.0) - Math.max(from, k)) * newW / w);
        for (int y = 0; y < h; y++) {
          for (int c = 0; c < channels; c++) {
            narrow[(y * newW + x) * channels + c] +=
                weight * (in[(y * w + k) * channels + c] & 255);
          }
        }
      }
    }
    byte[] out = new byte[newW * newH * channels];
    int row = newW * channels;
    float[] sum = new float[row];
    for (int y = 0; y < newH; y++) {
      java.util.Arrays.fill(sum, 0.5f);
      double from = (double) y * h / newH;
      double to = (double) (y + 1) * h / newH;
      for (int k = (int) from; k < Math.min(h, (int) Math.ceil(to)); k++) {
        float weight = (float) ((Math.min(to, k + 1.0) - Math.max(from, k)) * newH / h);
        for (int i = 0; i < row; i++) {
          sum[i] += weight * narrow[k * row + i];
        }
      }
      for (int i = 0; i < row; i++) {
        out[y * row + i] = (byte) (int) Math.min(255, sum[i]);
      }
    }
    return out;
  }
}
