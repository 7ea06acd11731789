package dev.foley.dsp;

/**
 * Synthesis frame by frame. Each frame completes one hop of samples; the samples that lie before
 * the signal's beginning are dropped. The samples are those of {@link Stft#synthesize}. One thread.
 */
public final class StftSynthesizer {
  /** Below this share of the largest sum of squared windows a sample counts as not reached. */
  private static final float UNREACHED = 1e-7f;

  private final Stft stft;
  private final float[] sum;
  private final float[] weight;
  private int toDrop;

  /**
   * @param stft the transform; the synthesizer takes a copy
   */
  public StftSynthesizer(Stft stft) {
    this.stft = stft.copy();
    this.sum = new float[stft.fftSize()];
    this.weight = new float[stft.fftSize()];
    this.toDrop = stft.offset();
  }

  /**
   * Adds the next frame.
   *
   * @param out receives the samples that are now complete, at most {@code hop}
   * @return how many samples were written
   */
  public int add(float[] re, float[] im, float[] out) {
    float[] block = stft.windowedBlock(re, im);
    float[] window = stft.window();
    for (int i = 0; i < block.length; i++) {
      sum[i] += block[i];
      weight[i] += window[i] * window[i];
    }
    return emit(stft.hop(), out);
  }

  /**
   * Gives the tail after the last frame.
   *
   * @param out receives at most {@code fftSize - hop} samples
   * @return how many samples were written
   */
  public int finish(float[] out) {
    return emit(sum.length - stft.hop(), out);
  }

  private int emit(int count, float[] out) {
    int dropped = Math.min(toDrop, count);
    toDrop -= dropped;
    for (int i = dropped; i < count; i++) {
      out[i - dropped] = weight[i] > UNREACHED ? sum[i] / weight[i] : 0;
    }
    System.arraycopy(sum, count, sum, 0, sum.length - count);
    System.arraycopy(weight, count, weight, 0, weight.length - count);
    java.util.Arrays.fill(sum, sum.length - count, sum.length, 0);
    java.util.Arrays.fill(weight, weight.length - count, weight.length, 0);
    return count - dropped;
  }
}
