package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class OverlapAddTest {
  @Test
  void lawsKeepGainAndPower() {
    for (int i = 0; i <= 10; i++) {
      float x = i / 10f;
      float gain = Crossfade.EQUAL_GAIN.gain(x);
      assertEquals(1, gain + Crossfade.EQUAL_GAIN.gain(1 - x), 1e-6);
      float in = Crossfade.EQUAL_POWER.gain(x);
      float out = Crossfade.EQUAL_POWER.gain(1 - x);
      assertEquals(1, in * in + out * out, 1e-6);
    }
    assertEquals(0, Crossfade.EQUAL_GAIN.gain(0));
    assertEquals(1, Crossfade.EQUAL_POWER.gain(1), 1e-6);
  }

  @Test
  void weightedBlocksAddUp() {
    OverlapAdd adder = new OverlapAdd(new float[] {1, 2, 3, 4}, 1);
    float[] ones = {1, 1, 1, 1};
    float[] out = new float[4];
    float[] expected = {1, 3, 6, 10, 10, 10};
    for (float e : expected) {
      adder.add(ones, out);
      assertEquals(e, out[0]);
    }
    assertEquals(3, adder.finish(out));
    assertEquals(9, out[0]);
    assertEquals(7, out[1]);
    assertEquals(4, out[2]);
  }

  @Test
  void refusesWrongArguments() {
    assertThrows(IllegalArgumentException.class, () -> new OverlapAdd(new float[4], 5));
    assertThrows(
        IllegalArgumentException.class, () -> OverlapAdd.crossfading(8, 5, Crossfade.EQUAL_GAIN));
  }
}
