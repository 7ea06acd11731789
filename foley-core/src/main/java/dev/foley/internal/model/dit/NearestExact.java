package dev.foley.internal.model.dit;

/**
 * Nearest-exact resampling of token sequences. All arithmetic is in float32 on purpose: exact
 * arithmetic picks other rows in about one length pair of fifty.
 */
final class NearestExact {
  private NearestExact() {}

  /** For each of {@code to} outputs, which of {@code from} inputs it copies. */
  static int[] rows(int from, int to) {
    int[] rows = new int[to];
    float scale = (float) from / (float) to;
    for (int j = 0; j < to; j++) {
      rows[j] = from == to ? j : Math.min((int) Math.floor((j + 0.5f) * scale), from - 1);
    }
    return rows;
  }
}
