package dev.foley.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.foley.internal.nn.Torch;
import dev.foley.training.optim.AdamW;
import dev.foley.training.optim.Parameters;
import dev.foley.training.optim.TensorScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** The loop around whatever the diffusion transformer is to learn. */
abstract class TransformerTrainer implements AutoCloseable {
  private static final double DECAY = 0.25;
  private static final int VALIDATION_WINDOWS = 192;

  /** More windows than that of one held-out sample would say little new. */
  private static final int WINDOWS_OF_A_SAMPLE = 4;

  private static final int REPORT = 200;

  /**
   * Where and how to train.
   *
   * @param directory folder of the run
   * @param device see {@link Torch#device}
   * @param batch windows in a step
   * @param seed chooses weights, batches and noise
   * @param from assembled weights to start from; may be null
   */
  record Run(Path directory, String device, int batch, long seed, Path from) {}

  final NDManager manager;
  final Parameters parameters;
  final AdamW optimizer;
  private final Run run;
  private final List<String> measures;
  private final TrainingState state;
  private final LearningCurve curve;
  private final List<NDArray> weights = new ArrayList<>();

  /**
   * Prepares the first step of a run.
   *
   * @param shapes of what is trained
   * @param measures names of what {@link #measure} returns
   */
  TransformerTrainer(
      Run run, Map<String, long[]> shapes, String stateFile, String curveName, String... measures)
      throws IOException {
    this.run = run;
    this.measures = List.of(measures);
    manager = Torch.newManager(Torch.device(run.device()));
    parameters = new Parameters(manager, shapes, new SplittableRandom(run.seed()));
    optimizer = new AdamW(parameters, manager, 0.01, 0.999);
    lend(parameters.tensors().values());
    state = new TrainingState(run.directory().resolve(stateFile));
    List<String> columns = new ArrayList<>(this.measures);
    columns.add(0, "train");
    columns.addAll(List.of("rate", "norm", "seconds"));
    curve =
        new LearningCurve(
            run.directory().resolve(curveName + ".csv"), columns.toArray(String[]::new));
  }

  /** See {@link TrainingState#begin}. */
  final void begin(WeightSources initial) {
    state.begin(parameters, optimizer, initial);
  }

  /** Weights that every step computes with, beside those that it trains. */
  final void lend(Collection<NDArray> tensors) {
    weights.addAll(tensors);
  }

  /** What a step makes smaller, one number. */
  abstract NDArray loss(NDManager scope, SoundBatch batch, SplittableRandom random);

  /** How well the network does on a batch. */
  abstract double[] measure(NDManager scope, SoundBatch batch, SplittableRandom random);

  /** Trains until the time is up; the rate decays over the last quarter. To be called once. */
  final void train(SoundFeed feed, List<SoundSample> held, double minutes, double peakRate)
      throws IOException {
    RateSchedule schedule = new RateSchedule(minutes, peakRate, DECAY);
    int windows = Math.min(VALIDATION_WINDOWS, WINDOWS_OF_A_SAMPLE * held.size());
    SplittableRandom random = new SplittableRandom(run.seed() + optimizer.steps());
    reseed();
    double average = Double.NaN;
    while (!schedule.isOver()) {
      double rate = schedule.rate(optimizer.steps());
      double loss = learn(feed.next(), random);
      double norm = optimizer.step(rate, 1);
      if (!Double.isFinite(loss)) {
        throw new IllegalStateException("loss is " + loss + " at step " + optimizer.steps());
      }
      average = Double.isNaN(average) ? loss : 0.98 * average + 0.02 * loss;
      if (optimizer.steps() % REPORT == 0) {
        double seconds = schedule.seconds();
        double[] measured = validate(held, windows);
        curve.add(optimizer.steps(), row(average, measured, rate, norm, seconds));
        System.out.printf(
            "step %d train %.4f %s rate %.2e norm %.2f %d samples %.0f s%n",
            optimizer.steps(), average, text(measured), rate, norm, feed.size(), seconds);
        save();
      }
    }
    save();
    // What is shipped, so nothing is trained from here on.
    parameters.assign(optimizer.state()[2]);
    System.out.printf(
        "%d steps, last average of the loss %.4f; averaged weights: %s%n",
        optimizer.steps(), average, text(validate(held, windows)));
  }

  private static double[] row(double average, double[] measured, double... rest) {
    double[] row = new double[1 + measured.length + rest.length];
    row[0] = average;
    System.arraycopy(measured, 0, row, 1, measured.length);
    System.arraycopy(rest, 0, row, 1 + measured.length, rest.length);
    return row;
  }

  private String text(double[] measured) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < measured.length; i++) {
      parts.add(String.format(Locale.ROOT, "%s %.4f", measures.get(i), measured[i]));
    }
    return String.join(" ", parts);
  }

  /** Writes the checkpoint that a later run resumes from. */
  final void save() throws IOException {
    state.save(parameters, optimizer);
  }

  /** The loss of a batch; its gradients are left to the optimiser. */
  final double learn(SoundBatch batch, SplittableRandom random) {
    try (TensorScope scope = new TensorScope(manager, weights);
        GradientCollector collector = Torch.engine().newGradientCollector()) {
      NDArray loss = loss(scope.manager(), batch, random);
      collector.backward(loss);
      return loss.getFloat();
    }
  }

  /**
   * Same windows, noise and levels every time, so that the figures are comparable between steps.
   */
  final double[] validate(List<SoundSample> held, int windows) {
    SplittableRandom random = new SplittableRandom(12345);
    Torch.engine().setRandomSeed(12345);
    double[] mean = new double[measures.size()];
    int batches = Math.max(1, windows / run.batch());
    for (int i = 0; i < batches; i++) {
      try (TensorScope scope = new TensorScope(manager, weights)) {
        SoundBatch batch = SoundBatch.draw(held, run.batch(), random, false);
        double[] measured = measure(scope.manager(), batch, random);
        Arrays.setAll(mean, m -> mean[m] + measured[m] / batches);
      }
    }
    reseed();
    return mean;
  }

  private void reseed() {
    Torch.engine().setRandomSeed((int) (run.seed() + optimizer.steps()));
  }

  @Override
  public final void close() {
    optimizer.close();
    manager.close();
  }
}
