package dev.foley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.audio.SampleFormat;
import dev.foley.dsp.SoundFaults;
import dev.foley.dsp.Stft;
import dev.foley.dsp.Window;
import dev.foley.fake.FakeModel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A loop's seam against all other places of the same sound, with the model that ships. */
class LoopTest {
  private static final int RATE = 48_000;
  private static final String PROMPT = "heavy rain on a tin roof";
  private static final int SEEDS = 4;

  /** An ordinary place ranks 0.5 on average, with a deviation of 0.15 over four sounds. */
  private static final double WORST_MEAN_RANK = 0.9;

  @Test
  void theSeamIsLikeAnyOtherPlace() {
    try (FoleyGenerator foley = FoleyGenerator.create()) {
      double[] looped = new double[4];
      double plain = 0;
      long clicks = 0;
      for (int seed = 0; seed < SEEDS; seed++) {
        FoleyRequest request =
            foley.silentDuration(Duration.ofMillis(3007)).prompt(PROMPT).seed(seed).steps(4);
        float[] loop = request.loop().generate().samples()[0];
        assertEquals(Math.round(3.007 * RATE), loop.length);
        looped[0] += rank(click(loop)) / SEEDS;
        looped[1] += rank(level(loop)) / SEEDS;
        looped[2] += rank(flux(loop)) / SEEDS;
        print("level step in dB", level(loop));
        print("spectral change", flux(loop));
        clicks += clicksAtTheWrap(loop);
        float[] other =
            request.loop().output(44_100, SampleFormat.PCM16, 1).generate().samples()[0];
        assertEquals(Math.round(3.007 * 44_100), other.length);
        looped[3] += rank(click(other)) / SEEDS;
        plain += rank(click(request.generate().samples()[0])) / SEEDS;
      }
      String all = "click, level, flux, click at 44.1 kHz: " + Arrays.toString(looped);
      for (double rank : looped) {
        assertTrue(rank <= WORST_MEAN_RANK, all);
      }
      assertEquals(0, clicks, "clicks at the wraps of all loops");
      assertTrue(plain > WORST_MEAN_RANK, "a sound that does not loop clicks there: " + plain);
    }
  }

  @Test
  void tooShortIsSaid() {
    try (FoleyGenerator foley = FoleyGenerator.builder().model(new FakeModel().open()).build()) {
      FoleyRequest request = foley.silentDuration(Duration.ofMillis(150)).loop();
      assertThrows(FoleyException.InvalidRequest.class, request::generate);
    }
  }

  /** Where the last of some numbers stands among the others: 0 the least, 1 greater than all. */
  private static double rank(double[] measures) {
    double seam = measures[measures.length - 1];
    double[] others = Arrays.copyOf(measures, measures.length - 1);
    return (double) Arrays.stream(others).filter(other -> other < seam).count() / others.length;
  }

  /** Clicks of two rounds that are not those of one round, twice. */
  private static long clicksAtTheWrap(float[] loop) {
    SoundFaults once = new SoundFaults(RATE);
    once.add(loop);
    SoundFaults twice = new SoundFaults(RATE);
    twice.add(loop);
    twice.add(loop);
    return twice.clicks() - 2 * once.clicks();
  }

  private static void print(String name, double[] measures) {
    double[] sorted = Arrays.copyOf(measures, measures.length - 1);
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%s: %.3f at the wrap, median %.3f, 95th percentile %.3f%n",
        name,
        measures[measures.length - 1],
        sorted[sorted.length / 2],
        sorted[sorted.length * 95 / 100]);
  }

  private static float at(float[] loop, int index) {
    return loop[Math.floorMod(index, loop.length)];
  }

  /** Greatest second difference within 1 ms, relative to the level around; the seam last. */
  private static double[] click(float[] loop) {
    int half = 48;
    int places = loop.length / (2 * half);
    double[] clicks = new double[places];
    for (int p = 0; p < places; p++) {
      int centre = (p + 1) * loop.length / places;
      double greatest = 0;
      double energy = 0;
      for (int i = centre - 10 * half; i < centre + 10 * half; i++) {
        double bend = at(loop, i - 1) - 2 * at(loop, i) + at(loop, i + 1);
        energy += bend * bend;
        if (Math.abs(i - centre) <= half) {
          greatest = Math.max(greatest, Math.abs(bend));
        }
      }
      clicks[p] = greatest / (Math.sqrt(energy / (20 * half)) + 1e-9);
    }
    return clicks;
  }

  /** Change of level from 100 ms before to 100 ms behind, in dB; the seam last. */
  private static double[] level(float[] loop) {
    int length = 4800;
    int places = loop.length / 960;
    double[] changes = new double[places];
    for (int p = 0; p < places; p++) {
      int centre = (p + 1) * loop.length / places;
      changes[p] =
          Math.abs(
              10
                  * Math.log10(
                      energy(loop, centre - length, length) / energy(loop, centre, length)));
    }
    return changes;
  }

  private static double energy(float[] loop, int from, int count) {
    double sum = 1e-9;
    for (int i = from; i < from + count; i++) {
      sum += at(loop, i) * at(loop, i);
    }
    return sum;
  }

  /** Change of the spectrum from 40 ms before to 40 ms behind; the seam last. */
  private static double[] flux(float[] loop) {
    int size = 2048;
    Stft stft = new Stft(Window.HANN.periodic(size), size, size, Stft.Alignment.HOP);
    int places = loop.length / 960;
    double[] changes = new double[places];
    for (int p = 0; p < places; p++) {
      int centre = (p + 1) * loop.length / places;
      float[] around = new float[2 * size];
      for (int i = 0; i < around.length; i++) {
        around[i] = at(loop, centre - size + i);
      }
      float[][] spectra = stft.magnitudes(around);
      double difference = 0;
      double sum = 1e-9;
      for (int k = 0; k < spectra[0].length; k++) {
        difference += Math.abs(spectra[1][k] - spectra[0][k]);
        sum += spectra[1][k] + spectra[0][k];
      }
      changes[p] = difference / sum;
    }
    return changes;
  }
}
