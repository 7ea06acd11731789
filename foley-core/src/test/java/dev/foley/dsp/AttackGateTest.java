package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AttackGateTest {
  private static final Stft STFT =
      new Stft(Window.HANN.periodic(1440), 480, 1440, Stft.Alignment.HOP);

  @Test
  void placesABlowBetweenTheFrames() {
    for (int at = 20_000; at < 20_480; at += 37) {
      AttackGate gate = new AttackGate(STFT);
      gate.find(STFT.magnitudes(blow(48_000, at, 0)));
      assertEquals(1, gate.count(), "blow at " + at);
      // Well inside the 5 ms (240 samples) that a vocoder may be off; frames are 10 ms apart.
      assertEquals(at, gate.position(0) - STFT.offset(), 96);
    }
  }

  @Test
  void findsABlowOverSteadyNoise() {
    AttackGate gate = new AttackGate(STFT);
    gate.find(STFT.magnitudes(blow(48_000, 20_123, 0.02f)));
    assertTrue(gate.blowWithin(20_123 + STFT.offset() - 96, 192));
  }

  @Test
  void leavesASwellAlone() {
    float[] swell = Signals.noise(2, 48_000);
    for (int i = 0; i < swell.length; i++) {
      // 120 dB per second, far slower than any window.
      swell[i] *= (float) Math.pow(10, -6 + 6.0 * i / swell.length);
    }
    AttackGate gate = new AttackGate(STFT);
    gate.find(STFT.magnitudes(swell));
    float[] gated = swell.clone();
    gate.apply(gated);
    // What noise fluctuations are mistaken for costs at most a thousandth of the energy.
    float[] lost = new float[swell.length];
    for (int i = 0; i < lost.length; i++) {
      lost[i] = swell[i] - gated[i];
    }
    assertTrue(Signals.energy(lost) < 1e-3 * Signals.energy(swell));
  }

  @Test
  void turnsDownOnlyWhatComesBefore() {
    int attack = 20_123 + STFT.offset();
    AttackGate gate = new AttackGate(STFT);
    gate.find(STFT.magnitudes(blow(48_000, 20_123, 0.001f)));
    float[] smeared = blow(48_000, attack, 0.001f);
    for (int i = attack - 480; i < attack; i++) {
      smeared[i] += 0.1f * (i % 2 == 0 ? 1 : -1);
    }
    float[] gated = smeared.clone();
    gate.apply(gated);
    double before = Signals.energy(Arrays.copyOfRange(gated, attack - 480, attack - 120));
    // 360 samples of 0.1 carry 3.6; the floor of noise carries 360 * 1e-6 / 3, let through twice.
    assertTrue(before < 360 * 1e-6 * 2, "energy " + before);
    assertArrayEquals(
        Arrays.copyOfRange(smeared, attack + 96, smeared.length),
        Arrays.copyOfRange(gated, attack + 96, gated.length));
  }

  @Test
  void leavesNoClickInARumbleThatItMistookForABlow() {
    float[] rumble = Signals.noise(4, 96_000);
    // Two low-pass filters at 60 Hz: within a window of 30 ms such a noise swells by itself.
    for (int pass = 0; pass < 2; pass++) {
      float state = 0;
      for (int i = 0; i < rumble.length; i++) {
        state += 0.008f * (rumble[i] - state);
        rumble[i] = 20 * state;
      }
    }
    AttackGate gate = new AttackGate(STFT);
    gate.find(STFT.magnitudes(rumble));
    float[] gated = rumble.clone();
    gate.apply(gated);
    SoundFaults faults = new SoundFaults(48_000);
    faults.add(gated);
    assertEquals(0, faults.clicks());
  }

  private static float[] blow(int length, int attack, float background) {
    float[] x = Signals.noise(11, length);
    for (int i = 0; i < length; i++) {
      x[i] *= background + (i < attack ? 0 : (float) Math.exp(-(i - attack) / 1500.0));
    }
    return x;
  }

  /** The body of a blow swells behind its attack; a second attack must not mute it. */
  @Test
  void whatLiesBetweenTwoBlowsIsLeftAlone() {
    for (int later = 900; later <= 2400; later += 100) {
      float[] noise = Signals.noise(later, 20_000);
      float[] sound = new float[48_000];
      for (int i = 0; i < noise.length; i++) {
        double swell = Math.min(1, i / 2500.0);
        double body = swell * swell * Math.exp(-i / 8000.0) * Math.sin(0.05 * i);
        double burst = 0.5 * noise[i] * Math.exp(-i / 150.0);
        sound[15_000 + i] += (float) (0.1 * burst + 2 * body);
        sound[15_000 + later + i] += (float) (3 * burst);
      }
      AttackGate gate = new AttackGate(STFT);
      gate.find(STFT.magnitudes(sound));
      float[] shifted = new float[sound.length + 2 * STFT.offset()];
      System.arraycopy(sound, 0, shifted, STFT.offset(), sound.length);
      float[] gated = shifted.clone();
      gate.apply(gated);
      int from = 15_300 + STFT.offset();
      int to = 15_000 + later - 50 + STFT.offset();
      double was = Signals.energy(Arrays.copyOfRange(shifted, from, to));
      double is = Signals.energy(Arrays.copyOfRange(gated, from, to));
      assertTrue(is > 0.9 * was, later + " samples later: " + is / was);
    }
  }
}
