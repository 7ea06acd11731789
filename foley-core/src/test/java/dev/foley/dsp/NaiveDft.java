package dev.foley.dsp;

/** The obvious transform in double precision: the reference for the fast ones. */
final class NaiveDft {
  private NaiveDft() {}

  /** {@code [0]} real and {@code [1]} imaginary parts of bins 0 .. n / 2 of the first n samples. */
  static double[][] forward(float[] time, int n) {
    double[] cos = new double[n];
    double[] sin = new double[n];
    for (int i = 0; i < n; i++) {
      cos[i] = Math.cos(2 * Math.PI * i / n);
      sin[i] = Math.sin(2 * Math.PI * i / n);
    }
    double[][] spectrum = new double[2][n / 2 + 1];
    for (int k = 0; k <= n / 2; k++) {
      int turn = 0;
      for (int t = 0; t < n; t++) {
        spectrum[0][k] += time[t] * cos[turn];
        spectrum[1][k] -= time[t] * sin[turn];
        turn += k;
        if (turn >= n) {
          turn -= n;
        }
      }
    }
    return spectrum;
  }
}
