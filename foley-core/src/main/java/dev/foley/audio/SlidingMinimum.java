package dev.foley.audio;

/**
 * Minimum of the last {@code length} values, in amortised constant time (D. Lemire, "Streaming
 * maximum-minimum filter", 2006): a queue of rising values whose head is the answer.
 */
final class SlidingMinimum {
  private final int length;
  private final int[] values;
  private final long[] indices;
  private int head;
  private int count;
  private long index;

  SlidingMinimum(int length) {
    this.length = length;
    this.values = new int[length];
    this.indices = new long[length];
  }

  void reset() {
    head = 0;
    count = 0;
    index = 0;
  }

  int next(int value) {
    if (count > 0 && indices[head] <= index - length) {
      head = (head + 1) % length;
      count--;
    }
    while (count > 0 && values[(head + count - 1) % length] >= value) {
      count--;
    }
    int tail = (head + count) % length;
    values[tail] = value;
    indices[tail] = index++;
    count++;
    return values[head];
  }
}
