package dev.foley.internal.sync;

import java.util.List;

/**
 * What the aligner found and did.
 *
 * @param onsets times and strengths after alignment
 * @param before pairs as the model made them
 * @param after pairs as delivered
 * @param moved number of transients that were moved
 */
public record Alignment(List<Onset> onsets, List<Match> before, List<Match> after, int moved) {
  public Alignment {
    onsets = List.copyOf(onsets);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * A moment at which something starts to sound.
   *
   * @param time seconds
   * @param strength relative, at least 0
   */
  public record Onset(double time, double strength) {}
}
