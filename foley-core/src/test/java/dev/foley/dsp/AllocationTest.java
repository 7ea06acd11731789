package dev.foley.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.foley.audio.AudioFormat;
import dev.foley.audio.TruePeakLimiter;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What works block by block gives nothing to the garbage collector once it is set up. */
class AllocationTest {
  private static final int BLOCK = 960;
  private static final int BLOCKS = 50;

  private static final Stft STFT =
      new Stft(Window.HANN.periodic(1920), 480, 1920, Stft.Alignment.HOP);

  private final float[] noise = noise();
  private final float[] out = new float[8 * BLOCK];

  private static float[] noise() {
    SplittableRandom random = new SplittableRandom(1);
    float[] noise = new float[BLOCK];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (random.nextDouble() - 0.5);
    }
    return noise;
  }

  /** Fewest bytes of a few rounds: classes and compiled code come into being in the first ones. */
  private static void assertAllocatesNothing(Runnable block) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported());
    long fewest = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      for (int i = 0; i < BLOCKS; i++) {
        block.run();
      }
      long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      fewest = Math.min(fewest, after - before);
    }
    assertEquals(0, fewest, "bytes in " + BLOCKS + " blocks");
  }

  @Test
  void theMeasureSeesAnArray() {
    float[][] kept = new float[1][];
    assertThrows(AssertionError.class, () -> assertAllocatesNothing(() -> kept[0] = new float[1]));
  }

  @Test
  void transforms() {
    for (int size : new int[] {1024, 960, 1920, 2 * 479}) {
      RealFft fft = new RealFft(size);
      float[] time = new float[size];
      float[] re = new float[fft.bins()];
      float[] im = new float[fft.bins()];
      assertAllocatesNothing(
          () -> {
            fft.forward(time, re, im);
            fft.inverse(re, im, time);
          });
    }
  }

  @Test
  void analysisAndSynthesis() {
    StftAnalyzer analyzer = new StftAnalyzer(STFT);
    StftSynthesizer synthesizer = new StftSynthesizer(STFT);
    float[] re = new float[STFT.bins()];
    float[] im = new float[STFT.bins()];
    assertAllocatesNothing(
        () -> {
          for (int done = 0; done < BLOCK; ) {
            done += analyzer.write(noise, done, BLOCK - done);
            while (analyzer.read(re, im)) {
              synthesizer.add(re, im, out);
            }
          }
        });
  }

  @Test
  void melBandsAndTheirInverse() {
    MelFilterBank bank =
        new MelFilterBank(
            MelScale.SLANEY, MelFilterBank.Norm.PEAK, new MelFilterBank.Grid(1024, 48_000), 64);
    MelInverter inverter = new MelInverter(bank, 8);
    float[] spectrum = new float[bank.bins()];
    float[] bands = new float[64];
    assertAllocatesNothing(
        () -> {
          bank.apply(spectrum, bands);
          inverter.invert(bands, spectrum);
        });
  }

  @Test
  void stitching() {
    OverlapAdd stitcher = OverlapAdd.crossfading(BLOCK, BLOCK / 4, Crossfade.EQUAL_POWER);
    assertAllocatesNothing(() -> stitcher.add(noise, out));
  }

  @Test
  void resampling() {
    Resampler fixed = new Resampler(48_000, 44_100);
    Resampler interpolated = new Resampler(48_000, 44_101);
    assertAllocatesNothing(
        () -> {
          fixed.process(noise, 0, BLOCK, out, 0);
          interpolated.process(noise, 0, BLOCK, out, 0);
        });
  }

  @Test
  void limiting() {
    TruePeakLimiter limiter = new TruePeakLimiter(AudioFormat.mono(48_000), -6);
    float[][] in = {noise};
    float[][] limited = {out};
    assertAllocatesNothing(() -> limiter.process(in, 0, BLOCK, limited, 0));
  }

  @Test
  void listeningForOnsets() {
    OnsetDetector detector = new OnsetDetector(48_000);
    assertAllocatesNothing(() -> detector.process(noise, 0, BLOCK, onset -> {}));
  }
}
