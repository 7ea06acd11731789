package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
  /** Samples at each end that feel the silence outside: half a filter of the lower rate. */
  private static final int EDGE_LOW_RATE_SAMPLES = 110;

  /** In the pass-band the output is the analytic sine: no ripple, image, alias or delay. */
  @ParameterizedTest
  @CsvSource({
    "44100, 48000",
    "48000, 44100",
    "48000, 16000",
    "16000, 48000",
    "48000, 96000",
    "22050, 48000",
    "48000, 11025",
    "47999, 48000",
    "48000, 44101",
    "191999, 48000",
    "8000, 47999"
  })
  void sinesInThePassBandStayThatSine(int inRate, int outRate) {
    double nyquist = Math.min(inRate, outRate) / 2.0;
    int length = inRate / 5;
    for (double share : new double[] {0.003, 0.1, 0.37, 0.71, Resampler.PASS_BAND}) {
      double frequency = share * nyquist;
      float[] out = Resampler.resample(sine(frequency, inRate, length), inRate, outRate);
      int edge = edge(inRate, outRate);
      double squares = 0;
      for (int m = edge; m < out.length - edge; m++) {
        double error = out[m] - Math.sin(2 * Math.PI * frequency * m / outRate + 0.3);
        squares += error * error;
      }
      double errorDb = 10 * Math.log10(2 * squares / (out.length - 2 * edge));
      // A ripple of 0.001 dB would be an error of -78.8 dB; images and aliases lie below -100 dB.
      assertTrue(errorDb < -98, frequency + " Hz: error " + errorDb + " dB");
    }
  }

  @ParameterizedTest
  @CsvSource({"48000, 44100", "48000, 16000", "96000, 48000", "48000, 47999", "44100, 8000"})
  void nothingAliases(int inRate, int outRate) {
    double lower = outRate / 2.0;
    double upper = inRate / 2.0;
    for (double share : new double[] {0, 0.1, 0.5, 0.97}) {
      double frequency = lower + share * (upper - lower);
      float[] out = Resampler.resample(sine(frequency, inRate, inRate / 5), inRate, outRate);
      int edge = edge(inRate, outRate);
      double squares = 0;
      for (int m = edge; m < out.length - edge; m++) {
        squares += out[m] * out[m];
      }
      double levelDb = 10 * Math.log10(2 * squares / (out.length - 2 * edge));
      assertTrue(levelDb < -100, frequency + " Hz passes with " + levelDb + " dB");
    }
  }

  @Test
  void equalRatesCopy() {
    float[] in = sine(1234, 48_000, 500);
    assertArrayEquals(in, Resampler.resample(in, 48_000, 48_000));
  }

  @Test
  void anImpulseStaysAtItsTime() {
    float[] in = new float[4410];
    in[2205] = 1;
    float[] out = Resampler.resample(in, 44_100, 48_000);
    int peak = 0;
    for (int i = 0; i < out.length; i++) {
      if (Math.abs(out[i]) > Math.abs(out[peak])) {
        peak = i;
      }
    }
    assertEquals(2400, peak);
    for (int d = 1; d < 200; d++) {
      assertEquals(out[2400 - d], out[2400 + d], 1e-6, "linear phase");
    }
  }

  @Test
  void isReadyForAnotherSignalAfterFinish() {
    Resampler resampler = new Resampler(44_100, 48_000);
    float[] in = sine(440, 44_100, 1000);
    float[][] runs = new float[2][(int) resampler.outputLength(1000)];
    for (float[] out : runs) {
      int written = resampler.process(in, 0, 1000, out, 0);
      assertEquals(out.length, written + resampler.finish(out, written));
    }
    assertArrayEquals(runs[0], runs[1]);
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Resampler(0, 48_000));
    Resampler resampler = new Resampler(1, 2);
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> resampler.process(new float[3], 2, 2, new float[9], 0));
  }

  private static int edge(int inRate, int outRate) {
    return (int) ((long) EDGE_LOW_RATE_SAMPLES * outRate / Math.min(inRate, outRate));
  }

  private static float[] sine(double frequency, int rate, int length) {
    float[] out = new float[length];
    for (int i = 0; i < length; i++) {
      out[i] = (float) Math.sin(2 * Math.PI * frequency * i / rate + 0.3);
    }
    return out;
  }
}
