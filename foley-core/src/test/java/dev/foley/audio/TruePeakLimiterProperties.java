package dev.foley.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class TruePeakLimiterProperties {
  /** The law: nothing leaves above the ceiling, neither samples nor what lies between them. */
  @Property(tries = 100)
  void nothingLeavesAboveTheCeiling(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12_000) int frames,
      @ForAll @DoubleRange(min = -12, max = 0) double ceiling,
      @ForAll @DoubleRange(min = 0, max = 30) double excess,
      @ForAll @IntRange(min = 0, max = 4) int kind) {
    double peak = Math.pow(10, (ceiling + excess) / 20);
    float[] samples = signal(kind, seed, frames, peak);
    AudioBuffer limited = TruePeakLimiter.limit(AudioBuffer.mono(48_000, samples), ceiling);
    assertEquals(frames, limited.frames());
    assertTrue(limited.peak() <= (float) Math.pow(10, ceiling / 20), "sample " + limited.peak());
    double between = LoudnessMeter.truePeak(limited);
    double allowed = excess <= 12 ? 0 : 0.2;
    assertTrue(between <= ceiling + allowed, "true peak " + between + " over " + ceiling);
  }

  @Property(tries = 40)
  void blocksDoNotChangeABit(@ForAll long seed, @ForAll @IntRange(min = 0, max = 9000) int frames) {
    float[] samples = signal(1, seed, frames, 3);
    AudioBuffer whole = TruePeakLimiter.limit(AudioBuffer.mono(48_000, samples), -1);
    TruePeakLimiter limiter = new TruePeakLimiter(AudioFormat.mono(48_000), -1);
    SplittableRandom random = new SplittableRandom(seed);
    // Twice: finish leaves nothing behind.
    for (int run = 0; run < 2; run++) {
      float[][] out = new float[1][frames];
      int written = 0;
      for (int from = 0; from < frames; ) {
        int count = Math.min(frames - from, 1 + random.nextInt(900));
        written += limiter.process(new float[][] {samples}, from, count, out, written);
        from += count;
      }
      assertEquals(frames, written + limiter.finish(out, written));
      assertArrayEquals(whole.channel(0), out[0]);
    }
  }

  private static float[] signal(int kind, long seed, int frames, double peak) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] noise = Tones.noise(seed, frames, peak);
    return switch (kind) {
      // Dense noise, bursts out of silence, the worst phase of a sine, a square wave, rare clicks.
      case 0 -> noise;
      case 1 -> {
        int period = 1 + random.nextInt(4000);
        for (int i = 0; i < frames; i++) {
          noise[i] *= (float) Math.exp(-8.0 * (i % period) / period);
        }
        yield noise;
      }
      case 2 -> Tones.sine(frames, 1, frames / 4.0, 20 * Math.log10(peak), Math.PI / 4);
      case 3 -> {
        int half = 1 + random.nextInt(100);
        for (int i = 0; i < frames; i++) {
          noise[i] = (float) (i / half % 2 == 0 ? peak : -peak);
        }
        yield noise;
      }
      default -> {
        Arrays.fill(noise, 0.01f);
        for (int i = 0; i < frames; i += 1 + random.nextInt(800)) {
          noise[i] = (float) (random.nextBoolean() ? peak : -peak);
        }
        yield noise;
      }
    };
  }
}
