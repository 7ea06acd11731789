package dev.foley.internal.sampling;

import dev.foley.FoleyException;
import dev.foley.stage.Latents;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.Synthesizer.StepListener;

/** Carries a window from noise to latents, step by step, whatever network gives the direction. */
public final class WindowSampler {
  private WindowSampler() {}

  /**
   * Samples one window.
   *
   * @param schedule noise levels to go through
   * @param window length in latent frames
   * @param channels values in a latent frame
   * @param softEdge see {@link KnownLatents}
   * @param field the network with this task's conditions
   * @param progress asked after each step whether to go on
   * @throws FoleyException.Cancelled if {@code progress} says so
   * @throws FoleyException.NonFinite if a latent becomes infinite or NaN
   */
  public static Latents sample(
      SynthesisTask task,
      FlowSchedule schedule,
      int window,
      int channels,
      int softEdge,
      VelocityField field,
      StepListener progress) {
    FlowSolver.Trajectory trajectory = FlowSolver.of(task.sampling().solver()).start();
    float[] noise = new float[window * channels];
    CounterNoise.fill(task.sampling().seed(), task.firstLatent(), window, channels, noise);
    float[] x = noise.clone();
    KnownLatents known = new KnownLatents(task, noise, channels, softEdge);
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
