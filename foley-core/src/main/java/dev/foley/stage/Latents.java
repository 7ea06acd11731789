package dev.foley.stage;

import java.util.Objects;

/**
 * A run of audio latents on the host, one vector after another. The array is handed over, not
 * copied, and must not be written afterwards.
 *
 * @param count number of latent frames
 * @param channels values in each
 * @param values {@code count * channels} numbers, frame by frame
 */
public record Latents(int count, int channels, float[] values) {
  public Latents {
    Objects.requireNonNull(values, "values");
    if (count < 0 || channels < 1 || values.length != (long) count * channels) {
      throw new IllegalArgumentException(
          count + " latents of " + channels + " channels cannot hold " + values.length + " values");
    }
  }

  /** Copies frames {@code from} (inclusive) to {@code to} (exclusive). */
  public Latents slice(int from, int to) {
    return new Latents(
        to - from, channels, java.util.Arrays.copyOfRange(values, from * channels, to * channels));
  }
}
