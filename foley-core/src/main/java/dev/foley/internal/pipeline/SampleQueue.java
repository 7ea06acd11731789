package dev.foley.internal.pipeline;

import java.util.Arrays;

/** Samples waiting to be taken, in order. One thread. */
public final class SampleQueue {
  private float[] samples = new float[0];
  private int from;
  private int to;

  public int size() {
    return to - from;
  }

  /** Appends {@code count} samples of an array. */
  public void add(float[] more, int offset, int count) {
    if (to + count > samples.length) {
      int size = size();
      float[] room =
          size + count > samples.length ? new float[Math.max(size + count, 2 * size)] : samples;
      System.arraycopy(samples, from, room, 0, size);
      samples = room;
      from = 0;
      to = size;
    }
    System.arraycopy(more, offset, samples, to, count);
    to += count;
  }

  public void add(float[] more) {
    add(more, 0, more.length);
  }

  /** Removes and returns the first {@code count} samples. */
  public float[] take(int count) {
    if (count < 0 || count > size()) {
      throw new IllegalArgumentException("cannot take " + count + " of " + size() + " samples");
    }
    float[] taken = Arrays.copyOfRange(samples, from, from + count);
    from += count;
    return taken;
  }

  /** Copies without removing: {@code count} samples from position {@code at} on. */
  public float[] peek(int at, int count) {
    if (at < 0 || count < 0 || at + count > size()) {
      throw new IllegalArgumentException(
          "cannot look at " + at + ".." + (at + count) + " of " + size() + " samples");
    }
    return Arrays.copyOfRange(samples, from + at, from + at + count);
  }

  /** Removes the first samples until at most {@code count} are left. */
  public void keepLast(int count) {
    from = Math.max(from, to - count);
  }
}
