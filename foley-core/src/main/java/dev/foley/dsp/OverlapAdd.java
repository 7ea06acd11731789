package dev.foley.dsp;

/**
 * Adds equally long blocks, each a hop after the one before, after weighting them. Every block
 * completes one hop of samples. Holds the overlap: one thread. No call allocates.
 *
 * <p>With {@link #crossfading} neighbours are joined by a fade that is as long as their overlap.
 */
public final class OverlapAdd {
  private final float[] weights;
  private final int hop;
  private final int fade;
  private final float[] sum;
  private boolean first = true;

  /**
   * @param weights what each block is multiplied with; its length is the block length
   * @param hop samples between the beginnings of blocks, 1 to the block length
   */
  public OverlapAdd(float[] weights, int hop) {
    this(weights.clone(), hop, 0);
  }

  private OverlapAdd(float[] weights, int hop, int fade) {
    if (hop < 1 || hop > weights.length) {
      throw new IllegalArgumentException(
          "hop must be in [1, " + weights.length + "], the block length, not " + hop);
    }
    this.weights = weights;
    this.hop = hop;
    this.fade = fade;
    this.sum = new float[weights.length];
  }

  /**
   * Blocks of {@code length} that overlap by {@code overlap} samples, at most half their length.
   * The first block has no fade-in, and {@link #finish} gives the last one without its fade-out.
   */
  public static OverlapAdd crossfading(int length, int overlap, Crossfade law) {
    if (overlap < 0 || overlap > length / 2) {
      throw new IllegalArgumentException(
          "overlap must be in [0, " + length / 2 + "], half the block, not " + overlap);
    }
    float[] weights = new float[length];
    java.util.Arrays.fill(weights, 1);
    float[] fadeIn = law.fadeIn(overlap);
    for (int i = 0; i < overlap; i++) {
      weights[i] = fadeIn[i];
      weights[length - 1 - i] = fadeIn[i];
    }
    return new OverlapAdd(weights, length - overlap, overlap);
  }

  /** Length of a block. */
  public int length() {
    return weights.length;
  }

  /** Samples between the beginnings of blocks. */
  public int hop() {
    return hop;
  }

  /**
   * Adds the next block.
   *
   * @param block {@code length} samples
   * @param out receives {@code hop} finished samples
   */
  public void add(float[] block, float[] out) {
    int length = weights.length;
    int plain = first ? fade : 0;
    System.arraycopy(block, 0, sum, 0, plain);
    for (int i = plain; i < length; i++) {
      sum[i] += block[i] * weights[i];
    }
    first = false;
    System.arraycopy(sum, 0, out, 0, hop);
    System.arraycopy(sum, hop, sum, 0, length - hop);
    java.util.Arrays.fill(sum, length - hop, length, 0);
  }

  /**
   * Gives what is left after the last block, and starts anew.
   *
   * @param out receives {@code length - hop} samples
   * @return {@code length - hop}
   */
  public int finish(float[] out) {
    int rest = weights.length - hop;
    for (int i = 0; i < rest; i++) {
      // With crossfades nothing follows to fill the fade-out: take it back.
      out[i] = fade > 0 ? sum[i] / weights[hop + i] : sum[i];
    }
    java.util.Arrays.fill(sum, 0);
    first = true;
    return rest;
  }
}
