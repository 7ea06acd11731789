package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WindowTest {
  /** Half a unit in the last place of numbers up to 1, doubled for sums. */
  private static final double FLOAT_ROUNDING = 1.2e-7;

  @Test
  void knownValues() {
    assertEquals(0.5, Window.HANN.periodic(8)[2], FLOAT_ROUNDING);
    assertEquals(0.08, Window.HAMMING.symmetric(9)[0], FLOAT_ROUNDING);
    assertEquals(0.00006, Window.BLACKMAN_HARRIS.symmetric(9)[0], FLOAT_ROUNDING);
    assertEquals(Math.sin(Math.PI / 16), Window.SINE.symmetric(8)[0], FLOAT_ROUNDING);
    // 1 / I0(5), I0(5) = 27.239871823604442 (Abramowitz and Stegun, table 9.8).
    assertEquals(1 / 27.239871823604442, Window.kaiser(5).symmetric(11)[0], FLOAT_ROUNDING);
    assertEquals(1, Window.kaiser(5).symmetric(11)[5], FLOAT_ROUNDING);
    assertEquals(1, Window.kaiser(0).periodic(4)[0], FLOAT_ROUNDING);
    assertEquals(1, Window.HANN.symmetric(1)[0]);
  }

  @Test
  void symmetricFormsAreSymmetricAndPeriodicOnesAreTheirBeginning() {
    for (Window window : all()) {
      float[] w = window.symmetric(64);
      for (int i = 0; i < 64; i++) {
        assertEquals(w[i], w[63 - i], FLOAT_ROUNDING, window.toString());
        assertTrue(w[i] >= -FLOAT_ROUNDING && w[i] <= 1 + FLOAT_ROUNDING, window.toString());
      }
    }
    for (Window window : new Window[] {Window.HANN, Window.HAMMING, Window.kaiser(6)}) {
      float[] longer = window.symmetric(65);
      float[] periodic = window.periodic(64);
      for (int i = 0; i < 64; i++) {
        assertEquals(longer[i], periodic[i], FLOAT_ROUNDING, window.toString());
      }
    }
  }

  @Test
  void hannAndHammingOverlapToAConstant() {
    for (int hop : new int[] {480, 240, 160, 120, 96}) {
      assertTrue(Window.colaRipple(Window.HANN.periodic(960), hop) < 4 * FLOAT_ROUNDING);
      assertTrue(Window.colaRipple(Window.HAMMING.periodic(960), hop) < 4 * FLOAT_ROUNDING);
    }
    assertTrue(Window.colaRipple(Window.BLACKMAN_HARRIS.periodic(960), 240) < 1e-6);
    assertTrue(Window.colaRipple(Window.HANN.symmetric(960), 480) > 1e-3);
    assertTrue(Window.colaRipple(Window.HANN.periodic(1024), 700) > 0.5);
  }

  @Test
  void princenBradleyWindowsHaveConstantPower() {
    for (Window window : new Window[] {Window.SINE, Window.kbd(4), Window.kbd(0)}) {
      float[] squared = window.symmetric(512);
      for (int i = 0; i < squared.length; i++) {
        squared[i] *= squared[i];
      }
      assertTrue(Window.colaRipple(squared, 256) < 4 * FLOAT_ROUNDING, window.toString());
    }
  }

  @Test
  void refusesWrongArguments() {
    assertThrows(IllegalArgumentException.class, () -> Window.HANN.periodic(0));
    assertThrows(IllegalArgumentException.class, () -> Window.kbd(4).symmetric(7));
    assertThrows(IllegalArgumentException.class, () -> Window.kaiser(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Window.colaRipple(new float[4], 5));
  }

  private static Window[] all() {
    return new Window[] {
      Window.HANN,
      Window.HAMMING,
      Window.BLACKMAN_HARRIS,
      Window.SINE,
      Window.kaiser(8.6),
      Window.kbd(4)
    };
  }
}
