package dev.foley.internal.model.embedded;

import dev.foley.stage.Latents;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The linear code between log-mel frames and latents: two consecutive frames (20 ms) less their
 * mean, projected onto the leading principal components of the corpus, each divided by its scale.
 */
public final class LatentSpace {
  /** Mel frames in one latent frame. */
  public static final int FRAMES = 2;

  private static final int FEATURES = FRAMES * MelFrames.BANDS;
  private static final int CHANNELS = EmbeddedConfig.LATENT_CHANNELS;

  private final float[] mean;
  private final float[] basis;
  private final float[] scale;

  /**
   * Uses the tensors {@code latents.mean}, {@code latents.basis} and {@code latents.scale}.
   *
   * @param tensors gives the values of a tensor by its name
   */
  public LatentSpace(Function<String, float[]> tensors) {
    this.mean = tensors.apply("latents.mean");
    this.basis = tensors.apply("latents.basis");
    this.scale = tensors.apply("latents.scale");
  }

  /** Names and shapes of the weights; the rows of the basis are orthonormal. */
  public static Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("latents.mean", new long[] {FEATURES});
    shapes.put("latents.basis", new long[] {CHANNELS, FEATURES});
    shapes.put("latents.scale", new long[] {CHANNELS});
    return shapes;
  }

  /** Log-mel frames, an even number of them, to latents. */
  public Latents encode(float[] mel) {
    int count = mel.length / FEATURES;
    float[] values = new float[count * CHANNELS];
    for (int t = 0; t < count; t++) {
      for (int c = 0; c < CHANNELS; c++) {
        double sum = 0;
        for (int f = 0; f < FEATURES; f++) {
          sum += basis[c * FEATURES + f] * (mel[t * FEATURES + f] - mean[f]);
        }
        values[t * CHANNELS + c] = (float) (sum / scale[c]);
      }
    }
    return new Latents(count, CHANNELS, values);
  }

  /** Latents to log-mel frames, frame by frame. */
  public float[] decode(Latents latents) {
    float[] mel = new float[latents.count() * FEATURES];
    for (int t = 0; t < latents.count(); t++) {
      System.arraycopy(mean, 0, mel, t * FEATURES, FEATURES);
      for (int c = 0; c < CHANNELS; c++) {
        float weight = latents.values()[t * CHANNELS + c] * scale[c];
        for (int f = 0; f < FEATURES; f++) {
          mel[t * FEATURES + f] += weight * basis[c * FEATURES + f];
        }
      }
    }
    return mel;
  }
}
