package dev.foley.internal.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.stage.Coverage;
import dev.foley.stage.FeatureMap;
import dev.foley.stage.Latents;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.TextCondition;
import dev.foley.stage.VisualFeatures;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A window of 20 latents with known ones on both sides of a gap. */
class KnownLatentsTest {
  private static final int WINDOW = 20;
  private static final int EDGE = 2;

  private static Latents constant(int count, float value) {
    float[] values = new float[2 * count];
    Arrays.fill(values, value);
    return new Latents(count, 2, values);
  }

  private static SynthesisTask task(Latents known, Latents following, int from) {
    FeatureMap map = new FeatureMap(1, 1, new float[1]);
    SynthesisTask.WeightedText text =
        new SynthesisTask.WeightedText(
            new TextCondition(map, map, Coverage.FULL), new float[WINDOW]);
    return new SynthesisTask(
        0,
        new VisualFeatures(map, map),
        List.of(text),
        new SynthesisTask.Sampling(1, 1, 0),
        known,
        following,
        from);
  }

  private static float[] imposed(float sigma, float noise, float free) {
    float[] all = new float[2 * WINDOW];
    Arrays.fill(all, noise);
    KnownLatents known = new KnownLatents(task(constant(6, 1), constant(5, 3), 10), all, 2, EDGE);
    float[] x = new float[2 * WINDOW];
    Arrays.fill(x, free);
    known.impose(sigma, x);
    return x;
  }

  @Test
  void bothSidesStandAndGiveWayTowardsTheGap() {
    float[] x = imposed(0, 7, 0);
    float[] expected = {1, 1, 1, 1, 2 / 3f, 1 / 3f, 0, 0, 0, 0, 1, 2, 3, 3, 3, 0, 0, 0, 0, 0};
    for (int i = 0; i < WINDOW; i++) {
      assertEquals(expected[i], x[2 * i], 1e-6, "latent " + i);
      assertEquals(x[2 * i], x[2 * i + 1]);
    }
  }

  @Test
  void theyComeWithTheirOwnNoise() {
    float[] x = imposed(0.25f, 8, 5);
    assertEquals(0.75f * 1 + 0.25f * 8, x[0], 1e-6);
    assertEquals(0.75f * 3 + 0.25f * 8, x[2 * 13], 1e-6);
    assertEquals(5, x[2 * 8], "what is free is left alone");
    assertEquals(5, x[2 * 17], "and so is what lies behind");
  }

  @Test
  void nothingKnownChangesNothing() {
    float[] x = new float[2 * WINDOW];
    new KnownLatents(task(constant(0, 0), constant(0, 0), 0), new float[2 * WINDOW], 2, EDGE)
        .impose(0.5f, x);
    assertArrayEquals(new float[2 * WINDOW], x);
  }

  @Test
  void overlappingSidesAreRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> task(constant(6, 1), constant(5, 3), 5));
    assertTrue(refused.getMessage().contains("before the end of the 6"), refused.getMessage());
  }
}
