package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StftProperties {
  private static final int FFT = 96;

  /** Perfect reconstruction, whatever the window, hop, alignment and length. */
  @Property(tries = 100)
  void synthesisUndoesAnalysis(
      @ForAll @IntRange(min = 1, max = 24) int hop,
      @ForAll @IntRange(min = 48, max = FFT) int length,
      @ForAll @IntRange(min = 1, max = 700) int samples,
      @ForAll boolean centre) {
    Stft stft =
        new Stft(
            Window.HAMMING.periodic(length),
            hop,
            FFT,
            centre ? Stft.Alignment.CENTER : Stft.Alignment.HOP);
    float[] signal = Signals.noise(samples, samples);
    float[][] re = new float[stft.frames(samples)][stft.bins()];
    float[][] im = new float[stft.frames(samples)][stft.bins()];
    stft.analyze(signal, re, im);
    float[] back = new float[samples];
    stft.synthesize(re, im, back);
    // 5e-6: two transforms, divided by sums of windows that go down to 0.08^2.
    assertTrue(Signals.relativeError(signal, back) < 5e-6);
  }

  @Property(tries = 100)
  void portionsDoNotMatter(
      @ForAll @IntRange(min = 1, max = FFT) int hop,
      @ForAll @IntRange(min = 0, max = 500) int samples,
      @ForAll @IntRange(min = 1, max = 200) int portion,
      @ForAll Stft.Alignment alignment) {
    Stft stft = new Stft(Window.HANN.periodic(FFT), hop, FFT, alignment);
    float[] signal = Signals.noise(7, samples);
    int frames = stft.frames(samples);
    float[][] re = new float[frames][stft.bins()];
    float[][] im = new float[frames][stft.bins()];
    stft.analyze(signal, re, im);
    float[][] streamedRe = new float[frames + 1][stft.bins()];
    float[][] streamedIm = new float[frames + 1][stft.bins()];
    StftAnalyzer analyzer = new StftAnalyzer(stft);
    int read = 0;
    for (int at = 0; at < samples; at += portion) {
      int end = Math.min(samples, at + portion);
      for (int used = at; used < end; ) {
        used += analyzer.write(signal, used, end - used);
        while (analyzer.read(streamedRe[read], streamedIm[read])) {
          read++;
        }
      }
    }
    analyzer.finish();
    while (analyzer.read(streamedRe[read], streamedIm[read])) {
      read++;
    }
    assertEquals(frames, read);
    assertFalse(analyzer.read(streamedRe[read], streamedIm[read]));
    for (int t = 0; t < frames; t++) {
      assertArrayEquals(re[t], streamedRe[t]);
      assertArrayEquals(im[t], streamedIm[t]);
    }
  }

  @Property(tries = 50)
  void framesOneByOneGiveTheWholeSignal(
      @ForAll @IntRange(min = 1, max = FFT / 2) int hop,
      @ForAll @IntRange(min = 1, max = 20) int frames,
      @ForAll Stft.Alignment alignment) {
    Stft stft = new Stft(Window.HANN.periodic(FFT), hop, FFT, alignment);
    float[][] re = new float[frames][];
    float[][] im = new float[frames][];
    for (int t = 0; t < frames; t++) {
      re[t] = Signals.noise(t, stft.bins());
      im[t] = Signals.noise(-1 - t, stft.bins());
    }
    float[] whole = new float[(frames - 1) * hop + FFT - stft.offset()];
    stft.synthesize(re, im, whole);
    float[] streamed = new float[whole.length];
    float[] out = new float[FFT];
    StftSynthesizer synthesizer = new StftSynthesizer(stft);
    int at = 0;
    for (int t = 0; t < frames; t++) {
      int count = synthesizer.add(re[t], im[t], out);
      System.arraycopy(out, 0, streamed, at, count);
      at += count;
    }
    int count = synthesizer.finish(out);
    System.arraycopy(out, 0, streamed, at, count);
    assertEquals(whole.length, at + count);
    assertArrayEquals(Arrays.copyOf(whole, at + count), streamed);
  }
}
