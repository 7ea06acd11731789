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
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Trains the diffusion transformer and the text encoder together by conditional flow matching
 * (Lipman et al., 2023) along straight paths: at level sigma the latents are {@code (1 - sigma)
 * data + sigma noise}, and the velocity to learn is {@code noise - data}.
 */
final class SoundTrainer implements AutoCloseable {
  /** Checkpoint of a run, in its folder. */
  static final String STATE = "sound-state.safetensors";

  /** Learning curve of a run, without the ending. */
  static final String CURVE = "sound-curve";

  private static final int N = EmbeddedConfig.WINDOW_LATENTS;
  private static final int C = EmbeddedConfig.LATENT_CHANNELS;
  private static final int WARM_UP = 200;
  private static final int VALIDATION_WINDOWS = 192;
  private static final int REPORT = 200;

  private final NDManager manager;
  private final Parameters parameters;
  private final AdamW optimizer;
  private final MmDit transformer;
  private final TextNet text;
  private final TrainingState state;
  private final LearningCurve curve;
  private final int batchSize;
  private final long seed;

  /**
   * Starts or resumes a run.
   *
   * @param device where to train, see {@link Torch#device}
   * @param from assembled weights to start a new run from; may be null
   */
  SoundTrainer(Path directory, String device, int batchSize, long seed, Path from)
      throws IOException {
    this.batchSize = batchSize;
    this.seed = seed;
    manager = Torch.newManager(Torch.device(device));
    Map<String, long[]> shapes = EmbeddedConfig.transformerShapes();
    shapes.putAll(TextNet.shapes());
    parameters = new Parameters(manager, shapes, new SplittableRandom(seed));
    optimizer = new AdamW(parameters, manager, 0.01, 0.999);
    ResidentTensors tensors = new ResidentTensors(parameters.tensors());
    transformer = new MmDit(EmbeddedConfig.DIT, tensors);
    text = new TextNet(tensors);
    state = new TrainingState(directory.resolve(STATE));
    curve =
        new LearningCurve(
            directory.resolve(CURVE + ".csv"), "train", "validation", "rate", "norm", "seconds");
    state.begin(parameters, optimizer, from);
  }

  /**
   * Trains until the time is up: constant rate after a warm-up, then a linear decay over the last
   * quarter, so that every run ends with settled weights however long it was.
   */
  void train(SoundFeed feed, List<SoundSample> held, double minutes, double peakRate)
      throws IOException {
    long start = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed + optimizer.steps());
    Torch.engine().setRandomSeed((int) (seed + optimizer.steps()));
    double average = Double.NaN;
    while (true) {
      double seconds = (System.nanoTime() - start) / 1e9;
      double progress = seconds / 60 / minutes;
      if (progress >= 1) {
        break;
      }
      double rate =
          peakRate
              * Math.min(1, (optimizer.steps() + 1.0) / WARM_UP)
              * Math.min(1, Math.max(0.02, (1 - progress) / 0.25));
      double loss = loss(feed.next(), random, true);
      double norm = optimizer.step(rate, 1);
      if (!Double.isFinite(loss)) {
        throw new IllegalStateException("loss is " + loss + " at step " + optimizer.steps());
      }
      average = Double.isNaN(average) ? loss : 0.98 * average + 0.02 * loss;
      if (optimizer.steps() % REPORT == 0) {
        double validation = validate(held);
        curve.add(optimizer.steps(), average, validation, rate, norm, seconds);
        System.out.printf(
            "step %d train %.4f validation %.4f rate %.2e norm %.2f %d samples %.0f s%n",
            optimizer.steps(), average, validation, rate, norm, feed.size(), seconds);
        state.save(parameters, optimizer);
      }
    }
    state.save(parameters, optimizer);
    System.out.printf("%d steps, last average of the loss %.4f%n", optimizer.steps(), average);
  }

  /** Same windows, noise and levels every time, so that the figure is comparable between steps. */
  private double validate(List<SoundSample> held) {
    SplittableRandom random = new SplittableRandom(12345);
    Torch.engine().setRandomSeed(12345);
    double sum = 0;
    int batches = Math.max(1, VALIDATION_WINDOWS / batchSize);
    for (int i = 0; i < batches; i++) {
      sum += loss(SoundBatch.draw(held, batchSize, random, false), random, false);
    }
    Torch.engine().setRandomSeed((int) (seed + optimizer.steps()));
    return sum / batches;
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
    float[] level = new float[b];
    float[] time = new float[b];
    for (int i = 0; i < b; i++) {
      level[i] = (float) level(random);
      time[i] = 1000 * level[i];
    }
    NDArray data = scope.create(batch.latents, new Shape(b, N, C));
    NDArray target = scope.randomNormal(new Shape(b, N, C)).subi(data);
    NDArray noisy = data.add(target.mul(scope.create(level, new Shape(b, 1, 1))));
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
    NDArray velocity = transformer.velocity(noisy, scope.create(time, new Shape(b)), conditions);
    return velocity.sub(target).square().mean();
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
