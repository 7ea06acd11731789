package dev.foley.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class DitherTest {
  private static final int COUNT = 200_000;

  @Test
  void noiseHasTheMomentsOfATriangle() {
    Dither dither = new Dither(3, 0);
    double sum = 0;
    double squares = 0;
    double lagged = 0;
    double last = 0;
    for (int i = 0; i < COUNT; i++) {
      double noise = dither.noise(i);
      sum += noise;
      squares += noise * noise;
      lagged += noise * last;
      last = noise;
    }
    // Five standard errors of each estimate: the noise has variance 1/6.
    assertEquals(0, sum / COUNT, 5 * Math.sqrt(1.0 / 6 / COUNT));
    assertEquals(1.0 / 6, squares / COUNT, 5 * Math.sqrt(7.0 / 180 / COUNT));
    assertEquals(0, lagged / COUNT, 5 / 6.0 / Math.sqrt(COUNT));
  }

  /** The point of dither: levels far below one step survive in the mean. */
  @Test
  void aTenthOfAStepSurvivesInTheMean() {
    Dither dither = new Dither(11, 1);
    double sum = 0;
    for (int i = 0; i < COUNT; i++) {
      sum += dither.toPcm16(0.1f / 32_768, i);
    }
    // Error power of dithered quantisation is 1/4 step squared; five standard errors.
    assertEquals(0.1, sum / COUNT, 5 * Math.sqrt(0.25 / COUNT));
  }

  @Test
  void clipsInsteadOfWrapping() {
    Dither dither = new Dither(0, 0);
    for (int i = 0; i < 100; i++) {
      assertEquals(Short.MAX_VALUE, dither.toPcm16(1.5f, i));
      assertEquals(Short.MIN_VALUE, dither.toPcm16(-1.5f, i));
    }
  }

  @Test
  void channelsAndSeedsDiffer() {
    assertNotEquals(new Dither(1, 0).noise(9), new Dither(1, 1).noise(9));
    assertNotEquals(new Dither(1, 0).noise(9), new Dither(2, 0).noise(9));
  }
}
