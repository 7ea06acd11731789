package dev.foley.dsp;

import java.util.Arrays;

/**
 * Finds the start of an attack to about two milliseconds: on a fine envelope, the sum of amplitudes
 * of which each is taken relative to what its frequency had before, walks back from the peak to
 * where the rise begins. So a click is located in a rumble that carries far more energy.
 */
final class AttackLocator {
  static final double BEFORE_SECONDS = 0.050;
  static final double AFTER_SECONDS = 0.025;

  private static final double FRAME_SECONDS = 256 / 48_000.0;
  private static final double STEP_SECONDS = 0.001;

  /** Steps around the coarse time: background from -45 to -20 ms, peak between -15 and +20 ms. */
  private static final int FIRST = -45;

  private static final int BACKGROUND_END = -20;
  private static final int SEARCH = -15;
  private static final int LAST = 20;

  /** Share of the rise in amplitude at which the attack is said to start. */
  private static final double START_SHARE = 0.2;

  /**
   * A window feels an attack before its centre reaches it: a fifth of the amplitude comes 1.2 ms
   * early for a step and 1.9 ms early for a single pulse.
   */
  private static final double LEAD_SECONDS = 0.0015;

  /** Bins 40 dB below the strongest do not count, however silent they were before. */
  private static final double FLOOR = 1e-4;

  private static final float SILENCE = 1e-12f;

  private final int sampleRate;
  private final int size;
  private final int step;
  private final RealFft fft;
  private final float[] window;
  private final float[] time;
  private final float[] re;
  private final float[] im;
  private final float[][] power;
  private final double[] weights;
  private final double[] envelope = new double[LAST - FIRST + 1];

  AttackLocator(int sampleRate) {
    this.sampleRate = sampleRate;
    this.size = 2 * (int) Math.round(FRAME_SECONDS * sampleRate / 2);
    this.step = Math.max(1, (int) Math.round(STEP_SECONDS * sampleRate));
    this.fft = new RealFft(size);
    this.window = Window.HANN.periodic(size);
    this.time = new float[size];
    this.re = new float[fft.bins()];
    this.im = new float[fft.bins()];
    this.power = new float[LAST - FIRST + 1][fft.bins()];
    this.weights = new double[fft.bins()];
  }

  /**
   * Locates one attack.
   *
   * @param samples signal around it
   * @param length valid samples
   * @param coarse index of a sample at most 12 ms from the attack
   * @return samples from {@code coarse} to the attack's start, with fraction
   */
  double locate(float[] samples, int length, int coarse) {
    int first = FIRST;
    while (first < SEARCH && coarse + first * step - size / 2 < 0) {
      first++;
    }
    int last = LAST;
    while (last > SEARCH && coarse + last * step + size / 2 > length) {
      last--;
    }
    for (int j = first; j <= last; j++) {
      analyse(samples, coarse + j * step - size / 2, power[j - FIRST]);
    }
    weigh(first, last);
    for (int j = first; j <= last; j++) {
      double sum = 0;
      for (int k = 1; k < weights.length; k++) {
        sum += Math.sqrt(weights[k] * power[j - FIRST][k]);
      }
      envelope[j - FIRST] = sum;
    }
    return startOfRise(first, last) * step + LEAD_SECONDS * sampleRate;
  }

  private void analyse(float[] samples, int from, float[] out) {
    for (int i = 0; i < size; i++) {
      time[i] = samples[from + i] * window[i];
    }
    fft.forward(time, re, im);
    for (int k = 0; k < out.length; k++) {
      out[k] = re[k] * re[k] + im[k] * im[k];
    }
  }

  /** One over the mean power before, smoothed over five bins. */
  private void weigh(int first, int last) {
    float strongest = SILENCE;
    for (int j = SEARCH; j <= last; j++) {
      for (float p : power[j - FIRST]) {
        strongest = Math.max(strongest, p);
      }
    }
    int count = Math.max(0, BACKGROUND_END - first + 1);
    Arrays.fill(weights, 0);
    for (int k = 0; k < weights.length; k++) {
      double sum = 0;
      int terms = 0;
      for (int i = Math.max(0, k - 2); i <= Math.min(weights.length - 1, k + 2); i++) {
        for (int j = first; j <= BACKGROUND_END; j++) {
          sum += power[j - FIRST][i];
        }
        terms += count;
      }
      double background = terms == 0 ? 0 : sum / terms;
      weights[k] = 1 / (background + FLOOR * strongest);
    }
  }

  /** Steps from the coarse time to where the envelope leaves the background. */
  private double startOfRise(int first, int last) {
    int peak = SEARCH;
    for (int j = SEARCH; j <= last; j++) {
      if (envelope[j - FIRST] > envelope[peak - FIRST]) {
        peak = j;
      }
    }
    double before = 0;
    double squares = 0;
    int count = Math.max(0, BACKGROUND_END - first + 1);
    for (int j = first; j <= BACKGROUND_END; j++) {
      before += envelope[j - FIRST] / count;
      squares += envelope[j - FIRST] * envelope[j - FIRST] / count;
    }
    double rise = envelope[peak - FIRST] - before;
    // Above what the background does by itself, but on the way up in any case.
    double unrest = 2 * Math.sqrt(Math.max(0, squares - before * before));
    double level = before + Math.max(START_SHARE * rise, Math.min(0.5 * rise, unrest));
    int j = peak;
    while (j > first && envelope[j - FIRST] > level) {
      j--;
    }
    double low = envelope[j - FIRST];
    double high = envelope[Math.min(j + 1, last) - FIRST];
    return high > level && low <= level ? j + (level - low) / (high - low) : j;
  }
}
