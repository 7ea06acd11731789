package dev.foley.benchmarks;

import dev.foley.dsp.RealFft;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * {@link RealFft} against JTransforms by processor time instead of the clock, for machines that are
 * busy with other work, where {@link FftBenchmark} says little. Both take turns in short batches;
 * the best batch of each counts.
 */
public final class DspCpuTime {
  private static final int[] SIZES = {512, 1024, 2048, 4096, 960, 1536, 1920, 3840};
  private static final int BATCHES = 40;
  private static final int SAMPLES_PER_BATCH = 2_000_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private DspCpuTime() {}

  /**
   * Prints two tables.
   *
   * @param args not used
   */
  public static void main(String[] args) throws InterruptedException {
    System.out.println(
        "| size | forward us | JTransforms | ratio | inverse us | JTransforms | ratio |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (int size : SIZES) {
      System.out.println(row(size));
    }
    SpectrumBenchmark state = new SpectrumBenchmark();
    state.setUp();
    double[] best =
        best(
            4,
            state::analysis,
            state::synthesis,
            state::melBands,
            state::melInversion,
            state::phaseReconstruction);
    System.out.println();
    System.out.println("| analysis | synthesis | mel bands | mel inversion | phases |");
    System.out.println("|---|---|---|---|---|");
    System.out.printf(
        "| %.2f | %.2f | %.2f | %.2f | %.2f |%n",
        best[0] / 1e3, best[1] / 1e3, best[2] / 1e3, best[3] / 1e3, best[4] / 1e3);
  }

  private static String row(int size) throws InterruptedException {
    FftBenchmark state = new FftBenchmark();
    state.size = size;
    state.setUp();
    RealFft foley = new RealFft(size);
    FloatFFT_1D peer = new FloatFFT_1D(size);
    float[] re = new float[foley.bins()];
    float[] im = new float[foley.bins()];
    float[] back = new float[size];
    float[] packed = new float[size];
    double[] best =
        best(
            SAMPLES_PER_BATCH / size,
            state::foleyForward,
            state::jtransformsForward,
            () -> foley.inverse(re, im, back),
            () -> peer.realInverse(packed, true));
    return "| %d | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |"
        .formatted(size, best[0], best[1], best[0] / best[1], best[2], best[3], best[2] / best[3]);
  }

  /** Microseconds per call of each, in the best of all batches. */
  private static double[] best(int calls, Runnable... works) throws InterruptedException {
    double[] best = new double[works.length];
    java.util.Arrays.fill(best, Double.POSITIVE_INFINITY);
    for (int batch = 0; batch < BATCHES; batch++) {
      // In the first rounds: time for the JIT compiler, which shares the processor.
      Thread.sleep(batch < 10 ? 100 : 0);
      for (int w = 0; w < works.length; w++) {
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < calls; i++) {
          works[w].run();
        }
        long spent = THREADS.getCurrentThreadCpuTime() - start;
        best[w] = Math.min(best[w], spent / 1e3 / calls);
      }
    }
    return best;
  }
}
