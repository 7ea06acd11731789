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
}
