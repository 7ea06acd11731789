package dev.foley.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import dev.foley.internal.model.embedded.SyncTrack;
import dev.foley.internal.model.embedded.VisualInput;
import dev.foley.internal.model.embedded.VisualNet;
import dev.foley.internal.nn.ResidentTensors;
import dev.foley.internal.nn.Torch;
import dev.foley.motion.MotionEvent;
import dev.foley.training.optim.AdamW;
import dev.foley.training.optim.Parameters;
import dev.foley.training.optim.TensorScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Trains the visual network to find contacts, their strength, and sliding, in rendered clips. */
final class VisualTrainer implements AutoCloseable {
  /** Checkpoint of a run, in its folder. */
  static final String STATE = "visual-state.safetensors";

  /** Learning curve of a run, without the ending. */
  static final String CURVE = "visual-curve";

  /** Tokens of a training crop: 3.2 s. */
  private static final int CROP = 80;

  private static final double DECAY = 0.33;
  private static final float DROPOUT = 0.1f;
  private static final int REFRESH = 100;
  private static final double FINE_RATE = 50;

  /** Width of the target bump around a contact, in fine tokens. */
  private static final double SIGMA = 0.8;

  private final NDManager manager;
  private final Parameters parameters;
  private final AdamW optimizer;
  private final VisualNet network;
  private final TrainingState state;
  private final LearningCurve curve;
  private final int batchSize;

  /**
   * Starts or resumes a run.
   *
   * @param device where to train, see {@link Torch#device}
   * @param from assembled weights to start a new run from; may be null
   */
  VisualTrainer(Path directory, String device, int batchSize, long seed, Path from)
      throws IOException {
    this.batchSize = batchSize;
    manager = Torch.newManager(Torch.device(device));
    Torch.engine().setRandomSeed((int) seed);
    parameters = new Parameters(manager, VisualNet.shapes(), new SplittableRandom(seed));
    optimizer = new AdamW(parameters, manager, 0.02, 0.998);
    network = new VisualNet(new ResidentTensors(parameters.tensors()));
    state = new TrainingState(directory.resolve(STATE));
    curve =
        new LearningCurve(
            directory.resolve(CURVE + ".csv"), "train", "f1", "offset", "rate", "seconds");
    try (WeightSources weights = new WeightSources().assembled(from)) {
      state.begin(parameters, optimizer, weights);
    }
  }

  /**
   * Trains until the time is up; the rate decays over the last third.
   *
   * @param folder clips to train on; it may still be filling
   * @param report steps between two points of the curve, each with a checkpoint
   */
  void train(Path folder, List<Clip> held, double minutes, double peakRate, int report, long seed)
      throws IOException {
    RateSchedule schedule = new RateSchedule(minutes, peakRate, DECAY);
    SplittableRandom random = new SplittableRandom(seed + optimizer.steps());
    double average = Double.NaN;
    try (ClipShelf clips = new ClipShelf(manager, folder, CROP)) {
      while (!schedule.isOver()) {
        double rate = schedule.rate(optimizer.steps());
        double loss = step(clips, random);
        optimizer.step(rate, 1);
        if (!Double.isFinite(loss)) {
          throw new IllegalStateException("loss is " + loss + " at step " + optimizer.steps());
        }
        average = Double.isNaN(average) ? loss : 0.99 * average + 0.01 * loss;
        if (optimizer.steps() % report == 0) {
          double seconds = schedule.seconds();
          EventScore score = total(score(held, SyncTrack.THRESHOLD));
          curve.add(optimizer.steps(), average, score.f1(), score.medianOffset(), rate, seconds);
          System.out.printf(
              "step %d loss %.4f %d clips, held %s %.0f s%n",
              optimizer.steps(), average, clips.size(), score, seconds);
          state.save(parameters, optimizer);
        }
        if (optimizer.steps() % REFRESH == 0) {
          clips.refresh();
        }
      }
    }
    state.save(parameters, optimizer);
    System.out.printf("%d steps, last average of the loss %.4f%n", optimizer.steps(), average);
  }

