package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StftTest {
  /** Two transforms and a division in single precision. */
  private static final double ROUNDING = 2e-6;

  @Test
  void aToneStandsInItsBinAtItsLevel() {
    Stft stft = new Stft(Window.HANN.periodic(1920), 480, 1920, Stft.Alignment.HOP);
    float[] tone = new float[48_000];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (float) (0.5 * Math.cos(2 * Math.PI * 1000 * i / 48_000));
    }
    float[][] magnitudes = stft.magnitudes(tone);
    assertEquals(100, magnitudes.length);
    // Amplitude a gives a / 2 * (sum of window) = 0.25 * 960 in bin 1000 Hz / 25 Hz.
    assertEquals(240, magnitudes[50][40], 1e-3);
    assertEquals(0, magnitudes[50][60], 1e-3);
  }

  @Test
  void framesAreCentredAsTheAlignmentSays() {
    float[] click = new float[4800];
    click[2640] = 1;
    for (Stft.Alignment alignment : Stft.Alignment.values()) {
      Stft stft = new Stft(Window.HANN.periodic(960), 480, 1024, alignment);
      float[][] magnitudes = stft.magnitudes(click);
      int frame = 0;
      for (int t = 0; t < magnitudes.length; t++) {
        frame = magnitudes[t][10] > magnitudes[frame][10] ? t : frame;
      }
      double centre = frame * 480 - stft.offset() + 512;
      assertTrue(Math.abs(centre - 2640) <= 240, alignment + " centre " + centre);
    }
  }

  @Test
  void frameCounts() {
    float[] window = Window.HANN.periodic(1024);
    Stft start = new Stft(window, 480, 1024, Stft.Alignment.START);
    Stft center = new Stft(window, 480, 1024, Stft.Alignment.CENTER);
    Stft hop = new Stft(window, 480, 1024, Stft.Alignment.HOP);
    assertArrayEquals(
        new int[] {0, 1, 1, 2},
        new int[] {start.frames(0), start.frames(1024), start.frames(1503), start.frames(1504)});
    assertArrayEquals(new int[] {1, 1, 2}, counts(center, 0, 479, 480));
    assertArrayEquals(new int[] {0, 1, 1, 2}, counts(hop, 0, 1, 480, 481));
  }

  @Test
  void wholeSignalsComeBack() {
    float[] signal = Signals.noise(1, 10_000);
    for (Stft.Alignment alignment :
        new Stft.Alignment[] {Stft.Alignment.CENTER, Stft.Alignment.HOP}) {
      Stft stft = new Stft(Window.HANN.periodic(1024), 256, 1200, alignment);
      float[] back = roundTrip(stft, signal);
      assertTrue(Signals.relativeError(signal, back) < ROUNDING, alignment.toString());
    }
    // Frames from sample 0 on leave the first and the last samples under the window's foot.
    float[] back = roundTrip(new Stft(window(), 256, 1024, Stft.Alignment.START), signal);
    for (int i = 256; i < 9800; i++) {
      assertEquals(signal[i], back[i], 1e-4, "sample " + i);
    }
  }

  @Test
  void refusesWrongArguments() {
    float[] w = window();
    assertThrows(IllegalArgumentException.class, () -> new Stft(w, 256, 1000, Stft.Alignment.HOP));
    assertThrows(IllegalArgumentException.class, () -> new Stft(w, 1025, 1024, Stft.Alignment.HOP));
    StftAnalyzer analyzer = new StftAnalyzer(new Stft(w, 256, 1024, Stft.Alignment.HOP));
    analyzer.finish();
    assertThrows(IllegalStateException.class, () -> analyzer.write(new float[1], 0, 1));
  }

  private static float[] window() {
    return Window.HANN.periodic(1024);
  }

  private static int[] counts(Stft stft, int... samples) {
    int[] counts = new int[samples.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = stft.frames(samples[i]);
    }
    return counts;
  }

  private static float[] roundTrip(Stft stft, float[] signal) {
    int frames = stft.frames(signal.length);
    float[][] re = new float[frames][stft.bins()];
    float[][] im = new float[frames][stft.bins()];
    stft.analyze(signal, re, im);
    float[] back = new float[signal.length];
    stft.synthesize(re, im, back);
    return back;
  }
}
