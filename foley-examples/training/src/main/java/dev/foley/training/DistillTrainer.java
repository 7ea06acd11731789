package dev.foley.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.model.dit.MmDit;
import dev.foley.internal.model.embedded.EmbeddedConfig;
import dev.foley.internal.model.embedded.TextNet;
import dev.foley.internal.nn.ResidentTensors;
import dev.foley.internal.sampling.FlowSchedule;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Teaches the diffusion transformer the guidance scale (Meng et al., 2023): one evaluation of the
 * student comes to what guidance makes of two evaluations of its teacher, the transformer as {@link
 * SoundTrainer} left it. Without guidance, and without conditions, the student stays as the teacher
 * is. The text encoder and the features of a missing picture are the teacher's and stay.
 */
final class DistillTrainer extends TransformerTrainer {
  /** Checkpoint of a run, in its folder. */
  static final String STATE = "distill-state.safetensors";

  /** Learning curve of a run, without the ending. */
  static final String CURVE = "distill-curve";

  /** The scale to measure at, and around which most is learned: the default. */
  private static final float USUAL = (float) EmbeddedConfig.SPEC.guidance();

  private final Map<String, NDArray> fixed;
  private final MmDit teacher;
  private final MmDit student;
  private final TextNet text;

  /**
   * Starts or resumes a run. The teacher is the averaged transformer of the run, or where it has
   * none, that of the assembled weights.
   */
  DistillTrainer(Run run) throws IOException {
    super(run, shapes(), STATE, CURVE, "guided", "plain", "unconditional");
    try (WeightSources weights =
        new WeightSources()
            .state(run.directory().resolve(SoundTrainer.STATE))
            .assembled(run.from())) {
      fixed = load(weights);
      // The guidance embedding is new, unless this is not the first time.
      begin(weights.orElse(parameters.byName(parameters.values())));
    }
    lend(fixed.values());
    ResidentTensors tensors = new ResidentTensors(fixed);
    teacher = new MmDit(EmbeddedConfig.DIT, tensors);
    text = new TextNet(tensors);
    student = new MmDit(EmbeddedConfig.DIT, new ResidentTensors(parameters.tensors()));
  }

  /** Names and shapes of what is trained. */
  private static Map<String, long[]> shapes() {
    Map<String, long[]> shapes = EmbeddedConfig.transformerShapes();
    shapes.keySet().removeIf(name -> name.startsWith("empty_"));
    shapes.putAll(EmbeddedConfig.guidanceShapes());
    return shapes;
  }

  private Map<String, NDArray> load(WeightSources weights) {
    Map<String, NDArray> tensors = new HashMap<>();
    SoundTrainer.shapes()
        .forEach(
            (name, shape) ->
                tensors.put(name, manager.create(weights.floats(name), new Shape(shape))));
    return tensors;
  }

  @Override
  NDArray loss(NDManager scope, SoundBatch batch, SplittableRandom random) {
    float[] levels = new float[batch.size];
    float[] scales = new float[batch.size];
    float[] importance = new float[batch.size];
    for (int i = 0; i < batch.size; i++) {
      levels[i] = level(random);
      boolean plain = batch.captions.get(i) == null || levels[i] <= EmbeddedConfig.GUIDANCE_ENDS;
      scales[i] = plain ? 1 : (float) scale(random);
      // Else the largest scales would outweigh all others.
      importance[i] = 1 / scales[i];
    }
    NoisyWindows windows = NoisyWindows.of(scope, batch, levels, text, fixed);
    NDArray target = teach(windows).guided(scope.create(scales, new Shape(batch.size, 1, 1)));
    return student
        .velocity(
            windows.latents(), windows.time(), scope.create(scales), windows.conditions(student))
        .sub(target)
        .square()
        .mul(scope.create(importance, new Shape(batch.size, 1, 1)))
        .mean();
  }

  /** Noise levels as sampling meets them, with some more of the first, which it always meets. */
  private static float level(SplittableRandom random) {
    double sigma = Math.min(1, 1.1 * random.nextDouble());
    return FlowSchedule.bent((float) sigma, EmbeddedConfig.SCHEDULE_SHIFT);
  }

  private static double scale(SplittableRandom random) {
    double most = EmbeddedConfig.MOST_DISTILLED_GUIDANCE;
    double kind = random.nextDouble();
    if (kind < 0.2) {
      return 1;
    }
    return kind < 0.6
        ? 1 + (most - 1) * random.nextDouble()
        : Math.max(1, Math.min(most, USUAL + 0.5 * random.nextGaussian()));
  }

  /** The teacher's velocities with and without the conditions. */
  private record Lesson(NDArray conditional, NDArray unconditional) {
    NDArray guided(NDArray scales) {
      return unconditional.add(conditional.sub(unconditional).mul(scales));
    }
  }

  private Lesson teach(NoisyWindows windows) {
    NoisyWindows both = windows.and(withoutConditions(windows));
    NDList velocities =
        teacher.velocity(both.latents(), both.time(), both.conditions(teacher)).split(2);
    return new Lesson(velocities.get(0), velocities.get(1));
  }

  private NoisyWindows withoutConditions(NoisyWindows windows) {
    NDManager scope = windows.latents().getManager();
    NDArray nothing = text.encode(scope, Collections.singletonList(null));
    return new NoisyWindows(
        windows.latents(),
        windows.time(),
        windows.velocity(),
        fixed.get("empty_clip_feat").reshape(1, 1, -1).broadcast(windows.visual().getShape()),
        fixed.get("empty_sync_feat").reshape(1, 1, -1).broadcast(windows.sync().getShape()),
        nothing.broadcast(windows.text().getShape()));
  }

  /** Errors against the teacher, of its power, at the noise levels of the default schedule. */
  @Override
  double[] measure(NDManager scope, SoundBatch batch, SplittableRandom random) {
    int steps = EmbeddedConfig.SPEC.steps();
    FlowSchedule schedule = FlowSchedule.shifted(steps, EmbeddedConfig.SCHEDULE_SHIFT, true);
    float[] levels = new float[batch.size];
    for (int i = 0; i < batch.size; i++) {
      levels[i] = schedule.sigma(random.nextInt(steps));
    }
    NoisyWindows windows = NoisyWindows.of(scope, batch, levels, text, fixed);
    Lesson lesson = teach(windows);
    float[] usual = new float[batch.size];
    Arrays.fill(usual, USUAL);
    NDArray scales = scope.create(usual);
    return new double[] {
      error(windows, scales, lesson.guided(scales.reshape(-1, 1, 1))),
      error(windows, null, lesson.conditional()),
      error(withoutConditions(windows), null, lesson.unconditional())
    };
  }

  private double error(NoisyWindows windows, NDArray scales, NDArray target) {
    NDArray answer =
        student.velocity(windows.latents(), windows.time(), scales, windows.conditions(student));
    return answer.sub(target).square().sum().div(target.square().sum()).getFloat();
  }
}
