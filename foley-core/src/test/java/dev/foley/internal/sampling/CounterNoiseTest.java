package dev.foley.internal.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CounterNoiseTest {
  /** Known answers published with the generator (Random123, kat_vectors). */
  @Test
  void philoxGivesThePublishedAnswers() {
    check(new int[] {0, 0, 0, 0}, 0, 0, new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    check(
        new int[] {-1, -1, -1, -1},
        -1,
        -1,
        new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    check(
        new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
        0xa4093822,
        0x299f31d0,
        new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
  }

  private static void check(int[] counter, int key0, int key1, int[] expected) {
    int[] block = counter.clone();
    CounterNoise.philox(block, key0, key1);
    assertArrayEquals(expected, block);
  }

  @Test
  void noiseDoesNotDependOnTheCut() {
    float[] whole = new float[50 * 7];
    CounterNoise.fill(-3, 1L << 33, 50, 7, whole);
    float[] part = new float[20 * 7];
    CounterNoise.fill(-3, (1L << 33) + 11, 20, 7, part);
    assertArrayEquals(Arrays.copyOfRange(whole, 11 * 7, 31 * 7), part);
    float[] wider = new float[50 * 10];
    CounterNoise.fill(-3, 1L << 33, 50, 10, wider);
    for (int f = 0; f < 50; f++) {
      assertArrayEquals(
          Arrays.copyOfRange(whole, f * 7, f * 7 + 7),
          Arrays.copyOfRange(wider, f * 10, f * 10 + 7));
    }
  }

  @Test
  void seedsFramesAndChannelsAreIndependent() {
    int n = 200_000;
    float[] a = new float[n];
    float[] b = new float[n];
    CounterNoise.fill(1, 0, n / 8, 8, a);
    CounterNoise.fill(1L << 32, 0, n / 8, 8, b);
    assertNotEquals(a[0], b[0]);
    // Standard errors are 1/sqrt(n) = 0.0022 and the like; five of them.
    assertEquals(0, moment(a, a, 0, 1), 0.012);
    assertEquals(1, moment(a, a, 0, 2), 0.016);
    assertEquals(3, moment(a, a, 0, 4), 0.11);
    assertEquals(0, moment(a, b, 0, 0), 0.012);
    for (int lag : new int[] {1, 2, 4, 8, 16}) {
      assertEquals(0, moment(a, a, lag, 0), 0.012, "lag " + lag);
    }
    double beyondTwo = 0;
    for (float value : a) {
      beyondTwo += Math.abs(value) > 2 ? 1.0 / n : 0;
    }
    assertEquals(0.0455, beyondTwo, 0.0024);
  }

  /** Mean of a^power, or of a times the lagged b for power 0. */
  private static double moment(float[] a, float[] b, int lag, int power) {
    double sum = 0;
    for (int i = lag; i < a.length; i++) {
      sum += power == 0 ? a[i] * b[i - lag] : Math.pow(a[i], power);
    }
    return sum / (a.length - lag);
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> CounterNoise.fill(0, -1, 1, 1, new float[1]));
    assertThrows(IllegalArgumentException.class, () -> CounterNoise.fill(0, 0, 2, 2, new float[3]));
  }
}
