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
    float[][] frames = spectrum(audio);
    double[] levels = new double[frames.length];
    for (int t = 0; t < frames.length; t++) {
      double power = 0;
      for (float magnitude : frames[t]) {
        power += (double) magnitude * magnitude;
      }
      levels[t] = 10 * Math.log10(power + 1e-12);
    }
    Arrays.sort(levels);
    return Math.min(100, levels[(int) (0.95 * levels.length)] - levels[levels.length / 2]);
  }

  private static float[][] spectrum(FoleyAudio audio) {
    Window window = Window.HANN;
    return new Stft(window.periodic(SIZE), SIZE / 4, SIZE, Stft.Alignment.HOP)
        .magnitudes(audio.samples()[0]);
  }
}
