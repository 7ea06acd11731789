package dev.foley.benchmarks;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.model.dit.DitConfig;
import dev.foley.internal.model.dit.MmDit;
import dev.foley.internal.model.hunyuan.MemoryPlan;
import dev.foley.internal.nn.StreamedTensors;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.nn.WeightLoader;
import dev.foley.internal.weights.Checkpoint;
import dev.foley.internal.weights.Checkpoints;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One guided denoising step of the whole XL or XXL transformer from its checkpoint file (a
 * synthetic one will do) under one memory plan: time to load, time of the step, peak memory of the
 * process. A process of its own for each plan, or the peak is that of the largest.
 */
public final class HunyuanStep {
  private static final DitConfig XL = new DitConfig(1408, 11, 12, 24, 128, 768, 768, 768, 8, 256);
  private static final DitConfig XXL = new DitConfig(1536, 12, 18, 36, 128, 768, 768, 768, 8, 256);
  private static final int TEXT = 20;
  private static final int GUIDED = 2;
  private static final int STEPS = 2;

  private HunyuanStep() {}

  /**
   * @param args a model folder, the plan's label, the sound's length in seconds (10 if absent), the
   *     device (cpu if absent)
   */
  public static void main(String[] args) throws IOException {
    Torch.useAllCores();
    Path folder = Path.of(args[0]);
    MemoryPlan plan = MemoryPlan.parse(args[1]);
    int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 10;
    Device device = Torch.device(args.length > 3 ? args[3] : "cpu");
    Path xl = folder.resolve("hunyuanvideo_foley_xl.pth");
    boolean small = Files.exists(xl);
    try (Checkpoint file = Checkpoints.open(small ? xl : folder.resolve("hunyuanvideo_foley.pth"));
        NDManager manager = Torch.newManager(device)) {
      Clock clock = new Clock();
      Tensors weights = weights(file, plan, manager);
      clock.print(plan.label() + " loaded");
      MmDit transformer = new MmDit(small ? XL : XXL, weights);
      MmDit.Conditions conditions = conditions(transformer, manager, seconds);
      clock.print("conditions embedded");
      for (int i = 0; i < STEPS; i++) {
        step(transformer, manager, conditions, 50L * seconds);
        clock.print("step for " + seconds + " s of sound");
      }
      weights.close();
    }
    Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .forEach(line -> System.out.println("peak memory " + line.substring(6).strip()));
  }

  private static Tensors weights(Checkpoint file, MemoryPlan plan, NDManager manager) {
    boolean narrow = plan == MemoryPlan.RESIDENT_FLOAT16;
    WeightLoader loader = new WeightLoader(file, narrow ? DataType.FLOAT16 : DataType.FLOAT32);
    return plan == MemoryPlan.STREAMED
        ? new StreamedTensors(loader, manager)
        : loader.loadAll(manager, "");
  }

  private static MmDit.Conditions conditions(MmDit transformer, NDManager manager, int seconds) {
    int segments = (25 * seconds - 16) / 8 + 1;
    return transformer.prepare(
        manager.randomNormal(new Shape(GUIDED, 8L * seconds, 768)),
        manager.randomNormal(new Shape(GUIDED, 8L * segments, 768)),
        manager.randomNormal(new Shape(GUIDED, TEXT, 768)),
        50 * seconds);
  }

  private static void step(
      MmDit transformer, NDManager manager, MmDit.Conditions conditions, long latents) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = scope.randomNormal(new Shape(GUIDED, latents, 128));
      NDArray t = scope.ones(new Shape(GUIDED)).mul(500);
      transformer.velocity(x, t, conditions).toFloatArray();
    }
  }

  /** Wall and processor time since it was asked last. */
  private static final class Clock {
    private long wall = System.nanoTime();
    private long cpu = cpu();

    private static long cpu() {
      return ManagementFactory.getOperatingSystemMXBean()
              instanceof com.sun.management.OperatingSystemMXBean system
          ? system.getProcessCpuTime()
          : 0;
    }

    void print(String what) {
      System.out.printf(
          Locale.ROOT,
          "%s: %.1f s (%.1f s of CPU)%n",
          what,
          (System.nanoTime() - wall) / 1e9,
          (cpu() - cpu) / 1e9);
      wall = System.nanoTime();
      cpu = cpu();
    }
  }
}
