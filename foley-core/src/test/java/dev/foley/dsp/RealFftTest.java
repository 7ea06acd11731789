package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealFftTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 30, 32, 34, 50, 62, 64, 90, 98, 100, 128,
        180, 202, 240, 256, 480, 486, 512, 514, 640, 960, 998, 1000, 1024, 1250, 1920, 2048, 2050,
        2048 * 8, 3840, 4096, 8192
      })
  void agreesWithTheNaiveTransform(int size) {
    float[] time = Signals.noise(size, size);
    RealFft fft = new RealFft(size);
    float[] re = new float[fft.bins()];
    float[] im = new float[fft.bins()];
    fft.forward(time, re, im);
    double[][] expected = NaiveDft.forward(time, size);
    double error = 0;
    double norm = 0;
    for (int k = 0; k < fft.bins(); k++) {
      error += Math.pow(re[k] - expected[0][k], 2) + Math.pow(im[k] - expected[1][k], 2);
      norm += Math.pow(expected[0][k], 2) + Math.pow(expected[1][k], 2);
    }
    // Single-precision rounding adds up like a random walk over log2(n) passes.
    double limit = 1e-6 * (Math.log(size) / Math.log(2));
    assertTrue(Math.sqrt(error / norm) <= limit, "relative error " + Math.sqrt(error / norm));
  }

  @Test
  void anImpulseIsFlatAndAlternatesWithItsDelay() {
    RealFft fft = new RealFft(960);
    float[] time = new float[960];
    time[1] = 1;
    float[] re = new float[481];
    float[] im = new float[481];
    fft.forward(time, re, im);
    for (int k = 0; k <= 480; k++) {
      // 2e-7: two or three roundings of values up to 1.
      assertEquals(Math.cos(2 * Math.PI * k / 960), re[k], 3e-7);
      assertEquals(-Math.sin(2 * Math.PI * k / 960), im[k], 3e-7);
    }
    assertEquals(0f, im[0]);
    assertEquals(0f, im[480]);
  }

  @Test
  void copiesGiveTheSameBits() {
    for (int size : new int[] {1024, 1920, 1022}) {
      RealFft fft = new RealFft(size);
      float[] time = Signals.noise(3, size);
      float[][] first = spectrum(fft, time);
      float[][] second = spectrum(fft.copy(), time);
      assertArrayEquals(first[0], second[0]);
      assertArrayEquals(first[1], second[1]);
    }
  }

  @Test
  void refusesWrongArguments() {
    assertThrows(IllegalArgumentException.class, () -> new RealFft(0));
    assertThrows(IllegalArgumentException.class, () -> new RealFft(15));
    RealFft fft = new RealFft(16);
    assertThrows(
        IllegalArgumentException.class,
        () -> fft.forward(new float[15], new float[9], new float[9]));
    assertThrows(
        IllegalArgumentException.class,
        () -> fft.inverse(new float[9], new float[8], new float[16]));
  }

  private static float[][] spectrum(RealFft fft, float[] time) {
    float[][] result = new float[2][fft.bins()];
    fft.forward(time, result[0], result[1]);
    return result;
  }
}
