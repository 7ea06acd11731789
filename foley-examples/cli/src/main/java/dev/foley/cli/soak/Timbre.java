package dev.foley.cli.soak;

import dev.foley.dsp.RealFft;
import dev.foley.dsp.Window;
import java.util.List;
import java.util.Map;

/**
 * How like events sound: level in third-octave bands of the {@value #MILLIS} ms from an onset on,
 * in dB full scale, floor {@value #FLOOR_DB} dB.
 */
final class Timbre {
  private static final int MILLIS = 160;
  private static final double FLOOR_DB = -100;

  /** Middle of the lowest band, Hz. */
  private static final double LOWEST = 63;

  private static final int BANDS = 25;

  /** An onset's own beginning is not missed by a detector that is a little late. */
  private static final double LEAD_SECONDS = 0.005;

  private final RealFft fft;
  private final float[] window;
  private final int[] edges = new int[BANDS + 1];

  Timbre(int sampleRate) {
    int size = sampleRate * MILLIS / 1000 / 30 * 30;
    fft = new RealFft(size);
    window = Window.HANN.periodic(size);
    for (int b = 0; b <= BANDS; b++) {
      double hertz = LOWEST * Math.pow(2, (b - 0.5) / 3);
      edges[b] = Math.min(fft.bins() - 1, (int) Math.ceil(hertz * size / sampleRate));
    }
  }

  /** Bands of one event. */
  double[] of(SoundTrace sound, double onset) {
    float[] block = sound.excerpt(onset - LEAD_SECONDS, fft.size());
    for (int i = 0; i < block.length; i++) {
      block[i] *= window[i];
    }
    float[] re = new float[fft.bins()];
    float[] im = new float[fft.bins()];
    fft.forward(block, re, im);
    double[] bands = new double[BANDS];
    // A full-scale sine has a level of 0 dB: the window's mean is 1/2, a sine's peak is size/2.
    double unit = fft.size() / 4.0;
    for (int b = 0; b < BANDS; b++) {
      double power = 0;
      for (int k = edges[b]; k < edges[b + 1]; k++) {
        power += (re[k] * re[k] + im[k] * im[k]) / (unit * unit);
      }
      bands[b] = 10 * Math.log10(power + Math.pow(10, FLOOR_DB / 10));
    }
    return bands;
  }

  /**
   * Distance of two sets of events by name: root mean square difference of mean bands over all
   * names both have, in dB; NaN if they have none in common.
   */
  static double distance(Map<String, List<double[]>> a, Map<String, List<double[]>> b) {
    double sum = 0;
    int count = 0;
    for (Map.Entry<String, List<double[]>> entry : a.entrySet()) {
      List<double[]> other = b.get(entry.getKey());
      if (other == null || other.isEmpty() || entry.getValue().isEmpty()) {
        continue;
      }
      double[] mine = mean(entry.getValue());
      double[] theirs = mean(other);
      for (int i = 0; i < mine.length; i++) {
        sum += (mine[i] - theirs[i]) * (mine[i] - theirs[i]);
        count++;
      }
    }
    return count == 0 ? Double.NaN : Math.sqrt(sum / count);
  }

  private static double[] mean(List<double[]> rows) {
    double[] mean = new double[rows.get(0).length];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / rows.size();
      }
    }
    return mean;
  }
}
