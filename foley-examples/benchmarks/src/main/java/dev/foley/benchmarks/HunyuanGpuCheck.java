package dev.foley.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.model.dit.DitConfig;
import dev.foley.internal.model.dit.MmDit;
import dev.foley.internal.model.hunyuan.HunyuanModel;
import dev.foley.internal.model.hunyuan.MemoryPlan;
import dev.foley.internal.model.hunyuan.SyntheticModel;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.sampling.CounterNoise;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.Latents;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.SynthesisTask.WeightedText;
import dev.foley.stage.TextCondition;
import dev.foley.stage.VisualFeatures;
import dev.foley.stage.VisualStream;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Does another device compute what the CPU computes? Every stage of a small random
 * HunyuanVideo-Foley runs on the CPU and, from the CPU's inputs, under each memory plan on the
 * device; then a transformer of medium size is compared and timed. Needs no files and well under
 * half a minute. Fails (exit code 1) where a float32 result turns away from the CPU's, cosine below
 * 0.99999, or a float16 one, 0.999.
 */
public final class HunyuanGpuCheck {
  private static final DitConfig MEDIUM = new DitConfig(1024, 8, 1, 3, 128, 768, 768, 768, 8, 256);
  private static final int LATENTS = 400;
  private static final int GUIDED = 2;
  private static final int ROUNDS = 5;
  private static boolean failed;

  private HunyuanGpuCheck() {}

  /**
   * @param args the device: {@code cuda} (if absent), {@code gpu:N} or {@code cpu}, which compares
   *     the memory plans of the CPU
   */
  public static void main(String[] args) throws IOException {
    String device = args.length == 0 || args[0].equals("cuda") ? "gpu" : args[0];
    System.out.println("device " + Torch.device(device) + " against the CPU");
    Path folder = Files.createTempDirectory("foley-check");
    try {
      SyntheticModel.write(folder, SyntheticModel.Size.TINY, 1);
      Map<String, float[]> expected = stages(folder, "cpu", MemoryPlan.RESIDENT_FLOAT32, null);
      for (MemoryPlan plan : MemoryPlan.values()) {
        Map<String, float[]> actual = stages(folder, device, plan, expected);
        boolean narrow = plan == MemoryPlan.RESIDENT_FLOAT16;
        expected.forEach(
            (stage, values) ->
                compare(plan.label() + " " + stage, values, actual.get(stage), narrow));
      }
    } finally {
      delete(folder);
    }
    float[] reference = medium("cpu", DataType.FLOAT32);
    compare("medium float32", reference, medium(device, DataType.FLOAT32), false);
    compare("medium float16", reference, medium(device, DataType.FLOAT16), true);
    System.out.println(failed ? "DIFFERENT" : "the same");
    if (failed) {
      System.exit(1);
    }
  }

  /** What each stage makes of the same inputs: the given ones, else its own predecessors'. */
  private static Map<String, float[]> stages(
      Path folder, String device, MemoryPlan plan, Map<String, float[]> given) {
    System.setProperty(MemoryPlan.PROPERTY, plan.label());
    Map<String, float[]> results = new LinkedHashMap<>();
    try (FoleyModel model = HunyuanModel.open(folder, device)) {
      VisualFeatures seen = see(model);
      results.put("visual tokens", seen.visual().values());
      results.put("sync tokens", seen.sync().values());
      TextCondition text = model.textConditioner().encode("steps on gravel", "noise");
      results.put("text tokens", text.prompt().values());
      float[] always = new float[model.spec().windowLatents()];
      Arrays.fill(always, 1);
      int channels = model.spec().latentChannels();
      SynthesisTask task =
          new SynthesisTask(
              0,
              seen,
              List.of(new WeightedText(text, always)),
              new SynthesisTask.Sampling(2, 4.5, 1),
              new Latents(0, channels, new float[0]));
      float[] latents = model.synthesizer().synthesize(task, (step, steps) -> true).values();
      results.put("latents", latents);
      float[] input = given == null ? latents : given.get("latents");
      Latents window = new Latents(always.length, channels, input);
      results.put("audio", model.vocoder().decode(window, new float[0]));
    }
    return results;
  }

  private static VisualFeatures see(FoleyModel model) {
    try (VisualStream stream = model.visualEncoder().open()) {
      Random random = new Random(1);
      for (int i = 0; i < 50; i++) {
        byte[] data = new byte[64 * 48 * 3];
        random.nextBytes(data);
        Picture picture = new Picture(64, 48, PixelFormat.RGB24, data);
        stream.push(new VideoFrame(MediaTime.ofIndex(i, 25), List.of(picture)));
      }
      stream.end(MediaTime.ofIndex(2, 1));
      return stream.window(MediaTime.ZERO);
    }
  }

  /** One forward of the medium transformer; prints the best time. */
  private static float[] medium(String device, DataType type) throws IOException {
    try (NDManager manager = Torch.newManager(Torch.device(device))) {
      MmDit transformer = SyntheticModel.transformer(manager, MEDIUM, type);
      MmDit.Conditions conditions =
          transformer.prepare(
              noise(manager, 1, 64, 768),
              noise(manager, 2, 192, 768),
              noise(manager, 3, 20, 768),
              LATENTS);
      double best = Double.MAX_VALUE;
      float[] result = null;
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        try (NDManager step = manager.newSubManager()) {
          NDArray t = step.ones(new Shape(GUIDED)).mul(500);
          result = transformer.velocity(noise(step, 4, LATENTS, 128), t, conditions).toFloatArray();
        }
        best = Math.min(best, (System.nanoTime() - start) / 1e6);
      }
      System.out.printf(Locale.ROOT, "%s %s: medium forward %.1f ms%n", device, type, best);
      return result;
    }
  }

  private static NDArray noise(NDManager manager, long seed, int tokens, int width) {
    float[] values = new float[GUIDED * tokens * width];
    CounterNoise.fill(seed, 0, GUIDED * tokens, width, values);
    return manager.create(values, new Shape(GUIDED, tokens, width));
  }

  private static void compare(String what, float[] expected, float[] actual, boolean narrow) {
    double error = 0;
    double dot = 0;
    double a = 0;
    double b = 0;
    for (int i = 0; i < expected.length; i++) {
      error = Math.max(error, Math.abs((double) expected[i] - actual[i]));
      dot += (double) expected[i] * actual[i];
      a += (double) expected[i] * expected[i];
      b += (double) actual[i] * actual[i];
    }
    double cosine = dot / Math.sqrt(a * b);
    boolean good = cosine >= (narrow ? 0.999 : 0.99999);
    failed |= !good;
    System.out.printf(
        Locale.ROOT,
        "%-32s largest error %.2e  cosine %.7f  %s%n",
        what,
        error,
        cosine,
        good ? "ok" : "DIFFERENT");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
