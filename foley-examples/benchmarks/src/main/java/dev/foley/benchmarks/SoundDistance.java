package dev.foley.benchmarks;

import dev.foley.dsp.MelFilterBank;
import dev.foley.dsp.MelScale;
import dev.foley.dsp.Stft;
import dev.foley.dsp.Window;

/** How far a reconstruction is from its original. */
final class SoundDistance {
  private static final int[] RESOLUTIONS = {256, 512, 1024, 2048, 4096};

  /** Levels further below the loudest than this are not compared: they are not heard. */
  private static final double RANGE_DB = 70;

  private SoundDistance() {}

  /**
   * Multi-resolution log-spectral distance: root mean square over bands of the difference in
   * decibels, averaged over frames and over five window lengths. Bands are 16 to 64 mel powers, so
   * that two noises of equal spectrum are near.
   */
  static double logSpectral(float[] original, float[] other) {
    double sum = 0;
    for (int size : RESOLUTIONS) {
      sum += logSpectral(original, other, size);
    }
    return sum / RESOLUTIONS.length;
  }

  private static double logSpectral(float[] original, float[] other, int size) {
    Stft stft = new Stft(Window.HANN.periodic(size), size / 4, size, Stft.Alignment.HOP);
    int bands = Math.min(64, size / 16);
    MelFilterBank bank =
        new MelFilterBank(
            MelScale.SLANEY,
            MelFilterBank.Norm.PEAK,
            new MelFilterBank.Grid(size, TestSound.RATE),
            bands);
    double[][] a = decibels(stft.magnitudes(original), bank);
    double[][] b = decibels(stft.magnitudes(other), bank);
    double loudest = Double.NEGATIVE_INFINITY;
    for (double[] frame : a) {
      for (double v : frame) {
        loudest = Math.max(loudest, v);
      }
    }
    double floor = loudest - RANGE_DB;
    double total = 0;
    int counted = 0;
    for (int t = 0; t < a.length; t++) {
      double sum = 0;
      boolean heard = false;
      for (int m = 0; m < bands; m++) {
        heard |= a[t][m] > floor;
        double d = Math.max(a[t][m], floor) - Math.max(b[t][m], floor);
        sum += d * d;
      }
      if (heard) {
        total += Math.sqrt(sum / bands);
        counted++;
      }
    }
    return total / Math.max(1, counted);
  }

  private static double[][] decibels(float[][] magnitudes, MelFilterBank bank) {
    double[][] result = new double[magnitudes.length][bank.bands()];
    float[] bands = new float[bank.bands()];
    for (int t = 0; t < magnitudes.length; t++) {
      float[] power = magnitudes[t];
      for (int k = 0; k < power.length; k++) {
        power[k] *= power[k];
      }
      bank.apply(power, bands);
      for (int m = 0; m < bands.length; m++) {
        result[t][m] = 10 * Math.log10(bands[m] + 1e-20);
      }
    }
    return result;
  }

  /**
   * Energy in the 20 to 2 ms before an attack over that in the 20 ms after it, in decibels, as far
   * as it exceeds the original's.
   */
  static double preEchoDb(float[] original, float[] other, int attack) {
    double before = energy(other, attack - 960, attack - 96) / energy(other, attack, attack + 960);
    double own =
        energy(original, attack - 960, attack - 96) / energy(original, attack, attack + 960);
    return 10 * Math.log10(Math.max(1e-8, before - own));
  }

  /** How much later the steepest rise of energy lies around an attack, in milliseconds. */
  static double attackShiftMs(float[] original, float[] other, int attack) {
    return (steepest(other, attack) - steepest(original, attack)) * 1000.0 / TestSound.RATE;
  }

  /**
   * Where within 30 ms the energy of the next 5 ms stands in the highest ratio to that of the last
   * 5 ms, silence being 20 dB below the loudest 5 ms.
   */
  private static int steepest(float[] x, int attack) {
    int best = attack;
    double most = 0;
    double silence = 0;
    for (int at = attack - 1440; at <= attack + 1440; at += 6) {
      silence = Math.max(silence, 0.01 * energy(x, at, at + 240));
    }
    for (int at = attack - 1440; at <= attack + 1440; at += 6) {
      double rise = energy(x, at, at + 240) / (silence + energy(x, at - 240, at));
      if (rise > most) {
        most = rise;
        best = at;
      }
    }
    return best;
  }

  /** How much longer the energy of 2 ms takes from a hundredth to a quarter of its peak, in ms. */
  static double attackStretchMs(float[] original, float[] other, int attack) {
    double mine = crossing(other, attack, 0.25) - crossing(other, attack, 0.01);
    double own = crossing(original, attack, 0.25) - crossing(original, attack, 0.01);
    return (mine - own) * 1000.0 / TestSound.RATE;
  }

  /** First sample from 30 ms before to 30 ms after at which 2 ms reach a share of peak energy. */
  private static int crossing(float[] x, int attack, double share) {
    int reach = 1440;
    int width = 48;
    double peak = 0;
    for (int i = attack - reach; i < attack + reach; i += 6) {
      peak = Math.max(peak, energy(x, i - width, i + width));
    }
    int at = attack - reach;
    while (energy(x, at - width, at + width) < share * peak) {
      at += 6;
    }
    return at;
  }

  /**
   * Fine structure: root mean square difference in decibels of the long-term spectrum of half
   * seconds at 5.9 Hz resolution, over bins within 60 dB of the loudest. Tells tones from noise.
   */
  static double fineSpectral(float[] original, float[] other) {
    Stft stft = new Stft(Window.HANN.periodic(8192), 2048, 8192, Stft.Alignment.HOP);
    float[][] a = stft.magnitudes(original);
    float[][] b = stft.magnitudes(other);
    int group = 12;
    double total = 0;
    int groups = 0;
    for (int t = 0; t + group <= a.length; t += group, groups++) {
      double[] x = meanPower(a, t, group);
      double[] y = meanPower(b, t, group);
      double floor = java.util.Arrays.stream(x).max().orElse(0) * 1e-6;
      double sum = 0;
      int counted = 0;
      for (int k = 0; k < x.length; k++) {
        if (x[k] > floor) {
          double d = 10 * Math.log10(x[k] / Math.max(floor, y[k]));
          sum += d * d;
          counted++;
        }
      }
      total += Math.sqrt(sum / Math.max(1, counted));
    }
    return total / groups;
  }

  private static double[] meanPower(float[][] magnitudes, int from, int count) {
    double[] power = new double[magnitudes[0].length];
    for (int t = from; t < from + count; t++) {
      for (int k = 0; k < power.length; k++) {
        power[k] += (double) magnitudes[t][k] * magnitudes[t][k] / count;
      }
    }
    return power;
  }

  private static double energy(float[] x, int from, int to) {
    double sum = 1e-12;
    for (int i = Math.max(0, from); i < Math.min(to, x.length); i++) {
      sum += (double) x[i] * x[i];
    }
    return sum;
  }
}
