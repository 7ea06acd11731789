package dev.foley.benchmarks;

import dev.foley.dsp.MelFilterBank;
import dev.foley.dsp.MelInverter;
import dev.foley.dsp.MelScale;

/**
 * What a vocoder does to magnitudes before phases are looked for: mel bands, their logarithm, and
 * back.
 *
 * @param bands number of mel bands; 0 leaves magnitudes as they are
 * @param power 1 to sum magnitudes, 2 to sum their squares
 * @param updates rounds of the mel inversion
 */
record MelPath(int bands, int power, int updates) {
  static final MelPath NONE = new MelPath(0, 1, 0);
  static final MelPath STANDARD = new MelPath(128, 1, 32);

  /** Levels below this share of a full-scale sine's are not stored: -120 dB. */
  private static final float LOWEST = 1e-6f;

  /** Sends magnitudes through, in place. */
  void apply(float[][] magnitudes) {
    if (bands == 0) {
      return;
    }
    int fft = 2 * (magnitudes[0].length - 1);
    MelFilterBank bank =
        new MelFilterBank(
            MelScale.SLANEY,
            MelFilterBank.Norm.PEAK,
            new MelFilterBank.Grid(fft, TestSound.RATE),
            bands);
    MelInverter inverter = new MelInverter(bank, updates);
    float[] values = new float[bands];
    float lowest = (float) Math.pow(LOWEST * fft / 4, power);
    for (float[] frame : magnitudes) {
      for (int k = 0; k < frame.length; k++) {
        frame[k] = power == 2 ? frame[k] * frame[k] : frame[k];
      }
      bank.apply(frame, values);
      for (int m = 0; m < bands; m++) {
        values[m] = (float) Math.exp(Math.log(Math.max(lowest, values[m])));
      }
      inverter.invert(values, frame);
      for (int k = 0; k < frame.length; k++) {
        frame[k] = power == 2 ? (float) Math.sqrt(frame[k]) : frame[k];
      }
    }
  }

  @Override
  public String toString() {
    return bands == 0 ? "none" : bands + (power == 2 ? " of powers" : "") + ", " + updates;
  }
}
