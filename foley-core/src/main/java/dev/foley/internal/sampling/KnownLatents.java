package dev.foley.internal.sampling;

import dev.foley.stage.Latents;
import dev.foley.stage.SynthesisTask;
import java.util.Arrays;

/**
 * The parts of a window that are decided already, put back before every solver step, noised to its
 * level with their own noise. Towards what is sampled freely they give way over a soft edge: a
 * beginning at its end, what follows a gap at its start.
 */
public final class KnownLatents {
  private final int channels;
  private final float[] noise;

  /** Decided values, 0 where there are none. */
  private final float[] values;

  /** For each latent frame 1 where it is decided, 0 where it is free. */
  private final float[] keep;

  /**
   * What a task knows of its window.
   *
   * @param noise of the whole window; not copied
   * @param softEdge latent frames over which the known gives way, less if little is known
   */
  public KnownLatents(SynthesisTask task, float[] noise, int channels, int softEdge) {
    this.channels = channels;
    this.noise = noise;
    this.values = Arrays.copyOf(task.known().values(), noise.length);
    this.keep = new float[noise.length / channels];
    int known = task.known().count();
    int edge = Math.min(softEdge, known / 2);
    for (int i = 0; i < known; i++) {
      keep[i] = Math.min(1, (known - i) / (edge + 1f));
    }
    Latents following = task.following();
    int from = task.followingFrom();
    System.arraycopy(following.values(), 0, values, from * channels, following.values().length);
    edge = Math.min(softEdge, following.count() / 2);
    for (int i = 0; i < following.count(); i++) {
      keep[from + i] = Math.min(1, (i + 1) / (edge + 1f));
    }
  }

  /** Puts them where they belong in a window {@code x} of noise level {@code sigma}. */
  public void impose(float sigma, float[] x) {
    for (int t = 0; t < keep.length; t++) {
      for (int j = t * channels; keep[t] > 0 && j < (t + 1) * channels; j++) {
        float renoised = (1 - sigma) * values[j] + sigma * noise[j];
        x[j] += keep[t] * (renoised - x[j]);
      }
    }
  }
}
