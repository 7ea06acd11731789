package dev.foley.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.foley.internal.model.dit.MmDit;
import dev.foley.internal.model.embedded.EmbeddedConfig;
import dev.foley.internal.model.embedded.TextNet;
import dev.foley.internal.nn.ResidentTensors;
import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Trains the diffusion transformer and the text encoder together by conditional flow matching
 * (Lipman et al., 2023) along straight paths: at level sigma the latents are {@code (1 - sigma)
 * data + sigma noise}, and the velocity to learn is {@code noise - data}.
 */
final class SoundTrainer extends TransformerTrainer {
  /** Checkpoint of a run, in its folder. */
  static final String STATE = "sound-state.safetensors";

  /** Learning curve of a run, without the ending. */
  static final String CURVE = "sound-curve";

  private final MmDit transformer;
  private final TextNet text;

  /** Starts or resumes a run. */
  SoundTrainer(Run run) throws IOException {
    super(run, shapes(), STATE, CURVE, "validation");
    ResidentTensors tensors = new ResidentTensors(parameters.tensors());
    transformer = new MmDit(EmbeddedConfig.DIT, tensors);
    text = new TextNet(tensors);
    try (WeightSources from = new WeightSources().assembled(run.from())) {
      begin(from);
    }
  }

  /** Names and shapes of what is trained. */
  static Map<String, long[]> shapes() {
    Map<String, long[]> shapes = EmbeddedConfig.transformerShapes();
    shapes.putAll(TextNet.shapes());
    return shapes;
  }

  @Override
  NDArray loss(NDManager scope, SoundBatch batch, SplittableRandom random) {
    float[] levels = new float[batch.size];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (float) level(random);
    }
    NoisyWindows windows = NoisyWindows.of(scope, batch, levels, text, parameters.tensors());
    return transformer
        .velocity(windows.latents(), windows.time(), windows.conditions(transformer))
        .sub(windows.velocity())
        .square()
        .mean();
  }

  @Override
  double[] measure(NDManager scope, SoundBatch batch, SplittableRandom random) {
    return new double[] {loss(scope, batch, random).getFloat()};
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
}
