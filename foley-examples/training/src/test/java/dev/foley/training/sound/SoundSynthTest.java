package dev.foley.training.sound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SoundSynthTest {
  private static final int RATE = SoundSynth.SAMPLE_RATE;
  private static final List<SoundEvent> EVENTS =
      List.of(new SoundEvent(0.25, 1), new SoundEvent(1.5, 0.5));

  private static float[] render(SoundFamily family, double seconds, long seed) {
    return SoundSynth.render(family, EVENTS, List.of(), seconds, seed);
  }

  @ParameterizedTest
  @EnumSource(SoundFamily.class)
  void sameSeedGivesTheSameSamples(SoundFamily family) {
    float[] first = render(family, 2, 5);
    assertArrayEquals(first, render(family, 2, 5));
    assertFalse(Arrays.equals(first, render(family, 2, 6)));
  }

  @ParameterizedTest
  @EnumSource(SoundFamily.class)
  void samplesAreFiniteAndWithinRange(SoundFamily family) {
    for (long seed = 0; seed < 4; seed++) {
      float[] sound = render(family, 2.5, seed);
      assertEquals(120000, sound.length);
      for (float v : sound) {
        assertTrue(Math.abs(v) <= 0.95f, family + " has the sample " + v);
      }
    }
  }

  /** Strength 1 peaks at -6 dBFS; the quietest family lies 5 dB lower and takes vary by 1 dB. */
  @ParameterizedTest
  @EnumSource(SoundFamily.class)
  void fullBlowsPeakNearMinusSixDecibels(SoundFamily family) {
    if (family.eventDriven()) {
      for (long seed = 0; seed < 4; seed++) {
        float[] sound =
            SoundSynth.render(family, List.of(new SoundEvent(0.1, 1)), List.of(), 1, seed);
        double db = 20 * Math.log10(SoundSynth.peak(sound));
        assertTrue(db < -5.9 && db > -13, family + " peaks at " + db);
      }
    }
  }

  /**
   * Nothing sounds before an event, and within 2 ms after it the level has passed a twentieth (-26
   * dB) of the event's peak, well above any audible onset threshold.
   */
  @ParameterizedTest
  @EnumSource(SoundFamily.class)
  void attacksStartAtTheGivenTime(SoundFamily family) {
    if (family.eventDriven()) {
      int at = (int) Math.round(0.4 * RATE);
      for (long seed = 0; seed < 8; seed++) {
        double strength = 0.25 + 0.1 * seed;
        List<SoundEvent> one = List.of(new SoundEvent(0.4, strength));
        float[] sound = SoundSynth.render(family, one, List.of(), 1.5, seed);
        assertEquals(0, SoundSynth.peak(Arrays.copyOf(sound, at)));
        double early = SoundSynth.peak(Arrays.copyOfRange(sound, at, at + 2 * RATE / 1000));
        assertTrue(early > 0.05 * SoundSynth.peak(sound), family + " starts late, seed " + seed);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SoundFamily.class)
  void eventFamiliesAreSilentWithoutEvents(SoundFamily family) {
    float[] sound = SoundSynth.render(family, List.of(), List.of(), 3, 3);
    if (family.eventDriven()) {
      assertEquals(0, SoundSynth.peak(sound));
    } else {
      assertTrue(SoundSynth.peak(sound) > 0.001, family + " is silent");
    }
  }

  /** -30 to -18 dBFS as asked; a room tone is quieter by nature. */
  @Test
  void steadyBedsKeepTheirLevel() {
    for (SoundFamily family :
        List.of(
            SoundFamily.RAIN,
            SoundFamily.WIND,
            SoundFamily.LEAVES,
            SoundFamily.STREAM,
            SoundFamily.ENGINE,
            SoundFamily.FIRE,
            SoundFamily.CROWD)) {
      for (long seed = 0; seed < 6; seed++) {
        double db = 20 * Math.log10(Measures.rms(render(family, 4, seed)));
        assertTrue(db > -31 && db < -18, family + " has " + db + " dBFS");
      }
    }
  }

  @Test
  void strongerBlowsAreLouder() {
    double last = 0;
    for (double strength : new double[] {0.1, 0.4, 0.7, 1}) {
      List<SoundEvent> one = List.of(new SoundEvent(0.1, strength));
      double peak = SoundSynth.peak(SoundSynth.render(SoundFamily.WOOD, one, List.of(), 1, 9));
      assertTrue(peak > last);
      last = peak;
    }
  }

  @Test
  void scrapingFollowsTheGivenIntervals() {
    List<Interval> strokes = List.of(new Interval(0.5, 0.9));
    float[] sound = SoundSynth.render(SoundFamily.METAL_SCRAPE, List.of(), strokes, 2, 1);
    assertEquals(0, SoundSynth.peak(Arrays.copyOf(sound, RATE / 2)));
    assertEquals(0, SoundSynth.peak(Arrays.copyOfRange(sound, 9 * RATE / 10 + 1, 2 * RATE)));
    assertTrue(SoundSynth.peak(sound) > 0.05);
  }
}
