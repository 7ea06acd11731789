package dev.foley.live;

import dev.foley.FoleyException;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.Latents;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.SynthesisTask.Sampling;
import dev.foley.stage.SynthesisTask.WeightedText;
import dev.foley.stage.Synthesizer.StepListener;
import dev.foley.stage.VisualFeatures;
import java.util.Arrays;
import java.util.List;

/**
 * Sound that grows by a little with every window: all of a window but its end is known from the
 * windows before, its last moment is made only to have something to lean on and is made again the
 * next time. One thread.
 */
final class Continuation {
  /** Sound before the open stretch that the vocoder is shown, in seconds. */
  private static final double VOCODER_CONTEXT_SECONDS = 0.5;

  private final FoleyModel model;
  private final ModelSpec spec;
  private final Sampling sampling;
  private final StepListener goOn;
  private final int vocoderContext;

  /** The last window's worth of decided latents, up to {@link #decided}. */
  private float[] latents = new float[0];

  private float[] sound = new float[0];
  private long decided;

  /**
   * @param goOn asked after every solver step
   */
  Continuation(FoleyModel model, Sampling sampling, StepListener goOn) {
    this.model = model;
    this.spec = model.spec();
    this.sampling = sampling;
    this.goOn = goOn;
    this.vocoderContext = (int) Math.round(VOCODER_CONTEXT_SECONDS * spec.latentRate());
  }

  void reset() {
    latents = new float[0];
    sound = new float[0];
    decided = 0;
  }

  /** Latent frames whose sound has been handed out. */
  long decided() {
    return decided;
  }

  /**
   * Makes the sound from {@link #decided} to {@code until}.
   *
   * @param start first latent frame of the window, at most {@link #decided}
   * @param seen latent frames that lie before the newest picture, more than {@code until}
   */
  float[] extend(
      long start, long until, long seen, VisualFeatures features, List<WeightedText> texts) {
    int channels = spec.latentChannels();
    int known = (int) Math.min(decided - start, latents.length / channels);
    Latents prefix =
        new Latents(
            known,
            channels,
            Arrays.copyOfRange(latents, latents.length - known * channels, latents.length));
    Latents window =
        model
            .synthesizer()
            .synthesize(new SynthesisTask(start, features, texts, sampling, prefix), goOn);
    float[] made = decode(window, start, until, seen);
    int fresh = (int) (until - decided);
    latents =
        last(latents, window.slice(known, known + fresh).values(), spec.windowLatents() * channels);
    decided = until;
    return made;
  }

  private float[] decode(Latents window, long start, long until, long seen) {
    int hop = spec.samplesPerLatent();
    int behind = (int) Math.min(Math.min(vocoderContext, decided - start), sound.length / hop);
    int from = (int) (decided - start) - behind;
    int end = (int) Math.min(seen - start, window.count());
    float[] preceding = Arrays.copyOfRange(sound, sound.length - behind * hop, sound.length);
    float[] stretch = model.vocoder().decode(window.slice(from, end), preceding);
    float[] made = Arrays.copyOfRange(stretch, behind * hop, (int) (until - start - from) * hop);
    for (float sample : made) {
      if (!Float.isFinite(sample)) {
        throw new FoleyException.NonFinite(
            "the live window at latent "
                + start
                + " sounds like "
                + sample
                + "; lower the guidance scale, or report this with the seed");
      }
    }
    sound = last(sound, made, vocoderContext * hop);
    return made;
  }

  /** The last {@code count} numbers of two arrays in a row. */
  private static float[] last(float[] a, float[] b, int count) {
    float[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return Arrays.copyOfRange(both, Math.max(0, both.length - count), both.length);
  }
}
