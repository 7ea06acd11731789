package dev.foley.stage;

import java.util.Objects;

/**
 * Native rates, window and defaults of a model.
 *
 * @param name short name for reports, such as {@code embedded}
 * @param sampleRate samples a second
 * @param latentRate latent frames a second; divides the sample rate
 * @param latentChannels values in a latent frame
 * @param windowLatents length of the one window the networks were trained on, in latent frames
 * @param overlapLatents default overlap of consecutive windows, in latent frames
 * @param steps default number of solver steps
 * @param solver default way to step
 * @param guidance default guidance scale
 * @param negativePrompt default negative prompt
 */
public record ModelSpec(
    String name,
    int sampleRate,
    int latentRate,
    int latentChannels,
    int windowLatents,
    int overlapLatents,
    int steps,
    Solver solver,
    double guidance,
    String negativePrompt) {

  public ModelSpec {
    Objects.requireNonNull(solver, "solver");
    if (sampleRate < 1 || latentRate < 1 || sampleRate % latentRate != 0) {
      throw new IllegalArgumentException(
          "the latent rate (" + latentRate + ") must divide the sample rate (" + sampleRate + ")");
    }
    if (windowLatents < 2 || overlapLatents < 0 || overlapLatents >= windowLatents) {
      throw new IllegalArgumentException(
          "overlap of " + overlapLatents + " latents does not fit a window of " + windowLatents);
    }
  }

  /** The model's own sampling settings, with this seed. */
  public SynthesisTask.Sampling sampling(long seed) {
    return new SynthesisTask.Sampling(steps, guidance, seed, solver);
  }

  public int samplesPerLatent() {
    return sampleRate / latentRate;
  }

  public int windowSamples() {
    return windowLatents * samplesPerLatent();
  }
}
