package dev.foley.stage;

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
    double guidance,
    String negativePrompt) {

  public ModelSpec {
    if (sampleRate < 1 || latentRate < 1 || sampleRate % latentRate != 0) {
      throw new IllegalArgumentException(
          "the latent rate (" + latentRate + ") must divide the sample rate (" + sampleRate + ")");
    }
    if (windowLatents < 2 || overlapLatents < 0 || overlapLatents >= windowLatents) {
      throw new IllegalArgumentException(
          "overlap of " + overlapLatents + " latents does not fit a window of " + windowLatents);
    }
  }

  public int samplesPerLatent() {
    return sampleRate / latentRate;
  }

  public int windowSamples() {
    return windowLatents * samplesPerLatent();
  }
}
