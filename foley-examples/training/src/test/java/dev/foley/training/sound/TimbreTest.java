package dev.foley.training.sound;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What ears expect of materials and weather, as medians over takes. */
class TimbreTest {
  private static final int TAKES = 11;

  private static double median(SoundFamily family, ToDoubleFunction<float[]> measure) {
    double[] values = new double[TAKES];
    for (int seed = 0; seed < TAKES; seed++) {
      List<SoundEvent> one = List.of(new SoundEvent(0.1, 0.9));
      values[seed] =
          measure.applyAsDouble(SoundSynth.render(family, one, List.of(), 3, 100 + seed));
    }
    Arrays.sort(values);
    return values[TAKES / 2];
  }

  private static double decay(SoundFamily family) {
    return median(family, sound -> Measures.decay(sound, 0.1));
  }

  private static double centroid(SoundFamily family) {
    return median(family, Measures::centroid);
  }

  @Test
  void metalRingsLongestAndStoneShortest() {
    assertTrue(decay(SoundFamily.METAL) > 0.3);
    assertTrue(decay(SoundFamily.METAL) > 3 * decay(SoundFamily.GLASS));
    assertTrue(decay(SoundFamily.GLASS) > decay(SoundFamily.WOOD));
    assertTrue(decay(SoundFamily.WOOD) > decay(SoundFamily.STONE));
    assertTrue(decay(SoundFamily.WOOD) > 0.03 && decay(SoundFamily.WOOD) < 0.2);
  }

  @Test
  void brightnessFollowsTheMaterial() {
    assertTrue(centroid(SoundFamily.GLASS) > centroid(SoundFamily.METAL));
    assertTrue(centroid(SoundFamily.METAL) > 2 * centroid(SoundFamily.WOOD));
    assertTrue(centroid(SoundFamily.WOOD) > centroid(SoundFamily.SOFT));
    assertTrue(centroid(SoundFamily.RAIN) > centroid(SoundFamily.WOOD));
    assertTrue(centroid(SoundFamily.SOFT) > centroid(SoundFamily.THUNDER));
    assertTrue(centroid(SoundFamily.STEPS_LEAVES) > centroid(SoundFamily.STEPS_WOOD));
  }

  @Test
  void weatherHasItsBands() {
    assertTrue(median(SoundFamily.THUNDER, x -> Measures.share(x, 20, 200)) > 0.9);
    assertTrue(median(SoundFamily.RAIN, x -> Measures.share(x, 1000, 12000)) > 0.8);
    assertTrue(median(SoundFamily.WIND, x -> Measures.share(x, 50, 2000)) > 0.8);
    assertTrue(median(SoundFamily.METAL_SCRAPE, x -> Measures.share(x, 2500, 11000)) > 0.8);
    assertTrue(median(SoundFamily.OWL, x -> Measures.share(x, 250, 650)) > 0.8);
    assertTrue(median(SoundFamily.INSECTS, x -> Measures.share(x, 2800, 6500)) > 0.9);
  }

  @Test
  void rainIsNoisyAndMetalTonal() {
    double rain = median(SoundFamily.RAIN, x -> Measures.flatness(x, 1000, 10000));
    double metal = median(SoundFamily.METAL, x -> Measures.flatness(x, 1000, 10000));
    assertTrue(rain > 0.3);
    assertTrue(metal < 0.1 * rain);
  }

  /** In a steady bed no 50 ms stands out from its neighbours the way an impact does (by 15 dB). */
  @Test
  void steadyBedsHaveNoIsolatedOnsets() {
    List<SoundFamily> steady =
        List.of(
            SoundFamily.RAIN,
            SoundFamily.THUNDER,
            SoundFamily.WIND,
            SoundFamily.LEAVES,
            SoundFamily.SEA,
            SoundFamily.ENGINE,
            SoundFamily.ROOM,
            SoundFamily.WHOOSH);
    for (SoundFamily family : steady) {
      assertTrue(median(family, TimbreTest::steepestRise) < 15, family.name());
    }
  }

  /** Largest rise in dB from one 50 ms block to the next among audible blocks. */
  private static double steepestRise(float[] sound) {
    int block = SoundSynth.SAMPLE_RATE / 20;
    double[] db = new double[sound.length / block];
    double top = -200;
    for (int b = 0; b < db.length; b++) {
      float[] part = Arrays.copyOfRange(sound, b * block, (b + 1) * block);
      db[b] = 20 * Math.log10(Measures.rms(part) + 1e-7);
      top = Math.max(top, db[b]);
    }
    double steepest = 0;
    for (int b = 1; b < db.length; b++) {
      double floor = Math.max(db[b - 1], top - 30);
      steepest = Math.max(steepest, db[b] - floor);
    }
    return steepest;
  }
}
