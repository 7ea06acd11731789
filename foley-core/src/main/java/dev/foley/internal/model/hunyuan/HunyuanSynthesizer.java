package dev.foley.internal.model.hunyuan;

import ai.djl.ndarray.NDManager;
import dev.foley.FoleyException;
import dev.foley.internal.model.dit.DitConfig;
import dev.foley.internal.model.dit.MmDit;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.sampling.CounterNoise;
import dev.foley.internal.sampling.FlowSchedule;
import dev.foley.internal.sampling.FlowSolver;
import dev.foley.internal.sampling.KnownLatents;
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
    int channels = config.latentChannels();
    SynthesisTask.Sampling sampling = task.sampling();
    FlowSchedule schedule = FlowSchedule.linear(sampling.steps());
    FlowSolver.Trajectory trajectory = FlowSolver.of(sampling.solver()).start();
    float[] noise = new float[window * channels];
    CounterNoise.fill(sampling.seed(), task.firstLatent(), window, channels, noise);
    float[] x = noise.clone();
    KnownLatents known = new KnownLatents(task, noise, channels, SOFT_EDGE);
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
      for (int i = 0; i < schedule.steps(); i++) {
        known.impose(schedule.sigma(i), x);
        trajectory.step(field, x, schedule.sigma(i), schedule.sigma(i + 1));
        requireFinite(x, task.firstLatent(), i + 1);
        progress.onLatents(i + 1, schedule.sigma(i + 1), x);
        if (!progress.onStep(i + 1, schedule.steps())) {
          throw new FoleyException.Cancelled(
              "cancelled at step " + (i + 1) + " of the window at latent " + task.firstLatent());
        }
      }
    }
    known.impose(0, x);
    return new Latents(window, channels, x);
  }

  private static void requireFinite(float[] x, long firstLatent, int step) {
    for (float value : x) {
      if (!Float.isFinite(value)) {
        throw new FoleyException.NonFinite(
            "latents became "
                + value
                + " in step "
                + step
                + " of the window at latent "
                + firstLatent
                + "; lower the guidance scale, or report this with the seed");
      }
    }
  }
}
