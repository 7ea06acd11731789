package dev.foley.live;

/**
 * Where a run of samples lies in the time of the pictures. A jump in that time starts a new one.
 *
 * @param number of the jump, counted from 0
 * @param firstIndex index of its first sample in the ring
 * @param startNanos time stamp of the picture at that sample
 */
record Epoch(int number, long firstIndex, long startNanos) {
  /** Time stamp that belongs to a sample. */
  long nanos(long index, int rate) {
    return startNanos + Math.round((index - firstIndex) * 1e9 / rate);
  }
}
