package dev.foley.audio;

import java.util.Arrays;

/** Mean of the last {@code length} whole numbers, rounded down; exact however long it runs. */
final class MovingAverage {
  private final int[] values;
  private long sum;
  private int at;

  MovingAverage(int length, int initial) {
    this.values = new int[length];
    reset(initial);
  }

  /** As if {@code value} had been all there was. */
  void reset(int value) {
    Arrays.fill(values, value);
    sum = (long) value * values.length;
    at = 0;
  }

  int next(int value) {
    sum += value - values[at];
    values[at] = value;
    at = at + 1 == values.length ? 0 : at + 1;
    return (int) (sum / values.length);
  }
}
