package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoiseGrainTest {
  private static final Stft STFT =
      new Stft(Window.HANN.periodic(1440), 480, 1440, Stft.Alignment.HOP);

  @Test
  void flatSpectraBecomeNoiseOfTheSameLevel() {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int t = 0; t < 40; t++) {
      float[] frame = applied(t, 0.5f);
      for (int k = 1; k < 720; k++) {
        sum += frame[k];
        squares += frame[k] * frame[k];
        count++;
      }
    }
    double mean = sum / count;
    // About 40 * 720 / 1.5 independent Rayleigh numbers: standard errors below 0.4 percent.
    assertEquals(0.5, mean, 0.01);
    assertEquals(4 / Math.PI, squares / count / (mean * mean), 0.03);
  }

  @Test
  void aRealSpectrumKeepsItsShape() {
    float[][] real = STFT.magnitudes(Signals.noise(4, 48_000));
    PhaseGradient phases = new PhaseGradient(STFT);
    phases.reset(real.length);
    NoiseGrain grain = new NoiseGrain(STFT, 1);
    int changed = 0;
    for (int t = 5; t < 95; t++) {
      float[] frame = real[t].clone();
      grain.apply(frame, t, t, phases);
      for (int k = 0; k < frame.length; k++) {
        changed += Math.abs(frame[k] - real[t][k]) > 0.01f * real[t][k] ? 1 : 0;
      }
    }
    // Neighbours in a Rayleigh spectrum are alike over 13 bins by chance now and then.
    assertTrue(changed < 0.05 * 90 * 721, changed + " bins changed");
  }

  @Test
  void theGrainDependsOnThePlaceOnly() {
    assertArrayEquals(applied(1_000_003, 1), applied(1_000_003, 1));
    float[] other = applied(1_000_004, 1);
    assertTrue(!Arrays.equals(applied(1_000_003, 1), other));
  }

  private static float[] applied(long absoluteFrame, float level) {
    PhaseGradient phases = new PhaseGradient(STFT);
    phases.reset(1);
    float[] frame = new float[STFT.bins()];
    Arrays.fill(frame, level);
    new NoiseGrain(STFT, 1).apply(frame, absoluteFrame, 0, phases);
    return frame;
  }
}
