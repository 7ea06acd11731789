package dev.foley.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.model.dit.DitConfig;
import dev.foley.internal.model.dit.MmDit;
import dev.foley.internal.model.hunyuan.HunyuanModel;
import dev.foley.internal.model.hunyuan.SyntheticModel;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.sampling.CounterNoise;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.Latents;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One transformer forward at the published width with six blocks (2 + 4), at the shapes at which
 * the PyTorch original was timed, and the decoder on one second of sound.
 *
 * <p>The original was timed on an idle machine, this one rarely is. So every round also times a
 * matrix product, whose speed the original's notes give too, and two ratios are printed: of the
 * wall times as they are, and of the processor times in units of that product, which asks how much
 * is lost beside the products themselves. With {@code -Dai.djl.pytorch.num_threads=1} processor
 * time holds no waiting of one thread for another; the original ran on two threads without outside
 * load, its processor time is taken as twice its wall time.
 */
public final class HunyuanTimings {
  private static final DitConfig SIX_BLOCKS =
      new DitConfig(1408, 11, 2, 4, 128, 768, 768, 768, 8, 256);
  private static final int TEXT = 20;
  private static final int ROUNDS = 3;

  /** Latents of one second. */
  private static final int SECOND = 50;

  /** Rows, depth and columns of the matrix product that calibrates the machine. */
  private static final int ROWS = 1408;

  private static final int COLUMNS = 4224;
  private static final double PRODUCT_FLOP = 2.0 * ROWS * ROWS * COLUMNS;

  /** Speed of that product where the original was timed, a second of wall time on two threads. */
  private static final double ORIGINAL_FLOPS = 160e9;

  /**
   * Best wall seconds of the original, PyTorch 2.13 on the CPU, 2 threads, same kind of machine.
   */
  private record Shapes(int batch, int audio, int visual, int sync, double original) {}

  private static final Shapes[] CASES = {
    new Shapes(1, 250, 40, 112, 1.70),
    new Shapes(2, 250, 40, 112, 2.89),
    new Shapes(1, 750, 120, 360, 4.11),
    new Shapes(2, 750, 120, 360, 8.09)
  };

  private static final double ORIGINAL_DECODER = 1.20;

  private HunyuanTimings() {}

  /**
   * @param args how many of the transformer's cases to run, smallest first (all if absent); then,
   *     if given, a model folder whose decoder is timed on one second of sound
   */
  public static void main(String[] args) throws IOException {
    Torch.useAllCores();
    int cases = args.length == 0 ? CASES.length : Integer.parseInt(args[0]);
    try (NDManager manager = Torch.newManager(Torch.device("cpu"))) {
      NDArray left = manager.randomNormal(new Shape(ROWS, ROWS));
      NDArray right = manager.randomNormal(new Shape(ROWS, COLUMNS));
      Runnable product = () -> left.matMul(right).close();
      if (cases > 0) {
        MmDit transformer = SyntheticModel.transformer(manager, SIX_BLOCKS, DataType.FLOAT32);
        for (int i = 0; i < cases; i++) {
          time(manager, transformer, CASES[i], product);
        }
      }
      if (args.length > 1) {
        time(Path.of(args[1]), product);
      }
    }
  }

  private static void time(Path folder, Runnable product) {
    try (FoleyModel model = HunyuanModel.open(folder, "cpu")) {
      int channels = model.spec().latentChannels();
      float[] noise = new float[SECOND * channels];
      CounterNoise.fill(1, 0, SECOND, channels, noise);
      Latents latents = new Latents(SECOND, channels, noise);
      compare(
          "decoder, 1 s",
          ORIGINAL_DECODER,
          () -> model.vocoder().decode(latents, new float[0]),
          product);
    }
  }

  private static void time(NDManager manager, MmDit transformer, Shapes shapes, Runnable product) {
    try (NDManager window = manager.newSubManager()) {
      MmDit.Conditions conditions =
          transformer.prepare(
              window.randomNormal(new Shape(shapes.batch, shapes.visual, 768)),
              window.randomNormal(new Shape(shapes.batch, shapes.sync, 768)),
              window.randomNormal(new Shape(shapes.batch, TEXT, 768)),
              shapes.audio);
      compare(
          "batch " + shapes.batch + ", " + shapes.audio + " latents",
          shapes.original,
          () -> {
            try (NDManager step = window.newSubManager()) {
              NDArray x = step.randomNormal(new Shape(shapes.batch, shapes.audio, 128));
              NDArray t = step.ones(new Shape(shapes.batch)).mul(500);
              transformer.velocity(x, t, conditions).toFloatArray();
            }
          },
          product);
    }
  }

  private static void compare(String what, double original, Runnable work, Runnable product) {
    work.run();
    product.run();
    Time best = new Time(Double.MAX_VALUE, Double.MAX_VALUE);
    Time bestProduct = best;
    for (int round = 0; round < ROUNDS; round++) {
      bestProduct = bestProduct.least(Time.of(product)).least(Time.of(product));
      best = best.least(Time.of(work));
    }
    double originalProduct = PRODUCT_FLOP / ORIGINAL_FLOPS;
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s: %.2f s (%.2f s of CPU), the original %.2f s (%.2f s of CPU), ratio %.2f;"
                + " product %.0f GFLOP/s (%.0f a second of CPU), ratio in products %.2f",
            what,
            best.wall,
            best.cpu,
            original,
            2 * original,
            best.wall / original,
            PRODUCT_FLOP / bestProduct.wall / 1e9,
            PRODUCT_FLOP / bestProduct.cpu / 1e9,
            (best.cpu / bestProduct.cpu) / (original / originalProduct)));
  }

  /**
   * How long something took.
   *
   * @param wall seconds on the clock
   * @param cpu seconds that all threads of this process have run
   */
  private record Time(double wall, double cpu) {
    static Time of(Runnable work) {
      long busy = cpuNanos();
      long start = System.nanoTime();
      work.run();
      return new Time((System.nanoTime() - start) / 1e9, (cpuNanos() - busy) / 1e9);
    }

    Time least(Time other) {
      return new Time(Math.min(wall, other.wall), Math.min(cpu, other.cpu));
    }

    private static long cpuNanos() {
      return ManagementFactory.getOperatingSystemMXBean()
              instanceof com.sun.management.OperatingSystemMXBean system
          ? system.getProcessCpuTime()
          : 0;
    }
  }
}
