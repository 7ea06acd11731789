package dev.foley.training.sound;

/** A plain complex FFT for looking at sounds; nothing here is on a fast path. */
final class Spectra {
  private Spectra() {}

  /** In-place radix-2 FFT; the length must be a power of two. */
  static void fft(double[] re, double[] im) {
    int n = re.length;
    for (int i = 1, j = 0; i < n; i++) {
      int bit = n >> 1;
      for (; (j & bit) != 0; bit >>= 1) {
        j ^= bit;
      }
      j ^= bit;
      if (i < j) {
        double t = re[i];
        re[i] = re[j];
        re[j] = t;
        t = im[i];
        im[i] = im[j];
        im[j] = t;
      }
    }
    for (int size = 2; size <= n; size *= 2) {
      for (int k = 0; k < size / 2; k++) {
        double angle = -2 * Math.PI * k / size;
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        for (int a = k; a < n; a += size) {
          int b = a + size / 2;
          double tr = c * re[b] - s * im[b];
          double ti = c * im[b] + s * re[b];
          re[b] = re[a] - tr;
          im[b] = im[a] - ti;
          re[a] += tr;
          im[a] += ti;
        }
      }
    }
  }
}
