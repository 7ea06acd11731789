package dev.foley.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.foley.internal.model.dit.MmDit;
import dev.foley.internal.model.embedded.EmbeddedConfig;
import dev.foley.internal.model.embedded.SyncTrack;
import dev.foley.internal.model.embedded.TextNet;
import dev.foley.internal.model.embedded.VisualNet;
import dev.foley.internal.nn.ResidentTensors;
import dev.foley.internal.nn.Torch;
import dev.foley.training.optim.AdamW;
import dev.foley.training.optim.Parameters;
import dev.foley.training.optim.TensorScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains the diffusion transformer and the text encoder together by conditional flow matching
 * (Lipman et al., 2023) along straight paths: at level sigma the latents are {@code (1 - sigma)
 * data + sigma noise}, and the velocity to learn is {@code noise - data}.
 */
final class SoundTrainer implements AutoCloseable {
  /** Checkpoint of a run, in its folder. */
  static final String STATE = "sound-state.safetensors";

  private static final int N = EmbeddedConfig.WINDOW_LATENTS;
  private static final int C = EmbeddedConfig.LATENT_CHANNELS;
  private static final int WARM_UP = 200;
  private static final int VALIDATION_BATCHES = 6;
  private static final int REPORT = 100;

  private final NDManager manager = Torch.newManager(Torch.device("cpu"));
  private final Parameters parameters = new Parameters(manager);
  private final AdamW optimizer;
  private final MmDit transformer;
  private final TextNet text;
  private final TrainingState state;
  private final LearningCurve curve;
  private final Path directory;
  private final int batchSize;

  SoundTrainer(Path directory, int batchSize, long seed, Path from) throws IOException {
    this.directory = directory;
    this.batchSize = batchSize;
    SplittableRandom random = new SplittableRandom(seed);
    EmbeddedConfig.transformerShapes()
        .forEach((name, shape) -> parameters.initialise(name, shape, random));
    TextNet.shapes().forEach((name, shape) -> parameters.initialise(name, shape, random));
    optimizer = new AdamW(parameters, manager, 0.01, 0.999);
    ResidentTensors tensors = new ResidentTensors(parameters.tensors());
    transformer = new MmDit(EmbeddedConfig.DIT, tensors);
    text = new TextNet(tensors);
    state = new TrainingState(directory.resolve(STATE));
    curve =
        new LearningCurve(
            directory.resolve("sound-curve.csv"), "train", "validation", "rate", "norm", "seconds");
    state.begin(parameters, optimizer, from);
  }

  /**
   * Trains until the time is up: constant rate after a warm-up, then a linear decay over the last
   * quarter, so that every run ends with settled weights however long it was.
   */
  void train(
      List<SoundSample> samples, List<SoundSample> held, double minutes, double peakRate, long seed)
      throws IOException {
    long start = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed + optimizer.steps());
    double average = Double.NaN;
    double norm = 0;
    while (true) {
      double progress = (System.nanoTime() - start) / 6e10 / minutes;
      if (progress >= 1) {
        break;
      }
      double rate =
          peakRate
              * Math.min(1, (optimizer.steps() + 1.0) / WARM_UP)
              * Math.min(1, Math.max(0.02, (1 - progress) / 0.25));
      double loss = loss(SoundBatch.draw(samples, batchSize, random, true), random, true);
      norm = optimizer.step(rate, 1);
      if (!Double.isFinite(loss)) {
        throw new IllegalStateException("loss is " + loss + " at step " + optimizer.steps());
      }
      average = Double.isNaN(average) ? loss : 0.98 * average + 0.02 * loss;
      if (optimizer.steps() % REPORT == 0) {
        double validation = validate(held);
        double seconds = (System.nanoTime() - start) / 1e9;
        curve.add(optimizer.steps(), average, validation, rate, norm, seconds);
        System.out.printf(
            "step %d train %.4f validation %.4f rate %.2e norm %.2f %.0f s%n",
            optimizer.steps(), average, validation, rate, norm, seconds);
        state.save(parameters, optimizer);
      }
    }
    state.save(parameters, optimizer);
    curve.draw(directory.resolve("sound-curve.png"), "Flow-matching loss", "train", "validation");
  }

  /** Same windows, noise and levels every time, so that the figure is comparable between steps. */
  private double validate(List<SoundSample> held) {
    SplittableRandom random = new SplittableRandom(12345);
    double sum = 0;
    for (int i = 0; i < VALIDATION_BATCHES; i++) {
      sum += loss(SoundBatch.draw(held, batchSize, random, false), random, false);
    }
    return sum / VALIDATION_BATCHES;
  }

  private double loss(SoundBatch batch, SplittableRandom random, boolean learn) {
    try (TensorScope scope = new TensorScope(manager, parameters.tensors().values())) {
      if (!learn) {
        return loss(batch, scope.manager(), random).getFloat();
      }
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray loss = loss(batch, scope.manager(), random);
        collector.backward(loss);
        return loss.getFloat();
      }
    }
  }

  private NDArray loss(SoundBatch batch, NDManager scope, SplittableRandom random) {
    int b = batch.size;
    float[] noise = new float[b * N * C];
    float[] noisy = new float[b * N * C];
    float[] target = new float[b * N * C];
    float[] time = new float[b];
    for (int i = 0; i < b; i++) {
      double sigma = level(random);
      time[i] = (float) (1000 * sigma);
      for (int j = i * N * C; j < (i + 1) * N * C; j++) {
        noise[j] = (float) random.nextGaussian();
        noisy[j] = (float) ((1 - sigma) * batch.latents[j] + sigma * noise[j]);
        target[j] = noise[j] - batch.latents[j];
      }
    }
    NDArray prompt = text.encode(scope, batch.captions);
    NDArray visual =
        blend(
            scope,
            batch.visual,
            batch.hasVisual,
            "empty_clip_feat",
            new Shape(b, EmbeddedConfig.WINDOW_VISUALS, VisualNet.WIDTH));
    NDArray sync =
        blend(
            scope, batch.sync, batch.hasSync, "empty_sync_feat", new Shape(b, N, SyncTrack.WIDTH));
    MmDit.Conditions conditions = transformer.prepare(visual, sync, prompt, N);
    Shape shape = new Shape(b, N, C);
    NDArray velocity =
        transformer.velocity(
            scope.create(noisy, shape), scope.create(time, new Shape(b)), conditions);
    return velocity.sub(scope.create(target, shape)).square().mean();
  }

  /**
   * Mostly the middle of the path, where it is hardest (Esser et al., 2024), some of everywhere.
   */
  private static double level(SplittableRandom random) {
    if (random.nextDouble() < 0.2) {
      return random.nextDouble();
    }
    return 1 / (1 + Math.exp(-random.nextGaussian() - 0.3));
  }

  private NDArray blend(
      NDManager scope, float[] values, float[] present, String empty, Shape shape) {
    NDArray given = scope.create(values, shape);
    NDArray keep = scope.create(present, new Shape(shape.get(0), 1, 1));
    NDArray learned = parameters.tensors().get(empty).reshape(1, 1, shape.get(2));
    return given.mul(keep).add(learned.mul(keep.mul(-1).add(1)));
  }

  @Override
  public void close() {
    optimizer.close();
    manager.close();
  }
}
