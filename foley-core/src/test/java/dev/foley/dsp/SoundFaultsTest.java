package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SoundFaultsTest {
  private static final int RATE = 48_000;

  private static SoundFaults look(float[] sound, int block) {
    SoundFaults faults = new SoundFaults(RATE);
    for (int at = 0; at < sound.length; at += block) {
      faults.add(Arrays.copyOfRange(sound, at, Math.min(sound.length, at + block)));
    }
    return faults;
  }

  private static float[] tone(double level) {
    float[] sound = new float[RATE];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (float) (level * Math.sin(2 * Math.PI * 330 * i / RATE));
    }
    return sound;
  }

  private static float[] noise(double level) {
    Random random = new Random(3);
    float[] sound = new float[20 * RATE];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (float) (level * random.nextGaussian());
    }
    return sound;
  }

  @Test
  void jumpsAndSingleSamplesAreClicks() {
    float[] jump = tone(0.3);
    for (int i = 10_000; i < jump.length; i++) {
      jump[i] += 0.05f;
    }
    float[] spike = tone(0.3);
    spike[20_000] += 0.02f;
    spike[30_000] -= 0.02f;
    for (int block : new int[] {RATE, 1000, 7}) {
      assertEquals(1, look(jump, block).clicks());
      assertEquals(2, look(spike, block).clicks());
      assertEquals(0, look(jump, block).gaps());
    }
  }

  @Test
  void soundItselfHasNone() {
    assertEquals(0, look(tone(0.9), 480).clicks());
    assertEquals(0, look(noise(0.2), 480).clicks());
    float[] knocks = noise(0.001);
    for (int at = 5000; at < knocks.length - 9000; at += 12_000) {
      for (int i = 0; i < 9000; i++) {
        double tone = Math.sin(2 * Math.PI * 900 * i / RATE) + 0.5 * knocks[i] / 0.001;
        knocks[at + i] += (float) (0.3 * Math.exp(-i / 1500.0) * tone);
      }
    }
    assertEquals(0, look(knocks, 480).clicks());
  }

  @Test
  void aSharpAttackIsNoClickButTheSameStepInSteadySoundIs() {
    float[] blow = tone(0.01);
    for (int i = 20_000; i < blow.length; i++) {
      blow[i] += (float) (0.2 * Math.cos(2 * Math.PI * 500 * (i - 20_000) / RATE));
    }
    assertEquals(0, look(blow, 480).clicks());
    float[] broken = tone(0.2);
    for (int i = 20_000; i < broken.length; i++) {
      broken[i] *= -0.9f;
    }
    broken[20_000] += 0.1f;
    assertEquals(1, look(broken, 480).clicks());
  }

  @Test
  void cutOffSoundIsAGapAndFadedSoundIsNot() {
    float[] cut = noise(0.1);
    Arrays.fill(cut, 50_000, 50_480, 0);
    Arrays.fill(cut, 90_000, 90_010, 0);
    assertEquals(1, look(cut, 4800).gaps());
    float[] faded = noise(0.1);
    for (int i = 0; i < 4800; i++) {
      float gain = Math.abs(i - 2400) < 1200 ? 0 : (Math.abs(i - 2400) - 1200) / 1200f;
      faded[100_000 + i] *= gain * gain;
    }
    assertEquals(0, look(faded, 4800).gaps());
  }

  @Test
  void silenceBeforeTheFirstSoundIsNone() {
    float[] late = new float[RATE];
    Arrays.fill(late, RATE / 2, RATE, 0.5f);
    assertEquals(0, look(late, 480).gaps());
  }

  /** A blow: a body of low tones with a burst of noise 3 ms behind its start, both dying away. */
  private static float[] blowWithLateBurst() {
    Random random = new Random(5);
    float[] sound = new float[RATE];
    for (int i = 0; i < 20_000; i++) {
      double body = 0.5 * Math.exp(-i / 2000.0) * Math.sin(2 * Math.PI * 180 * i / RATE);
      int late = i - 144;
      double burst = late < 0 ? 0 : 0.4 * Math.exp(-late / 6.0) * random.nextGaussian();
      double early = late < 0 ? 0.4 * Math.exp(late / 6.0) * random.nextGaussian() : 0;
      sound[10_000 + i] = (float) (body + burst + early);
    }
    return sound;
  }

  @Test
  void theBurstOfABlowIsNoClick() {
    assertEquals(0, look(blowWithLateBurst(), 480).clicks());
  }

  /** One sample of it stands out twelvefold from what is far away, fivefold from what is near. */
  @Test
  void theGreatestSampleOfABurstIsNoClick() {
    Random random = new Random(9);
    float[] sound = tone(0.3);
    for (int i = 1; i <= 24; i++) {
      float rough = (float) (0.1 * Math.exp(-i / 12.0));
      sound[20_000 + i] += rough * (random.nextBoolean() ? 1 : -1);
      sound[20_000 - i] += rough * (random.nextBoolean() ? 1 : -1);
    }
    sound[20_000] += 0.5f;
    assertEquals(0, look(sound, 480).clicks());
    float[] single = tone(0.3);
    single[20_000] += 0.5f;
    assertEquals(1, look(single, 480).clicks());
  }

  @Test
  void faultsInADyingBlowAreClicks() {
    int at = 10_000 + 2400;
    float[] single = blowWithLateBurst();
    single[at] += 0.02f;
    assertEquals(1, look(single, 480).clicks(), "single sample");
    float[] step = blowWithLateBurst();
    for (int i = at; i < step.length; i++) {
      step[i] += 0.02f;
    }
    assertEquals(1, look(step, 480).clicks(), "step");
    float[] flipped = blowWithLateBurst();
    for (int i = at; i < flipped.length; i++) {
      flipped[i] = -flipped[i];
    }
    assertEquals(1, look(flipped, 480).clicks(), "polarity");
    for (int zeros : new int[] {4, 6, 10, 40}) {
      float[] dropped = blowWithLateBurst();
      Arrays.fill(dropped, at, at + zeros, 0);
      assertEquals(1, look(dropped, 480).clicks(), zeros + " zeros");
    }
  }

  @Test
  void singleSamplesAreClicksInSilenceAndInNoise() {
    float[] silence = new float[RATE];
    silence[20_000] = 0.002f;
    assertEquals(1, look(silence, 480).clicks());
    float[] noise = noise(0.01);
    for (int at = 10_000; at < noise.length; at += 10_000) {
      noise[at] += 0.25f;
    }
    assertEquals(95, look(noise, 480).clicks());
  }

  @Test
  void aBlowOutOfDigitalSilenceIsNoGapButADropoutAtAZeroCrossingIs() {
    float[] blows = new float[RATE];
    System.arraycopy(blowWithLateBurst(), 10_000, blows, 5000, 20_000);
    for (int i = 0; i < 20_000; i++) {
      blows[5000 + i] *= (float) Math.pow(1 - i / 20_000.0, 2);
    }
    System.arraycopy(blowWithLateBurst(), 10_000, blows, 28_000, 20_000);
    assertEquals(0, look(blows, 480).gaps());
    float[] dropped = tone(0.3);
    // The tone crosses zero at every 800th sample; those beside are as good as nothing.
    Arrays.fill(dropped, 16_000, 16_480, 0);
    dropped[15_999] *= 0.01f;
    assertEquals(1, look(dropped, 480).gaps());
  }
}
