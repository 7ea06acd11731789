package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class OverlapAddProperties {
  @Property(tries = 100)
  void cuttingAndCrossfadingGivesTheSignalBack(
      @ForAll @IntRange(min = 2, max = 60) int length,
      @ForAll @IntRange(min = 0, max = 30) int wantedOverlap,
      @ForAll @IntRange(min = 1, max = 8) int blocks) {
    int overlap = Math.min(wantedOverlap, length / 2);
    OverlapAdd adder = OverlapAdd.crossfading(length, overlap, Crossfade.EQUAL_GAIN);
    float[] signal = Signals.noise(length, (blocks - 1) * adder.hop() + length);
    float[] result = new float[signal.length];
    float[] block = new float[length];
    float[] out = new float[length];
    for (int round = 0; round < 2; round++) {
      for (int b = 0; b < blocks; b++) {
        System.arraycopy(signal, b * adder.hop(), block, 0, length);
        adder.add(block, out);
        System.arraycopy(out, 0, result, b * adder.hop(), adder.hop());
      }
      int rest = adder.finish(out);
      System.arraycopy(out, 0, result, blocks * adder.hop(), rest);
      for (int i = 0; i < signal.length; i++) {
        assertEquals(signal[i], result[i], 1e-6, "sample " + i);
      }
    }
  }
}
