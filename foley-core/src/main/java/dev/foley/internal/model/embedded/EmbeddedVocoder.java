package dev.foley.internal.model.embedded;

import dev.foley.dsp.MelInverter;
import dev.foley.dsp.PhaseReconstruction;
import dev.foley.stage.Latents;
import dev.foley.stage.Vocoder;

/** Latents to log-mel frames to magnitudes, then phases from the magnitudes alone. */
public final class EmbeddedVocoder implements Vocoder {
  private static final int MEL_ITERATIONS = 8;

  /** Figures in docs/vocoder.md. */
  private static final PhaseReconstruction.Options PHASES = PhaseReconstruction.Options.standard(0);

  private final LatentSpace space;

  public EmbeddedVocoder(LatentSpace space) {
    this.space = space;
  }

  @Override
  public float[] decode(Latents window, float[] preceding) {
    return fromMel(space.decode(window), preceding);
  }

  /** Turns log-mel frames into 480 samples each. */
  public static float[] fromMel(float[] mel, float[] preceding) {
    MelInverter inverter = new MelInverter(MelFrames.newBank(), MEL_ITERATIONS);
    int frames = mel.length / MelFrames.BANDS;
    float[][] magnitudes = new float[frames][MelFrames.FFT_SIZE / 2 + 1];
    float[] bands = new float[MelFrames.BANDS];
    for (int t = 0; t < frames; t++) {
      for (int m = 0; m < MelFrames.BANDS; m++) {
        float value = (float) Math.exp(mel[t * MelFrames.BANDS + m]);
        // What was at the floor was silence: it does not come back as faint noise.
        bands[m] = Math.max(0, value - 2 * MelFrames.FLOOR) * MelFrames.UNIT;
      }
      inverter.invert(bands, magnitudes[t]);
    }
    return new PhaseReconstruction(MelFrames.newStft(), PHASES)
        .reconstruct(magnitudes, preceding, 0);
  }
}
