package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MelFilterBankTest {
  private static final MelFilterBank.Grid GRID = new MelFilterBank.Grid(2048, 48_000);

  @Test
  void scalesHitTheirKnownPoints() {
    // 1000 Hz is 1000 mel on the HTK scale and 15 mel on Slaney's; 6.4 kHz is 27 steps further.
    assertEquals(1000, MelScale.HTK.fromHertz(1000), 0.02);
    assertEquals(15, MelScale.SLANEY.fromHertz(1000), 1e-9);
    assertEquals(42, MelScale.SLANEY.fromHertz(6400), 1e-9);
    assertEquals(1.5, MelScale.SLANEY.fromHertz(100), 1e-9);
    for (MelScale scale : MelScale.values()) {
      for (double hertz : new double[] {0, 50, 999, 1000, 1001, 12_345, 24_000}) {
        assertEquals(hertz, scale.toHertz(scale.fromHertz(hertz)), 1e-8 * (1 + hertz));
      }
    }
  }

  @Test
  void everyTriangleIsTheDefinition() {
    for (MelScale scale : MelScale.values()) {
      for (MelFilterBank.Norm norm : MelFilterBank.Norm.values()) {
        MelFilterBank bank = MelFilterBank.between(scale, norm, GRID, 40, 50, 20_000);
        double from = scale.fromHertz(50);
        double step = (scale.fromHertz(20_000) - from) / 41;
        for (int bin = 0; bin < bank.bins(); bin += 7) {
          float[] spectrum = new float[bank.bins()];
          spectrum[bin] = 1;
          float[] bands = new float[40];
          bank.apply(spectrum, bands);
          double f = bin * 48_000.0 / 2048;
          for (int m = 0; m < 40; m++) {
            double lower = scale.toHertz(from + m * step);
            double centre = scale.toHertz(from + (m + 1) * step);
            double upper = scale.toHertz(from + (m + 2) * step);
            double w = Math.min((f - lower) / (centre - lower), (upper - f) / (upper - centre));
            double height = norm == MelFilterBank.Norm.PEAK ? 1 : 2 / (upper - lower);
            assertEquals(Math.max(0, w) * height, bands[m], 1e-6, scale + " band " + m);
          }
        }
      }
    }
  }

  @Test
  void inversionGivesBackTheBandsAndIsNeverNegative() {
    MelFilterBank bank = new MelFilterBank(MelScale.SLANEY, MelFilterBank.Norm.PEAK, GRID, 128);
    MelInverter inverter = new MelInverter(bank, 8);
    float[] truth = Signals.noise(5, bank.bins());
    for (int k = 0; k < truth.length; k++) {
      truth[k] = Math.abs(truth[k]) / (1 + k);
    }
    float[] bands = new float[128];
    bank.apply(truth, bands);
    float[] spectrum = new float[bank.bins()];
    inverter.invert(bands, spectrum);
    for (float v : spectrum) {
      assertTrue(v >= 0);
    }
    float[] again = new float[128];
    bank.apply(spectrum, again);
    // The updates approach the bands; 8 of them are meant to come within a few percent.
    assertTrue(
        Signals.relativeError(bands, again) < 0.03, "" + Signals.relativeError(bands, again));
  }

  @Test
  void aFlatSpectrumSurvivesInversion() {
    MelFilterBank bank = new MelFilterBank(MelScale.HTK, MelFilterBank.Norm.AREA, GRID, 64);
    float[] flat = new float[bank.bins()];
    java.util.Arrays.fill(flat, 2);
    float[] bands = new float[64];
    bank.apply(flat, bands);
    float[] spectrum = new float[bank.bins()];
    new MelInverter(bank, 2).invert(bands, spectrum);
    for (int k = 1; k < 1024; k++) {
      assertEquals(2, spectrum[k], 1e-5, "bin " + k);
    }
  }

  @Test
  void refusesWrongArguments() {
    assertThrows(IllegalArgumentException.class, () -> new MelFilterBank.Grid(2047, 48_000));
    assertThrows(
        IllegalArgumentException.class,
        () -> MelFilterBank.between(MelScale.HTK, MelFilterBank.Norm.PEAK, GRID, 8, 0, 30_000));
    assertThrows(
        IllegalArgumentException.class,
        () -> new MelFilterBank(MelScale.HTK, MelFilterBank.Norm.PEAK, GRID, 0));
  }
}
