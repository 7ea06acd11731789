package dev.foley.audio;

import java.util.Arrays;

/**
 * How high one channel's waveform rises between its samples: four-fold oversampling as in ITU-R
 * BS.1770-4, Annex 2, with a Blackman-windowed sinc of 32 points per phase (the standard's example
 * has 12). Flat to 0.9 of Nyquist; what lies between the points of the four-fold grid goes unseen,
 * at most 0.2 dB at a quarter of the sample rate and 0.6 dB near Nyquist.
 */
final class InterSamplePeaks {
  /** Samples of look-ahead. */
  static final int HALF = 16;

  private static final int TAPS = 2 * HALF;
  private static final float[][] PHASES = {phase(0.25), phase(0.5), phase(0.75)};

  /** No value between samples exceeds the largest sample nearby by more than this factor. */
  private static final float MAX_OVERSHOOT = maxOvershoot();

  /** The last samples twice, so that any window of them lies in one piece. */
  private final float[] line = new float[2 * TAPS];

  private final float quiet;
  private int at;
  private int loudFor;

  /**
   * @param threshold peaks that are certainly below it may be reported as 0
   */
  InterSamplePeaks(float threshold) {
    this.quiet = threshold / MAX_OVERSHOOT;
  }

  private InterSamplePeaks(InterSamplePeaks other) {
    System.arraycopy(other.line, 0, line, 0, line.length);
    this.quiet = other.quiet;
    this.at = other.at;
    this.loudFor = other.loudFor;
  }

  InterSamplePeaks copy() {
    return new InterSamplePeaks(this);
  }

  void reset() {
    Arrays.fill(line, 0);
    at = 0;
    loudFor = 0;
  }

  /**
   * Takes sample {@code n}.
   *
   * @return the largest magnitude between samples {@code n - 16} and {@code n - 15}, ends excluded
   */
  float next(float sample) {
    line[at] = sample;
    line[at + TAPS] = sample;
    at = (at + 1) % TAPS;
    loudFor = Math.abs(sample) > quiet ? TAPS : loudFor - 1;
    if (loudFor <= 0) {
      loudFor = 0;
      return 0;
    }
    float peak = 0;
    for (float[] phase : PHASES) {
      float sum = 0;
      for (int i = 0; i < TAPS; i++) {
        sum += phase[i] * line[at + i];
      }
      peak = Math.max(peak, Math.abs(sum));
    }
    return peak;
  }

  private static float[] phase(double fraction) {
    double[] taps = new double[TAPS];
    double sum = 0;
    for (int i = 0; i < TAPS; i++) {
      double x = i - (HALF - 1) - fraction;
      double u = Math.PI * x / HALF;
      double window = 0.42 + 0.5 * Math.cos(u) + 0.08 * Math.cos(2 * u);
      taps[i] = window * Math.sin(Math.PI * x) / (Math.PI * x);
      sum += taps[i];
    }
    float[] out = new float[TAPS];
    for (int i = 0; i < TAPS; i++) {
      out[i] = (float) (taps[i] / sum);
    }
    return out;
  }

  private static float maxOvershoot() {
    float most = 0;
    for (float[] phase : PHASES) {
      float sum = 0;
      for (float tap : phase) {
        sum += Math.abs(tap);
      }
      most = Math.max(most, sum);
    }
    return most;
  }
}
