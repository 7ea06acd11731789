package dev.foley.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
 * the PyTorch original was timed. Prints the best of three after a warm-up, and the CPU time, which
 * says more on a busy machine (the original used two threads: about twice its wall time).
 */
public final class HunyuanTimings {
  private static final DitConfig SIX_BLOCKS =
      new DitConfig(1408, 11, 2, 4, 128, 768, 768, 768, 8, 256);
  private static final int TEXT = 20;
  private static final int ROUNDS = 3;

  /** Latents of one second. */
  private static final int SECOND = 50;

  /** Best wall seconds of the original, PyTorch 2.13 on the CPU, 2 threads of the same machine. */
  private record Shapes(int batch, int audio, int visual, int sync, double reference) {}

  private static final Shapes[] CASES = {
    new Shapes(1, 250, 40, 112, 1.70),
    new Shapes(2, 250, 40, 112, 2.89),
    new Shapes(1, 750, 120, 360, 4.11),
    new Shapes(2, 750, 120, 360, 8.09)
  };

  private HunyuanTimings() {}

  /**
   * @param args how many of the transformer's cases to run, smallest first (all if absent); then,
   *     if given, a model folder whose decoder is timed on one second of sound
   */
  public static void main(String[] args) throws IOException {
    int cases = args.length == 0 ? CASES.length : Integer.parseInt(args[0]);
    try (NDManager manager = Torch.newManager(Torch.device("cpu"))) {
      MmDit transformer = SyntheticModel.transformer(manager, SIX_BLOCKS);
      for (int i = 0; i < cases; i++) {
        time(manager, transformer, CASES[i]);
      }
    }
    if (args.length > 1) {
      try (FoleyModel model = HunyuanModel.open(Path.of(args[1]), "cpu")) {
        int channels = model.spec().latentChannels();
        float[] noise = new float[SECOND * channels];
        CounterNoise.fill(1, 0, SECOND, channels, noise);
        Latents latents = new Latents(SECOND, channels, noise);
        print("decoder, 1 s", 1.20, () -> model.vocoder().decode(latents, new float[0]));
      }
    }
  }

  private static void time(NDManager manager, MmDit transformer, Shapes shapes) {
    try (NDManager window = manager.newSubManager()) {
      MmDit.Conditions conditions =
          transformer.prepare(
              window.randomNormal(new Shape(shapes.batch, shapes.visual, 768)),
              window.randomNormal(new Shape(shapes.batch, shapes.sync, 768)),
              window.randomNormal(new Shape(shapes.batch, TEXT, 768)),
              shapes.audio);
      print(
          "batch " + shapes.batch + ", " + shapes.audio + " latents",
          shapes.reference,
          () -> {
            try (NDManager step = window.newSubManager()) {
              NDArray x = step.randomNormal(new Shape(shapes.batch, shapes.audio, 128));
              NDArray t = step.ones(new Shape(shapes.batch)).mul(500);
              transformer.velocity(x, t, conditions).toFloatArray();
            }
          });
    }
  }

  private static void print(String what, double reference, Runnable work) {
    double best = Double.MAX_VALUE;
    double cpu = Double.MAX_VALUE;
    work.run();
    for (int round = 0; round < ROUNDS; round++) {
      long busy = cpuNanos();
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
      cpu = Math.min(cpu, (cpuNanos() - busy) / 1e9);
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s: %.2f s (%.2f s of CPU), the original %.2f s, ratio %.2f",
            what,
            best,
            cpu,
            reference,
            best / reference));
  }

  /** Time that all threads of this process have run; on a busy machine the better figure. */
  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
