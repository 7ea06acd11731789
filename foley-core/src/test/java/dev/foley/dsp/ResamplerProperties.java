package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ResamplerProperties {
  @Property(tries = 60)
  void blocksDoNotChangeABit(
      @ForAll @IntRange(min = 1, max = 6000) int inRate,
      @ForAll @IntRange(min = 1, max = 6000) int outRate,
      @ForAll @IntRange(min = 0, max = 9000) int length,
      @ForAll long seed) {
    // Keeps the output and the filter of extreme ratios small.
    int low = Math.max(1, inRate / 20);
    int rate = Math.max(low, Math.min(outRate, 20 * inRate));
    SplittableRandom random = new SplittableRandom(seed);
    float[] in = noise(random, length);
    float[] whole = Resampler.resample(in, inRate, rate);

    Resampler resampler = new Resampler(inRate, rate);
    assertEquals(Math.round((double) length * rate / inRate), whole.length);
    float[] pieces = new float[whole.length];
    float[] out = new float[0];
    int written = 0;
    for (int from = 0; from < length; ) {
      int count = Math.min(length - from, random.nextInt(700));
      out = Arrays.copyOf(out, Math.max(out.length, resampler.maxOutput(count)));
      int got = resampler.process(in, from, count, out, 0);
      System.arraycopy(out, 0, pieces, written, got);
      written += got;
      from += count;
    }
    out = new float[resampler.maxOutput(0)];
    int got = resampler.finish(out, 0);
    System.arraycopy(out, 0, pieces, written, got);
    assertEquals(whole.length, written + got);
    assertArrayEquals(whole, pieces);
  }

  @Property(tries = 30)
  void isLinear(@ForAll long seed, @ForAll @IntRange(min = 100, max = 2000) int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] a = noise(random, length);
    float[] b = noise(random, length);
    float[] sum = new float[length];
    for (int i = 0; i < length; i++) {
      sum[i] = 0.5f * a[i] - 0.25f * b[i];
    }
    float[] outA = Resampler.resample(a, 44_100, 48_000);
    float[] outB = Resampler.resample(b, 44_100, 48_000);
    float[] outSum = Resampler.resample(sum, 44_100, 48_000);
    for (int i = 0; i < outSum.length; i++) {
      // About 200 float products of magnitude at most one.
      assertEquals(0.5f * outA[i] - 0.25f * outB[i], outSum[i], 2e-6f);
    }
  }

  /** What is band-limited survives the way up and back. */
  @Property(tries = 20)
  void upAndBackIsTheSame(@ForAll @IntRange(min = 8001, max = 24_000) int upRate) {
    float[] in = new float[1600];
    for (int i = 0; i < in.length; i++) {
      // A burst of 1 kHz that is silent at both ends.
      double envelope = Math.exp(-Math.pow((i - 800) / 120.0, 2));
      in[i] = (float) (envelope * Math.sin(2 * Math.PI * 1000 * i / 8000.0));
    }
    float[] back = Resampler.resample(Resampler.resample(in, 8000, upRate), upRate, 8000);
    assertTrue(Math.abs(back.length - in.length) <= 1);
    for (int i = 0; i < Math.min(in.length, back.length); i++) {
      // Two passes of the design ripple (-112 dB, 2.5e-6) each, and as much again for floats.
      assertEquals(in[i], back[i], 2e-5f);
    }
  }

  private static float[] noise(SplittableRandom random, int length) {
    float[] out = new float[length];
    for (int i = 0; i < length; i++) {
      out[i] = (float) (2 * random.nextDouble() - 1);
    }
    return out;
  }
}
