package dev.foley.internal.sync;

import java.util.Arrays;

/** The recent part of a signal, addressed by absolute sample index. One thread. */
final class SignalBuffer {
  private float[] samples = new float[1 << 15];
  private long start;
  private int size;

  void append(float[] more) {
    if (size + more.length > samples.length) {
      samples = Arrays.copyOf(samples, Math.max(size + more.length, 2 * samples.length));
    }
    System.arraycopy(more, 0, samples, size, more.length);
    size += more.length;
  }

  /** Absolute index of the first sample kept. */
  long start() {
    return start;
  }

  /** Absolute index behind the last sample. */
  long end() {
    return start + size;
  }

  float at(long index) {
    return samples[(int) (index - start)];
  }

  /** Forgets what lies before an index. */
  void dropBefore(long index) {
    int drop = (int) Math.min(size, index - start);
    // Moving the rest costs time: wait until it is worth it.
    if (drop > samples.length / 2) {
      System.arraycopy(samples, drop, samples, 0, size - drop);
      start += drop;
      size -= drop;
    }
  }

  /**
   * Running sums of squares: element {@code i} is the energy of {@code from} to {@code from + i}.
   */
  double[] energy(long from, long to) {
    double[] sums = new double[(int) (to - from) + 1];
    int at = (int) (from - start);
    for (int i = 0; i < sums.length - 1; i++) {
      float x = samples[at + i];
      sums[i + 1] = sums[i] + x * x;
    }
    return sums;
  }
}
