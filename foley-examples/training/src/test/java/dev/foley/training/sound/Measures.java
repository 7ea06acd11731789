package dev.foley.training.sound;

/** What the tests measure on a sound. */
final class Measures {
  private static final int FFT = 4096;

  private Measures() {}

  static double rms(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += (double) v * v;
    }
    return Math.sqrt(sum / x.length);
  }

  /** Mean power spectrum of Hann-windowed frames; bin k is at k * 48000 / 4096 Hz. */
  static double[] spectrum(float[] x) {
    double[] mean = new double[FFT / 2];
    double[] re = new double[FFT];
    double[] im = new double[FFT];
    for (int start = 0; start + FFT <= x.length; start += FFT / 2) {
      for (int i = 0; i < FFT; i++) {
        re[i] = x[start + i] * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / FFT));
        im[i] = 0;
      }
      Spectra.fft(re, im);
      for (int k = 0; k < mean.length; k++) {
        mean[k] += re[k] * re[k] + im[k] * im[k];
      }
    }
    return mean;
  }

  /** Centre of gravity of the power spectrum, Hz. */
  static double centroid(float[] x) {
    double[] power = spectrum(x);
    double sum = 0;
    double weighted = 0;
    for (int k = 0; k < power.length; k++) {
      sum += power[k];
      weighted += power[k] * k * SoundSynth.SAMPLE_RATE / FFT;
    }
    return weighted / sum;
  }

  /** Geometric over arithmetic mean of the power spectrum in a band: 1 for white noise. */
  static double flatness(float[] x, double low, double high) {
    double[] power = spectrum(x);
    double logs = 0;
    double sum = 0;
    int n = 0;
    for (int k = bin(low); k < bin(high); k++) {
      logs += Math.log(power[k] + 1e-20);
      sum += power[k] + 1e-20;
      n++;
    }
    return Math.exp(logs / n) * n / sum;
  }

  /** Share of the power between two frequencies. */
  static double share(float[] x, double low, double high) {
    double[] power = spectrum(x);
    double sum = 0;
    double inside = 0;
    for (int k = 0; k < power.length; k++) {
      sum += power[k];
      inside += k >= bin(low) && k < bin(high) ? power[k] : 0;
    }
    return inside / sum;
  }

  /** Seconds from {@code start} until all but a thousandth (-30 dB) of the later energy is gone. */
  static double decay(float[] x, double start) {
    int from = (int) (start * SoundSynth.SAMPLE_RATE);
    double total = 0;
    for (int i = from; i < x.length; i++) {
      total += (double) x[i] * x[i];
    }
    double left = total;
    for (int i = from; i < x.length; i++) {
      left -= (double) x[i] * x[i];
      if (left < 0.001 * total) {
        return (double) (i - from) / SoundSynth.SAMPLE_RATE;
      }
    }
    return (double) (x.length - from) / SoundSynth.SAMPLE_RATE;
  }

  private static int bin(double frequency) {
    return (int) Math.round(frequency * FFT / SoundSynth.SAMPLE_RATE);
  }
}
