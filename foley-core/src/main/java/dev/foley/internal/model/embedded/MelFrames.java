package dev.foley.internal.model.embedded;

import dev.foley.dsp.MelFilterBank;
import dev.foley.dsp.MelScale;
import dev.foley.dsp.Stft;
import dev.foley.dsp.Window;

/**
 * Log-mel frames: natural logarithm of mel band magnitudes, one frame for every 480 samples (10
 * ms). A sine of amplitude 1 gives a bin magnitude of about 1. Not thread-safe.
 */
public final class MelFrames {
  /** Bands in a frame. */
  public static final int BANDS = 128;

  /** Samples a frame stands for. */
  public static final int HOP = 480;

  /** Size and shape of the analysis window: docs/vocoder.md compares them. */
  static final int FFT_SIZE = 1536;

  private static final Window WINDOW = Window.kaiser(8);

  /** Magnitudes below this (-100 dB) count as this. */
  static final float FLOOR = 1e-5f;

  /** Bin magnitude of a full-scale sine before normalisation: half the sum of the window. */
  static final float UNIT = halfSum();

  private final Stft stft = newStft();
  private final MelFilterBank bank = newBank();

  static Stft newStft() {
    return new Stft(WINDOW.periodic(FFT_SIZE), HOP, FFT_SIZE, Stft.Alignment.HOP);
  }

  static MelFilterBank newBank() {
    return new MelFilterBank(
        MelScale.SLANEY,
        MelFilterBank.Norm.PEAK,
        new MelFilterBank.Grid(FFT_SIZE, EmbeddedConfig.SAMPLE_RATE),
        BANDS);
  }

  private static float halfSum() {
    double sum = 0;
    for (float value : WINDOW.periodic(FFT_SIZE)) {
      sum += value;
    }
    return (float) (sum / 2);
  }

  /**
   * Analyses mono samples: {@code samples.length / HOP} frames of {@link #BANDS}, frame by frame.
   */
  public float[] analyze(float[] samples) {
    float[][] magnitudes = stft.magnitudes(samples);
    float[] mel = new float[samples.length / HOP * BANDS];
    float[] bands = new float[BANDS];
    float scale = 1 / UNIT;
    for (int t = 0; t < samples.length / HOP; t++) {
      bank.apply(magnitudes[t], bands);
      for (int m = 0; m < BANDS; m++) {
        mel[t * BANDS + m] = (float) Math.log(Math.max(bands[m] * scale, FLOOR));
      }
    }
    return mel;
  }
}
