package dev.foley.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyAudio;
import dev.foley.FoleyGenerator;
import dev.foley.dsp.Stft;
import dev.foley.dsp.Window;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The embedded model on a bundled clip: words decide what is heard, pictures when. */
class PromptSoundTest {
  private static final Path STEPS = Path.of("samples/footsteps-wood.mp4");
  private static final int SIZE = 2048;

  private static FoleyGenerator foley;
  private static FoleyAudio wood;
  private static FoleyAudio metal;
  private static FoleyAudio thunder;
  private static FoleyAudio rain;

  @BeforeAll
  static void generate() {
    foley = FoleyGenerator.create();
    wood = sound("footsteps on a wooden floor");
    metal = sound("a hammer hits metal");
    thunder = sound("distant thunderstorm");
    rain = sound("heavy rain");
  }

  @AfterAll
  static void close() {
    foley.close();
  }

  private static FoleyAudio sound(String prompt) {
    return foley.video(STEPS).prompt(prompt).seed(7).generate();
  }

  @Test
  void metalIsBrighterThanWoodAndWoodThanThunder() {
    double bright = centroid(metal);
    double middle = centroid(wood);
    double dark = centroid(thunder);
    assertTrue(bright > 1.2 * middle, "metal " + bright + " Hz, wood " + middle + " Hz");
    assertTrue(middle > 1.2 * dark, "wood " + middle + " Hz, thunder " + dark + " Hz");
  }

  @Test
  void metalRingsOnWhereWoodIsSilentAndRainIsSteady() {
    double blows = unevenness(wood);
    double ringing = unevenness(metal);
    double steady = unevenness(rain);
    assertTrue(blows > ringing + 10, "wood " + blows + " dB, metal " + ringing + " dB");
    assertTrue(ringing > steady + 10, "metal " + ringing + " dB, rain " + steady + " dB");
  }

  @Test
  void rainIsNoisierThanBlowsAndThunderRumbles() {
    double hiss = flatness(rain);
    double blows = flatness(wood);
    double rumble = flatness(thunder);
    assertTrue(hiss > blows + 2, "rain " + hiss + " dB, wood " + blows + " dB");
    assertTrue(blows > rumble + 10, "wood " + blows + " dB, thunder " + rumble + " dB");
  }

  @Test
  void theSameSeedGivesTheSameSamples() {
    assertArrayEquals(wood.samples()[0], sound("footsteps on a wooden floor").samples()[0], 0f);
  }

  @Test
  void stepsAreHeardWhereTheyAreSeen() {
    List<Double> seen = wood.report().events().stream().map(m -> m.time()).toList();
    List<Double> heard = wood.report().onsets().stream().map(m -> m.time()).toList();
    assertEquals(seen.size(), heard.size(), "seen " + seen + ", heard " + heard);
    for (int i = 0; i < seen.size(); i++) {
      assertEquals(seen.get(i), heard.get(i), 0.03);
    }
  }

  /** Mean frequency in Hz, weighted by power. */
  private static double centroid(FoleyAudio audio) {
    double weighted = 0;
    double total = 0;
    for (float[] frame : spectrum(audio)) {
      for (int k = 1; k < frame.length; k++) {
        double power = (double) frame[k] * frame[k];
        weighted += k * power;
        total += power;
      }
    }
    return weighted / total * audio.format().sampleRate() / SIZE;
  }

  /** How far the 95th percentile of the level lies above its median, in dB, at most 100. */
  private static double unevenness(FoleyAudio audio) {
    double[] levels = levels(spectrum(audio));
    Arrays.sort(levels);
    return Math.min(100, levels[(int) (0.95 * levels.length)] - levels[levels.length / 2]);
  }

  /**
   * Spectral flatness from 200 Hz to 16 kHz in dB, 0 for white noise: mean over the frames that are
   * at most 30 dB below the loudest.
   */
  private static double flatness(FoleyAudio audio) {
    float[][] frames = spectrum(audio);
    double[] levels = levels(frames);
    double least = Arrays.stream(levels).max().orElseThrow() - 30;
    int from = 200 * SIZE / audio.format().sampleRate();
    int to = 16_000 * SIZE / audio.format().sampleRate();
    double sum = 0;
    int loud = 0;
    for (int t = 0; t < frames.length; t++) {
      if (levels[t] < least) {
        continue;
      }
      double logs = 0;
      double powers = 0;
      for (int k = from; k < to; k++) {
        double power = (double) frames[t][k] * frames[t][k] + 1e-14;
        logs += Math.log10(power);
        powers += power;
      }
      sum += 10 * (logs / (to - from) - Math.log10(powers / (to - from)));
      loud++;
    }
    return sum / loud;
  }

  /** Power of each frame in dB. */
  private static double[] levels(float[][] frames) {
    double[] levels = new double[frames.length];
    for (int t = 0; t < frames.length; t++) {
      double power = 0;
      for (float magnitude : frames[t]) {
        power += (double) magnitude * magnitude;
      }
      levels[t] = 10 * Math.log10(power + 1e-12);
    }
    return levels;
  }

  private static float[][] spectrum(FoleyAudio audio) {
    Window window = Window.HANN;
    return new Stft(window.periodic(SIZE), SIZE / 4, SIZE, Stft.Alignment.HOP)
        .magnitudes(audio.samples()[0]);
  }
}
