package dev.foley.dsp;

/**
 * Finds a non-negative spectrum whose mel bands are the given ones. The start is the interpolation
 * of the bands' mean levels; multiplicative updates (W. H. Richardson 1972, L. B. Lucy 1974) then
 * move its band sums to the wanted ones without leaving the non-negative numbers. Few iterations
 * keep the result smooth between band centres. Bins outside all bands are 0.
 *
 * <p>Holds scratch memory: one thread. No call allocates.
 */
public final class MelInverter {
  private final MelFilterBank bank;
  private final int iterations;
  private final float[] bandArea;
  private final float[] binSum;
  private final float[] estimate;
  private final float[] correction;

  /**
   * @param bank the bands
   * @param iterations number of updates, at least 0; 8 brings band sums within 3 percent (L2)
   */
  public MelInverter(MelFilterBank bank, int iterations) {
    if (iterations < 0) {
      throw new IllegalArgumentException("iterations must not be negative: " + iterations);
    }
    this.bank = bank;
    this.iterations = iterations;
    this.bandArea = new float[bank.bands()];
    this.binSum = new float[bank.bins()];
    this.estimate = new float[bank.bands()];
    this.correction = new float[bank.bins()];
    float[] ones = new float[Math.max(bank.bins(), bank.bands())];
    java.util.Arrays.fill(ones, 1);
    bank.apply(ones, bandArea);
    bank.transpose(ones, binSum);
  }

  /**
   * Inverts one frame.
   *
   * @param values {@code bands} band sums; negative ones count as 0
   * @param spectrum receives {@code bins} values, none negative
   */
  public void invert(float[] values, float[] spectrum) {
    for (int m = 0; m < estimate.length; m++) {
      estimate[m] = bandArea[m] > 0 ? Math.max(0, values[m]) / bandArea[m] : 0;
    }
    bank.transpose(estimate, spectrum);
    divideByBinSum(spectrum);
    for (int i = 0; i < iterations; i++) {
      bank.apply(spectrum, estimate);
      for (int m = 0; m < estimate.length; m++) {
        estimate[m] = estimate[m] > 0 ? Math.max(0, values[m]) / estimate[m] : 0;
      }
      bank.transpose(estimate, correction);
      divideByBinSum(correction);
      for (int k = 0; k < correction.length; k++) {
        spectrum[k] *= correction[k];
      }
    }
  }

  private void divideByBinSum(float[] spectrum) {
    for (int k = 0; k < binSum.length; k++) {
      spectrum[k] = binSum[k] > 0 ? spectrum[k] / binSum[k] : 0;
    }
  }
}
