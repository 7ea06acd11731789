package dev.foley.jshell;

import dev.foley.audio.AudioBuffer;
import dev.foley.dsp.MelFilterBank;
import dev.foley.dsp.MelScale;
import dev.foley.dsp.Stft;
import dev.foley.dsp.Window;

/**
 * Mel band levels over time: Hann windows of about 43 ms, 100 frames a second, Slaney's mel scale.
 *
 * @param decibels {@code [frame][band]}, relative to a full-scale sine, not below {@value #FLOOR}
 * @param seconds centre of each frame
 * @param hertz centre of each band
 */
public record Spectrogram(float[][] decibels, double[] seconds, double[] hertz) {
  /** The lowest level, dB. */
  public static final float FLOOR = -100;

  private static final int BANDS = 128;
  private static final int FRAMES_PER_SECOND = 100;
  private static final double WINDOW_SECONDS = 0.043;

  static Spectrogram of(AudioBuffer audio) {
    int rate = audio.format().sampleRate();
    int size = Integer.highestOneBit((int) (2 * WINDOW_SECONDS * rate) - 1);
    int hop = rate / FRAMES_PER_SECOND;
    Stft stft = new Stft(Window.HANN.periodic(size), hop, size, Stft.Alignment.HOP);
    MelFilterBank mel =
        new MelFilterBank(
            MelScale.SLANEY, MelFilterBank.Norm.PEAK, new MelFilterBank.Grid(size, rate), BANDS);
    float[][] magnitudes = stft.magnitudes(audio.toMono().channel(0));
    float[][] decibels = new float[magnitudes.length][BANDS];
    double[] seconds = new double[magnitudes.length];
    for (int t = 0; t < magnitudes.length; t++) {
      mel.apply(magnitudes[t], decibels[t]);
      for (int m = 0; m < BANDS; m++) {
        // A full-scale sine has a bin magnitude of size / 4 under a Hann window.
        double level = 20 * Math.log10(Math.max(1e-12, decibels[t][m] / (size / 4.0)));
        decibels[t][m] = (float) Math.max(FLOOR, level);
      }
      seconds[t] = (t + 0.5) * hop / rate;
    }
    return new Spectrogram(decibels, seconds, centres(rate / 2.0));
  }

  private static double[] centres(double highest) {
    double[] hertz = new double[BANDS];
    double top = MelScale.SLANEY.fromHertz(highest);
    for (int m = 0; m < BANDS; m++) {
      hertz[m] = MelScale.SLANEY.toHertz(top * (m + 1) / (BANDS + 1));
    }
    return hertz;
  }

  /**
   * Root mean square difference in dB over the frames both have; levels more than 70 dB below the
   * loudest of the two count as that.
   */
  public double distance(Spectrogram other) {
    float floor = Math.max(loudest(), other.loudest()) - 70;
    int frames = Math.min(decibels.length, other.decibels.length);
    double sum = 0;
    for (int t = 0; t < frames; t++) {
      for (int m = 0; m < BANDS; m++) {
        double difference = Math.max(floor, decibels[t][m]) - Math.max(floor, other.decibels[t][m]);
        sum += difference * difference;
      }
    }
    return frames == 0 ? 0 : Math.sqrt(sum / frames / BANDS);
  }

  private float loudest() {
    float loudest = FLOOR;
    for (float[] frame : decibels) {
      for (float level : frame) {
        loudest = Math.max(loudest, level);
      }
    }
    return loudest;
  }

  @Override
  public String toString() {
    return "Spectrogram[" + decibels.length + " frames x " + BANDS + " bands]";
  }
}
