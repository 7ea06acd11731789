package dev.foley.cli.soak;

import dev.foley.FoleyChunk;
import dev.foley.dsp.SoundFaults;
import java.util.Arrays;

/**
 * A segment's sound as it was delivered, in memory that is taken once and used for all segments, so
 * that keeping it does not show as growth.
 */
final class SoundTrace {
  private final int sampleRate;
  private final float[] samples;
  private SoundFaults faults;
  private int length;
  private long missing;

  SoundTrace(int sampleRate, double longestSeconds) {
    this.sampleRate = sampleRate;
    this.samples = new float[(int) Math.ceil(longestSeconds * sampleRate)];
    Arrays.fill(samples, 1);
    clear();
  }

  void clear() {
    faults = new SoundFaults(sampleRate);
    length = 0;
    missing = 0;
  }

  void add(FoleyChunk chunk) {
    missing += Math.abs(chunk.start() - length);
    float[] mono = chunk.audio().channel(0);
    int kept = Math.min(mono.length, samples.length - length);
    System.arraycopy(mono, 0, samples, length, kept);
    length += kept;
    faults.add(mono);
  }

  /** Samples that are missing or too many against a length that should be. */
  long missing(long shouldBe) {
    return missing + Math.abs(shouldBe - length);
  }

  SoundFaults faults() {
    return faults;
  }

  /** A copy of {@code count} samples from an instant on, zeros outside the sound. */
  float[] excerpt(double seconds, int count) {
    float[] excerpt = new float[count];
    int from = (int) Math.round(seconds * sampleRate);
    int first = Math.max(0, from);
    int end = Math.min(length, from + count);
    if (end > first) {
      System.arraycopy(samples, first, excerpt, first - from, end - first);
    }
    return excerpt;
  }

  int sampleRate() {
    return sampleRate;
  }
}
