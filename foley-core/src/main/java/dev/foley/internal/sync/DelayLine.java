package dev.foley.internal.sync;

import java.util.ArrayDeque;
import java.util.List;

/** Reads a signal with a displacement that changes at cuts, each an equal-power cross-fade. */
final class DelayLine {
  private final SignalBuffer signal;
  private final int half;
  private final ArrayDeque<DelaySwitch> cuts = new ArrayDeque<>();
  private long position;
  private int shift;
  private long lastCutEnd;

  /**
   * Starts at sample 0 without displacement.
   *
   * @param fade length of the cross-fades, even
   */
  DelayLine(SignalBuffer signal, int fade) {
    this.signal = signal;
    this.half = fade / 2;
  }

  /** Adds a cut behind all others and behind what was read. */
  void add(DelaySwitch cut) {
    if (cut.at() - half < Math.max(position, lastCutEnd)) {
      throw new IllegalArgumentException("cut at " + cut.at() + " comes too late");
    }
    cuts.add(cut);
    lastCutEnd = cut.at() + half;
  }

  /** Output sample behind the last cut. */
  long lastCutEnd() {
    return lastCutEnd;
  }

  /** Output samples read so far. */
  long position() {
    return position;
  }

  /** How many of these transients, whose cuts were added just now, are displaced. */
  int displaced(List<Transient> group) {
    int count = 0;
    for (Transient one : group) {
      int displacement = shift;
      for (DelaySwitch cut : cuts) {
        // A cut lies between the places it joins: one side is enough to tell before from behind.
        if (cut.at() - cut.from() <= one.onset()) {
          displacement = cut.to();
        }
      }
      count += displacement == 0 ? 0 : 1;
    }
    return count;
  }

  /** Reads on to an output sample; empty if that was read before. */
  float[] read(long until) {
    float[] out = new float[(int) Math.max(0, until - position)];
    for (int i = 0; i < out.length; i++, position++) {
      DelaySwitch cut = cuts.peek();
      if (cut == null || position < cut.at() - half) {
        out[i] = signal.at(position - shift);
      } else {
        double angle = Math.PI / 2 * (position - cut.at() + half + 0.5) / (2 * half);
        out[i] =
            (float)
                (Math.cos(angle) * signal.at(position - cut.from())
                    + Math.sin(angle) * signal.at(position - cut.to()));
        if (position == cut.at() + half - 1) {
          shift = cut.to();
          cuts.remove();
        }
      }
    }
    return out;
  }
}
