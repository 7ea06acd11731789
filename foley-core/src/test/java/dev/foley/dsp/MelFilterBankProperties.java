package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MelFilterBankProperties {
  private static final MelFilterBank.Grid GRID = new MelFilterBank.Grid(2048, 48_000);

  @Property(tries = 50)
  void transposeIsTheAdjoint(
      @ForAll long seed, @ForAll MelScale scale, @ForAll @IntRange(min = 1, max = 128) int bands) {
    MelFilterBank bank = new MelFilterBank(scale, MelFilterBank.Norm.PEAK, GRID, bands);
    float[] x = Signals.noise(seed, bank.bins());
    float[] y = Signals.noise(~seed, bands);
    float[] wx = new float[bands];
    float[] wty = new float[bank.bins()];
    bank.apply(x, wx);
    bank.transpose(y, wty);
    double left = 0;
    double right = 0;
    double scaleOfSums = 0;
    for (int m = 0; m < bands; m++) {
      left += (double) wx[m] * y[m];
      scaleOfSums += Math.abs(wx[m] * y[m]);
    }
    for (int k = 0; k < x.length; k++) {
      right += (double) x[k] * wty[k];
    }
    // Sums of up to 400 floats per band.
    assertEquals(left, right, 1e-5 * (1 + scaleOfSums));
  }
}