  private double step(ClipShelf clips, SplittableRandom random) {
    try (TensorScope scope = new TensorScope(manager, parameters.tensors().values())) {
      NDManager m = scope.manager();
      ClipShelf.Crops crops = clips.draw(m, batchSize, random);
      VisualAugment.Input input = VisualAugment.apply(m, crops, CROP, random);
      int fine = 2 * CROP;
      float[] target = new float[batchSize * fine * 3];
      float[] weight = new float[batchSize * fine * 3];
      for (int b = 0; b < batchSize; b++) {
        targets(crops.cuts().get(b), target, weight, b * fine * 3);
      }
      Shape shape = new Shape(batchSize, fine, 3);
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDList out = network.forward(input.planes(), input.scalars(), DROPOUT);
        NDArray loss =
            crossEntropy(out.get(1), m.create(target, shape)).mul(m.create(weight, shape)).mean();
        collector.backward(loss);
        return loss.getFloat();
      }
    }
  }

  /** Cross-entropy of logits with soft targets: max(z, 0) - z y + log(1 + exp(-|z|)). */
  private static NDArray crossEntropy(NDArray z, NDArray y) {
    return Activation.relu(z).sub(z.mul(y)).add(z.abs().neg().exp().add(1).log());
  }

  /** Contact bumps everywhere, strength only where there is a contact, friction everywhere. */
  private static void targets(ClipShelf.Cut cut, float[] target, float[] weight, int at) {
    Clip clip = cut.clip();
    for (int i = 0; i < 2 * CROP; i++) {
      int source = (int) Math.round(2 * cut.from() + i * cut.speed());
      weight[at + 3 * i] = 1;
      weight[at + 3 * i + 2] = 0.2f;
      target[at + 3 * i + 2] = clip.friction()[Math.min(source, clip.friction().length - 1)];
    }
    for (MotionEvent contact : clip.contacts()) {
      double centre = (contact.time() * FINE_RATE - 2 * cut.from()) / cut.speed();
      for (int i = (int) Math.max(0, centre - 3); i < Math.min(2 * CROP, centre + 4); i++) {
        double distance = (i - centre) / SIGMA;
        float bump = (float) Math.exp(-distance * distance / 2);
        if (bump > target[at + 3 * i]) {
          target[at + 3 * i] = bump;
          weight[at + 3 * i] = 1 + 3 * bump;
          target[at + 3 * i + 1] = (float) contact.strength();
          weight[at + 3 * i + 1] = 0.5f * bump;
        }
      }
    }
  }

  /** What the network says about a whole clip. */
  record Sight(float[] tokens, float[] contact, float[] strength, float[] friction) {}

  /** Looks at every moment of a clip twice, not only where the first look leaves doubt. */
  Sight look(Clip clip) {
    int tokens = clip.tokens();
    float[] values = new float[tokens * VisualInput.PLANE_VALUES];
    float[] numbers = new float[tokens * VisualNet.SCALARS];
    clip.input(0, tokens, values, 0, numbers, 0);
    try (TensorScope scope = new TensorScope(manager, parameters.tensors().values())) {
      NDManager m = scope.manager();
      Shape shape = new Shape(1, tokens, VisualNet.PLANES, VisualNet.ROWS, VisualNet.COLUMNS);
      NDArray planes = m.create(values, shape);
      NDArray scalars = m.create(numbers, new Shape(1, tokens, VisualNet.SCALARS));
      float[] turned = VisualNet.probabilities(network.inMirror(planes, scalars), scalars);
      NDList seen = network.forward(planes, scalars);
      float[] p = VisualNet.probabilities(seen.get(1), scalars);
      float[][] curves = new float[3][2 * tokens];
      for (int i = 0; i < 2 * tokens; i++) {
        curves[0][i] = (p[3 * i] + turned[3 * i]) / 2;
        curves[1][i] = p[3 * i + 1];
        curves[2][i] = p[3 * i + 2];
      }
      return new Sight(seen.get(0).toFloatArray(), curves[0], curves[1], curves[2]);
    }
  }

  /** Scores by kind of scene, +-50 ms. */
  Map<String, EventScore> score(List<Clip> held, double threshold) {
    Map<String, EventScore> scores = new TreeMap<>();
    for (Clip clip : held) {
      Sight sight = look(clip);
      List<Double> found = new ArrayList<>();
      for (MotionEvent e : SyncTrack.peaks(sight.contact(), sight.strength(), 0, threshold)) {
        found.add(e.time());
      }
      List<Double> truth = clip.contacts().stream().map(MotionEvent::time).toList();
      scores.computeIfAbsent(clip.kind(), k -> new EventScore()).add(found, truth, 0.05);
    }
    return scores;
  }

  static EventScore total(Map<String, EventScore> scores) {
    EventScore total = new EventScore();
    scores.values().forEach(total::addAll);
    return total;
  }

  /** Puts the averaged weights in place of the live ones: for measuring what will be shipped. */
  void useAveraged() {
    parameters.assign(optimizer.state()[2]);
  }

  @Override
  public void close() {
    optimizer.close();
    manager.close();
  }
}
