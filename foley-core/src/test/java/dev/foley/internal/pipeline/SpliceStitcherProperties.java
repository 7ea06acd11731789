package dev.foley.internal.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foley.stage.Stitcher.StitchStream;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Stationary in, stationary out; no sample more or less, however windows lie. */
class SpliceStitcherProperties {
  private static final int WINDOW = 4000;

  /** Windows that go on from each other join to the very same signal. */
  @Property(tries = 60)
  void windowsOfOneSignalGiveThatSignal(
      @ForAll @IntRange(min = 1, max = WINDOW) int stride,
      @ForAll @IntRange(min = 1, max = 3000) int fade,
      @ForAll @IntRange(min = 1, max = 12) int windows,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] signal = new float[(windows - 1) * stride + WINDOW];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = (float) random.nextGaussian();
    }
    float[] joined = new float[0];
    StitchStream stream = new SpliceStitcher(fade).open();
    for (int w = 0; w < windows; w++) {
      int start = w * stride;
      float[] window = Arrays.copyOfRange(signal, start, start + WINDOW);
      joined = join(joined, stream.add(start, window, start + stride));
    }
    joined = join(joined, stream.pending((long) windows * stride));
    assertArrayEquals(signal, joined, 1e-5f);
  }

  /** Windows that agree in part, or not at all, keep their power across the seams. */
  @Property(tries = 40)
  void powerStaysTheSameWhateverTheCorrelation(
      @ForAll @IntRange(min = 200, max = 2000) int overlap,
      @ForAll @DoubleRange(min = 0, max = 1) double correlation,
      @ForAll long seed) {
    Random random = new Random(seed);
    int fade = 200;
    int stride = WINDOW - overlap;
    int windows = 60;
    StitchStream stream = new SpliceStitcher(fade).open();
    float[] joined = new float[0];
    double[] power = new double[2];
    float[] common = new float[overlap];
    for (int w = 0; w < windows; w++) {
      float[] window = new float[WINDOW];
      for (int i = 0; i < WINDOW; i++) {
        window[i] = (float) random.nextGaussian();
      }
      for (int i = 0; i < overlap; i++) {
        double own = Math.sqrt(1 - correlation * correlation) * window[i];
        window[i] = (float) (w == 0 ? window[i] : correlation * common[i] + own);
      }
      common = Arrays.copyOfRange(window, stride, WINDOW);
      joined = join(joined, stream.add((long) w * stride, window, (long) (w + 1) * stride));
      long seam = stream.lastSeam();
      if (w > 0) {
        float[] around = join(joined, stream.pending((long) (w + 1) * stride));
        for (int i = -fade / 2; i < fade / 2; i++) {
          float x = around[(int) seam + i];
          power[0] += x * x;
          power[1]++;
        }
      }
    }
    assertEquals((long) windows * stride, joined.length);
    // The place of a seam is where the sound happens to be quiet: a little below the mean.
    assertEquals(0, 10 * Math.log10(power[0] / power[1]), 1);
  }

  private static float[] join(float[] a, float[] b) {
    float[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }
}
