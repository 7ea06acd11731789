package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RealFftProperties {
  /** 2e-6 covers two transforms of up to 11 passes each in single precision. */
  private static final double ROUNDING = 2e-6;

  @Property(tries = 100)
  void inverseUndoesForward(@ForAll @IntRange(min = 1, max = 1100) int half, @ForAll long seed) {
    RealFft fft = new RealFft(2 * half);
    float[] time = Signals.noise(seed, fft.size());
    float[] re = new float[fft.bins()];
    float[] im = new float[fft.bins()];
    float[] back = new float[fft.size()];
    fft.forward(time, re, im);
    fft.inverse(re, im, back);
    assertTrue(Signals.relativeError(time, back) < ROUNDING);
  }

  @Property(tries = 100)
  void energyIsKept(@ForAll @IntRange(min = 1, max = 1100) int half, @ForAll long seed) {
    RealFft fft = new RealFft(2 * half);
    float[] time = Signals.noise(seed, fft.size());
    float[] re = new float[fft.bins()];
    float[] im = new float[fft.bins()];
    fft.forward(time, re, im);
    double sum = 0;
    for (int k = 0; k <= half; k++) {
      double power = (double) re[k] * re[k] + (double) im[k] * im[k];
      sum += k == 0 || k == half ? power : 2 * power;
    }
    assertEquals(1, sum / fft.size() / Signals.energy(time), 2 * ROUNDING);
  }

  @Property(tries = 100)
  void sumsTransformToSums(
      @ForAll @IntRange(min = 1, max = 1100) int half, @ForAll long seed, @ForAll byte gain) {
    RealFft fft = new RealFft(2 * half);
    float[] a = Signals.noise(seed, fft.size());
    float[] b = Signals.noise(~seed, fft.size());
    float[] mixed = new float[fft.size()];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = a[i] + gain * b[i];
    }
    float[][] spectra = new float[6][fft.bins()];
    fft.forward(a, spectra[0], spectra[1]);
    fft.forward(b, spectra[2], spectra[3]);
    fft.forward(mixed, spectra[4], spectra[5]);
    double error = 0;
    double norm = 0;
    for (int k = 0; k <= half; k++) {
      for (int part = 0; part < 2; part++) {
        double sum = spectra[part][k] + (double) gain * spectra[2 + part][k];
        error += Math.pow(sum - spectra[4 + part][k], 2);
        norm += sum * sum;
      }
    }
    assertTrue(Math.sqrt(error / norm) < 2 * ROUNDING, "error " + Math.sqrt(error / norm));
  }
}
