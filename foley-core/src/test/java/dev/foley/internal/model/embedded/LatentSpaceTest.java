package dev.foley.internal.model.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foley.stage.Latents;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatentSpaceTest {
  /** Any orthonormal basis serves: here, unit vectors. */
  private static LatentSpace unitVectors() {
    int features = LatentSpace.FRAMES * MelFrames.BANDS;
    float[] mean = new float[features];
    float[] basis = new float[EmbeddedConfig.LATENT_CHANNELS * features];
    float[] scale = new float[EmbeddedConfig.LATENT_CHANNELS];
    for (int c = 0; c < scale.length; c++) {
      basis[c * features + 3 * c] = 1;
      scale[c] = 0.5f + c;
    }
    java.util.Arrays.fill(mean, -4);
    return new LatentSpace(
        Map.of("latents.mean", mean, "latents.basis", basis, "latents.scale", scale)::get);
  }

  @Test
  void latentsSurviveTheWayToMelAndBack() {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[7 * EmbeddedConfig.LATENT_CHANNELS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    LatentSpace space = unitVectors();
    Latents latents = new Latents(7, EmbeddedConfig.LATENT_CHANNELS, values);
    float[] mel = space.decode(latents);
    assertEquals(14 * MelFrames.BANDS, mel.length);
    // Float rounding of values up to about 100.
    assertArrayEquals(values, space.encode(mel).values(), 1e-4f);
  }

  @Test
  void melOfAFullScaleSineIsNearZeroInItsBand() {
    float[] sine = new float[48_000];
    for (int i = 0; i < sine.length; i++) {
      sine[i] = (float) Math.sin(2 * Math.PI * 1000 * i / 48_000);
    }
    float[] mel = new MelFrames().analyze(sine);
    assertEquals(100 * MelFrames.BANDS, mel.length);
    float peak = Float.NEGATIVE_INFINITY;
    for (int m = 0; m < MelFrames.BANDS; m++) {
      peak = Math.max(peak, mel[50 * MelFrames.BANDS + m]);
    }
    // A Hann main lobe spreads over up to four bins, a band of one bin sees up to 1.5 dB less.
    assertEquals(0, peak, 0.7);
  }
}
