package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnsetDetectorTest {
  private static final int RATE = ImpactScenes.RATE;
  private static final double TOLERANCE_SECONDS = 0.020;
  private static final int SEEDS = 3;

  /**
   * Impacts whose peaks lie between -3 and -23 dB, over noise of a given level (mean square). Each
   * scene has 25 of them within 10 s.
   */
  @ParameterizedTest
  @CsvSource({"silence, 0", "rain, -45", "pink, -45", "rumble, -20", "wind, -40"})
  void findsImpacts(String background, double level) {
    int hits = 0;
    int found = 0;
    int wanted = 0;
    List<Double> errors = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      ImpactScenes.Scene scene = ImpactScenes.impacts(1000 + seed, 10, 25, 0.12, 20);
      float[] samples = scene.samples();
      if (!background.equals("silence")) {
        float[] noise = ImpactScenes.atLevel(noise(background, seed, samples.length), level);
        samples = ImpactScenes.sum(samples, noise, 1);
      }
      List<Onset> onsets = OnsetDetector.detect(samples, RATE);
      found += onsets.size();
      wanted += scene.truth().length;
      hits += match(scene.truth(), onsets, errors);
    }
    double f1 = 2.0 * hits / (found + wanted);
    assertTrue(f1 >= 0.95, "F1 " + f1 + " with " + hits + " hits, " + found + " found");
    Collections.sort(errors);
    double median = errors.get(errors.size() / 2);
    assertTrue(median <= 0.002, "median absolute error " + median);
  }

  @ParameterizedTest
  @ValueSource(strings = {"white", "pink", "brown", "rain", "rumble", "wind", "gusts"})
  void staysSilentInSteadyOrSlowlyChangingNoise(String background) {
    for (int seed = 0; seed < SEEDS; seed++) {
      float[] noise = ImpactScenes.atLevel(noise(background, seed, 10 * RATE), -20);
      assertEquals(List.of(), OnsetDetector.detect(noise, RATE), "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"white", "pink", "rumble", "tones"})
  void staysSilentInSwells(String sound) {
    for (double seconds : new double[] {0.15, 0.3, 1}) {
      for (boolean linear : new boolean[] {true, false}) {
        float[] swell = ImpactScenes.atLevel(noise(sound, 3, 3 * RATE), -15);
        for (int i = 0; i < swell.length; i++) {
          double u = Math.max(0, Math.min(1, (i / (double) RATE - 0.5) / seconds));
          // Otherwise 60 dB at a constant pace.
          double gain = linear ? u : u == 0 ? 0 : Math.pow(10, -3 * (1 - u));
          swell[i] *= (float) gain;
        }
        assertEquals(List.of(), OnsetDetector.detect(swell, RATE), seconds + " s, " + linear);
      }
    }
  }

  @Test
  void staysSilentInVibratoAndBeats() {
    float[] vibrato = new float[4 * RATE];
    float[] beats = new float[4 * RATE];
    for (int i = 0; i < vibrato.length; i++) {
      double t = i / (double) RATE;
      double fade = Math.min(1, t);
      for (int partial = 1; partial <= 8; partial++) {
        // Five times a second by half a tone, as a singer does at most.
        double phase = 2 * Math.PI * 300 * t + 1.7 * Math.sin(2 * Math.PI * 5 * t);
        vibrato[i] += (float) (0.1 * fade * Math.sin(partial * phase));
      }
      beats[i] =
          (float)
              (0.2 * fade * (Math.sin(2 * Math.PI * 700 * t) + Math.sin(2 * Math.PI * 706 * t)));
    }
    assertEquals(List.of(), OnsetDetector.detect(vibrato, RATE));
    assertEquals(List.of(), OnsetDetector.detect(beats, RATE));
  }

  @Test
  void aClickIsPlacedToTheMillisecondWhateverItsPlaceInTheGrid() {
    for (int shift = 0; shift < 240; shift += 17) {
      float[] samples = new float[RATE];
      int at = 24_000 + shift;
      samples[at] = 0.5f;
      samples[at + 1] = -0.5f;
      List<Onset> onsets = OnsetDetector.detect(samples, RATE);
      assertEquals(1, onsets.size());
      assertEquals(at / (double) RATE, onsets.get(0).timeSeconds(), 0.001);
    }
  }

  @Test
  void aClickInAMuchLouderRumbleIsPlacedWell() {
    for (int seed = 0; seed < SEEDS; seed++) {
      float[] samples = ImpactScenes.atLevel(ImpactScenes.rumble(seed, 2 * RATE), -15);
      float[] click = ImpactScenes.white(seed, 1000);
      for (int i = 0; i < click.length; i++) {
        click[i] *= (float) (0.05 * Math.exp(-i / 200.0));
      }
      ImpactScenes.add(samples, 1.2345, 1, click);
      List<Onset> onsets = OnsetDetector.detect(samples, RATE);
      assertEquals(1, onsets.size(), "seed " + seed);
      assertEquals(1.2345, onsets.get(0).timeSeconds(), 0.002);
    }
  }

  /** A drum is heard through rain although only one or two bands feel it. */
  @Test
  void aLowThumpInRainIsFoundByItsBandAlone() {
    float[] samples = ImpactScenes.atLevel(ImpactScenes.rain(1, 2 * RATE), -26);
    float[] thump = new float[RATE / 3];
    for (int i = 0; i < thump.length; i++) {
      double t = i / (double) RATE;
      double gain = 0.5 * Math.min(1, t / 0.004) * Math.exp(-t / 0.07);
      thump[i] = (float) (gain * Math.sin(2 * Math.PI * 90 * t));
    }
    ImpactScenes.add(samples, 1, 1, thump);
    List<Onset> onsets = OnsetDetector.detect(samples, RATE);
    assertEquals(1, onsets.size());
    assertEquals(1, onsets.get(0).timeSeconds(), 0.01);
  }

  @Test
  void strengthFollowsTheLevel() {
    double last = 0;
    for (double db : new double[] {-45, -35, -25, -15, -5}) {
      float[] samples = new float[RATE];
      float[] burst = ImpactScenes.atLevel(ImpactScenes.white(5, 4800), db);
      ImpactScenes.add(samples, 0.5, 1, burst);
      double strength = OnsetDetector.detect(samples, RATE).get(0).strength();
      assertTrue(strength > last, db + " dB gives " + strength);
      // The level of one 21 ms frame of noise is uncertain by about 1 dB, and peaks above the mean.
      assertEquals(1 + db / 60, strength, 3.0 / 60);
      last = strength;
    }
  }

  @Test
  void otherRatesWork() {
    for (int rate : new int[] {16_000, 22_050, 44_100, 96_000}) {
      float[] samples = new float[rate];
      for (int i = 0; i < rate / 10; i++) {
        samples[rate / 2 + i] =
            (float) (0.5 * Math.exp(-i / (0.02 * rate)) * Math.sin(2 * Math.PI * 900 * i / rate));
      }
      List<Onset> onsets = OnsetDetector.detect(samples, rate);
      assertEquals(1, onsets.size(), rate + " Hz");
      assertEquals(0.5, onsets.get(0).timeSeconds(), 0.002);
    }
  }

  @Test
  void signalsTooShortToJudgeHaveNoOnsets() {
    for (int length : new int[] {0, 1, 1023, 1024, 3000}) {
      assertEquals(List.of(), OnsetDetector.detect(new float[length], RATE));
    }
  }

  private static float[] noise(String kind, int seed, int length) {
    return switch (kind) {
      case "white" -> ImpactScenes.white(seed, length);
      case "pink" -> ImpactScenes.pink(seed, length);
      case "brown" -> ImpactScenes.lowPass(ImpactScenes.white(seed, length), 20);
      case "rain" -> ImpactScenes.rain(seed, length);
      case "rumble" -> ImpactScenes.rumble(seed, length);
      case "wind" -> ImpactScenes.wind(seed, length, 0.5);
      case "gusts" -> ImpactScenes.wind(seed, length, 1);
      case "tones" -> {
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
          double t = 2 * Math.PI * i / RATE;
          out[i] =
              (float) (Math.sin(440 * t) + 0.5 * Math.sin(1330 * t) + 0.3 * Math.sin(3100 * t));
        }
        yield out;
      }
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** Pairs each truth with the nearest free onset within the tolerance. */
  private static int match(double[] truth, List<Onset> onsets, List<Double> errors) {
    boolean[] taken = new boolean[onsets.size()];
    int hits = 0;
    for (double t : truth) {
      int best = -1;
      double bestError = TOLERANCE_SECONDS;
      for (int i = 0; i < taken.length; i++) {
        double error = Math.abs(onsets.get(i).timeSeconds() - t);
        if (!taken[i] && error <= bestError) {
          best = i;
          bestError = error;
        }
      }
      if (best >= 0) {
        taken[best] = true;
        hits++;
        errors.add(bestError);
      }
    }
    return hits;
  }
}
