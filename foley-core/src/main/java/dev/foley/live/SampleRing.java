package dev.foley.live;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Samples on their way from the worker to the audio thread: a fixed array, one producer and one
 * consumer, neither of which ever waits or allocates. Every sample has an index, counted from the
 * first ever written, that never changes.
 */
final class SampleRing {
  private final float[] samples;
  private final int mask;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong read = new AtomicLong();

  /**
   * @param capacity least number of samples it holds
   */
  SampleRing(int capacity) {
    int size = Math.max(2, Integer.highestOneBit(Math.max(1, capacity - 1)) << 1);
    this.samples = new float[size];
    this.mask = size - 1;
  }

  int capacity() {
    return samples.length;
  }

  /** Producer: samples that can be written now; the consumer can only make it more. */
  int free() {
    return samples.length - (int) (written.getPlain() - read.getAcquire());
  }

  /** Producer: index of the next sample to be written. */
  long writeIndex() {
    return written.getPlain();
  }

  /**
   * Producer: writes as many as fit.
   *
   * @return the number written, at most {@code count}
   */
  int write(float[] from, int offset, int count) {
    int n = Math.min(count, free());
    long index = written.getPlain();
    int at = (int) index & mask;
    int first = Math.min(n, samples.length - at);
    System.arraycopy(from, offset, samples, at, first);
    System.arraycopy(from, offset + first, samples, 0, n - first);
    written.setRelease(index + n);
    return n;
  }

  /** Consumer: samples that can be read now; the producer can only make it more. */
  int available() {
    return (int) (written.getAcquire() - read.getPlain());
  }

  /** Consumer: index of the next sample to be read. */
  long readIndex() {
    return read.getPlain();
  }

  /** Consumer: a sample ahead without removing it; {@code ahead} is less than what is available. */
  float at(int ahead) {
    return samples[(int) (read.getPlain() + ahead) & mask];
  }

  /** Consumer: removes samples, at most what is available. */
  void skip(int count) {
    read.setRelease(read.getPlain() + count);
  }
}
