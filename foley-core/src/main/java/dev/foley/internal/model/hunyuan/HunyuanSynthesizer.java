package dev.foley.internal.model.hunyuan;

import ai.djl.ndarray.NDManager;
import dev.foley.internal.model.dit.DitConfig;
import dev.foley.internal.model.dit.MmDit;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.sampling.FlowSchedule;
import dev.foley.internal.sampling.WindowSampler;
import dev.foley.stage.Latents;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.Synthesizer;
import dev.foley.stage.VisualFeatures;

/** Samples a window of latents with the diffusion transformer, by Euler steps as published. */
final class HunyuanSynthesizer implements Synthesizer {
  /** Latents over which what is known gives way to free sampling. */
  private static final int SOFT_EDGE = 8;

  private final NDManager manager;
  private final DitConfig config;
  private final Tensors weights;
  private final VisualFeatures empty;
  private final int window;

  /**
   * A synthesizer for windows of one length.
   *
   * @param empty what the model learned for "no video", as long as a window's features
   */
  HunyuanSynthesizer(
      NDManager manager, DitConfig config, Tensors weights, VisualFeatures empty, int window) {
    this.manager = manager;
    this.config = config;
    this.weights = weights;
    this.empty = empty;
    this.window = window;
  }

  @Override
  public Latents synthesize(SynthesisTask task, StepListener progress) {
    SynthesisTask.Sampling sampling = task.sampling();
    try (Tensors lent = weights.open("");
        GuidedVelocity field =
            new GuidedVelocity(
                manager,
                new MmDit(config, lent),
                task.visual(),
                empty,
                task.texts(),
                sampling.guidance(),
                window,
                1)) {
      return WindowSampler.sample(
          task,
          FlowSchedule.linear(sampling.steps()),
          window,
          config.latentChannels(),
          SOFT_EDGE,
          field,
          progress);
    }
  }
}
