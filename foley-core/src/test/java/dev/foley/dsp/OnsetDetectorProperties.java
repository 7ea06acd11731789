package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class OnsetDetectorProperties {
  @Property(tries = 30)
  void blocksDoNotChangeTheResult(
      @ForAll @IntRange(min = 0, max = 1000) int seed,
      @ForAll @IntRange(min = 1, max = 30_000) int maxBlock) {
    float[] samples = ImpactScenes.impacts(seed, 3, 8, 0.1, 20).samples();
    List<Onset> whole = OnsetDetector.detect(samples, ImpactScenes.RATE);
    OnsetDetector detector = new OnsetDetector(ImpactScenes.RATE);
    SplittableRandom random = new SplittableRandom(seed);
    // The second run shows that finish leaves nothing behind.
    for (int run = 0; run < 2; run++) {
      List<Onset> pieces = new ArrayList<>();
      for (int from = 0; from < samples.length; ) {
        int count = Math.min(samples.length - from, 1 + random.nextInt(maxBlock));
        detector.process(samples, from, count, pieces::add);
        from += count;
      }
      detector.finish(pieces::add);
      assertEquals(whole, pieces);
    }
  }

  @Property(tries = 20)
  void polarityDoesNotMatter(@ForAll @IntRange(min = 0, max = 1000) int seed) {
    float[] samples = ImpactScenes.impacts(seed, 3, 8, 0.1, 20).samples();
    float[] inverted = new float[samples.length];
    for (int i = 0; i < samples.length; i++) {
      inverted[i] = -samples[i];
    }
    assertEquals(
        OnsetDetector.detect(samples, ImpactScenes.RATE),
        OnsetDetector.detect(inverted, ImpactScenes.RATE));
  }

  /** Well above the silence limit neither how many there are nor when depends on the volume. */
  @Property(tries = 20)
  void volumeMovesNothing(
      @ForAll @IntRange(min = 0, max = 1000) int seed,
      @ForAll @DoubleRange(min = 0.25, max = 1) double gain) {
    float[] samples = ImpactScenes.impacts(seed, 3, 6, 0.2, 6).samples();
    float[] noise = ImpactScenes.atLevel(ImpactScenes.white(seed, samples.length), -45);
    samples = ImpactScenes.sum(samples, noise, 1);
    float[] quiet = new float[samples.length];
    for (int i = 0; i < samples.length; i++) {
      quiet[i] = (float) (gain * samples[i]);
    }
    List<Onset> loud = OnsetDetector.detect(samples, ImpactScenes.RATE);
    List<Onset> soft = OnsetDetector.detect(quiet, ImpactScenes.RATE);
    assertEquals(loud.size(), soft.size());
    for (int i = 0; i < loud.size(); i++) {
      assertEquals(loud.get(i).timeSeconds(), soft.get(i).timeSeconds(), 1e-3);
    }
  }
}
