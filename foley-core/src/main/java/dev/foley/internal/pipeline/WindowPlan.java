package dev.foley.internal.pipeline;

import dev.foley.video.MediaTime;

/**
 * Where windows lie, in latent frames. Every window has the model's native length. Windows start at
 * multiples of the stride; the last one is re-anchored to end at the end of the sound, so that no
 * network ever sees a short window. A sound shorter than a window is one padded window at zero.
 *
 * @param window native length of a window
 * @param stride distance of consecutive starts, 1 to {@code window}
 */
public record WindowPlan(int window, int stride) {
  public WindowPlan {
    if (window < 1 || stride < 1 || stride > window) {
      throw new IllegalArgumentException(
          "a stride of " + stride + " latents does not fit a window of " + window);
    }
  }

  public int overlap() {
    return window - stride;
  }

  /** Latent frames that cover {@code duration}: the last one may reach beyond it. */
  public static long latents(MediaTime duration, int latentRate) {
    return Math.max(0, duration.toIndexCeil(latentRate));
  }

  /** Number of windows for a sound of {@code total} latent frames. */
  public long count(long total) {
    if (total <= 0) {
      return 0;
    }
    return total <= window ? 1 : 1 + ceilDiv(total - window, stride);
  }

  /** First latent frame of window {@code index} as long as the end is not known. */
  public long streamingStart(long index) {
    return index * stride;
  }

  /** First latent frame of window {@code index} in a sound of {@code total} latent frames. */
  public long start(long index, long total) {
    return Math.max(0, Math.min(streamingStart(index), total - window));
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }
}
