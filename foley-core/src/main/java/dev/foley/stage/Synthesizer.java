package dev.foley.stage;

/** Stage <em>latents</em>: features and text in, audio latents out. Thread-safe. */
public interface Synthesizer {
  /**
   * Samples one window of exactly the model's native length.
   *
   * @param progress asked after each solver step whether to go on; see {@link StepListener}
   * @throws dev.foley.FoleyException.Cancelled if the listener said stop
   * @throws dev.foley.FoleyException.NonFinite if the network produced a NaN or an infinity
   */
  Latents synthesize(SynthesisTask task, StepListener progress);

  /** Told after every solver step. */
  @FunctionalInterface
  interface StepListener {
    /** Returns false to cancel. {@code step} counts from 1 to {@code steps}. */
    boolean onStep(int step, int steps);

    /**
     * Shows what a step left, before {@link #onStep}. For looking only: the array is the solver's
     * own, so copy what is to be kept and change nothing.
     *
     * @param noiseLevel sigma of these latents, from just below 1 (noise) to 0 (sound)
     * @param latents frame by frame, as in {@link Latents}
     */
    default void onLatents(int step, double noiseLevel, float[] latents) {}
  }
}
