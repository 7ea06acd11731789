package dev.foley.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TruePeakLimiterTest {
  private static final int RATE = 48_000;

  @Test
  void whatStaysBelowPassesBitForBit() {
    float[] samples = Tones.noise(1, RATE, 0.3);
    AudioBuffer limited = TruePeakLimiter.limit(AudioBuffer.mono(RATE, samples), -1);
    assertArrayEquals(samples, limited.channel(0));
  }

  @Test
  void bothChannelsShareOneGain() {
    float[] left = Tones.sine(RATE, 0.5, 500, 9, 0);
    float[] right = Tones.sine(RATE, 0.5, 500, -11, 0);
    AudioBuffer limited =
        TruePeakLimiter.limit(AudioBuffer.of(AudioFormat.stereo(RATE), left, right), -1);
    for (int i = 0; i < left.length; i++) {
      assertEquals(limited.sample(0, i) * 0.1f, limited.sample(1, i), 1e-6f);
    }
  }

  @Test
  void aSteadyToneEndsUpJustBelowTheCeiling() {
    AudioBuffer loud = AudioBuffer.mono(RATE, Tones.sine(RATE, 1, 997, 12, 0));
    AudioBuffer limited = TruePeakLimiter.limit(loud, -1);
    double middle = 20 * Math.log10(limited.slice(RATE / 4, RATE / 2).peak());
    assertTrue(middle <= -1 && middle > -1.15, "peak " + middle);
  }

  @Test
  void theGainMovesSmoothlyAroundASinglePeak() {
    float[] samples = Tones.sine(RATE, 0.6, 100, -20, 0);
    samples[RATE / 4] = 2;
    AudioBuffer limited = TruePeakLimiter.limit(AudioBuffer.mono(RATE, samples), 0);
    double last = 1;
    double lowest = 1;
    for (int i = 10; i < samples.length; i++) {
      if (Math.abs(samples[i]) > 0.01f) {
        double gain = limited.sample(0, i) / samples[i];
        // Down to a half along two averages of 2.5 ms each: at most 1 / 121 per sample at once.
        assertTrue(Math.abs(gain - last) < 0.06, "step of " + (gain - last) + " at " + i);
        lowest = Math.min(lowest, gain);
        last = gain;
      }
    }
    assertEquals(0.5, lowest, 0.02);
    assertEquals(1, last, 0.01);
  }

  @Test
  void theFirstAndTheLastFrameMayBeThePeak() {
    float[] samples = new float[2000];
    samples[0] = 3;
    samples[1999] = -4;
    AudioBuffer limited = TruePeakLimiter.limit(AudioBuffer.mono(RATE, samples), -3);
    assertEquals(2000, limited.frames());
    double ceiling = Math.pow(10, -3 / 20.0);
    assertTrue(limited.peak() <= ceiling + 1e-7);
    assertEquals(ceiling, limited.sample(0, 0), 0.01);
    assertEquals(-ceiling, limited.sample(0, 1999), 0.01);
  }

  @Test
  void wrongCeilingsAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new TruePeakLimiter(AudioFormat.mono(RATE), 0.1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TruePeakLimiter(AudioFormat.mono(RATE), Double.NaN));
  }
}
