package dev.foley.dsp;

import java.util.Arrays;

/**
 * How much begins, frame by frame: the number of frequency bands whose level jumps.
 *
 * <p>After super-flux (S. Boeck and G. Widmer, "Maximum filter vibrato suppression for onset
 * detection", DAFx 2013): log-filtered spectrum, difference to an earlier frame that was
 * max-filtered along frequency, half-wave rectified, summed. Three things differ, so that one fixed
 * threshold holds for noise of any colour and level:
 *
 * <ul>
 *   <li>A band's jump counts only beyond a margin: what Gaussian noise of that many bins exceeds
 *       about once in a thousand frames, and at least {@link #MIN_JUMP_DB}.
 *   <li>5 dB beyond the margin count as one band, 10 dB and more as two, so that a loud narrow
 *       sound cannot outweigh a broad one, yet a single band that no noise explains is enough.
 *   <li>Levels are limited from below to margin and 10 dB under the band's maximum of the coming
 *       100 ms: a swell out of silence, whose level in decibels rises without bounds at first, is
 *       no jump.
 * </ul>
 */
final class OnsetNovelty {
  static final double FRAME_SECONDS = 1024 / 48_000.0;
  static final double HOP_SECONDS = 0.005;

  /** Frames of look-ahead for the band maximum: 100 ms. */
  static final int LOOK_AHEAD = 20;

  /** Frames between the two levels compared: 15 ms, most of the window's effective width. */
  static final int LAG = 3;

  /** A linear rise over 100 ms or longer never exceeds 3.5 dB per lag in bands of this margin. */
  private static final double MIN_JUMP_DB = 5;

  /** From the margin to one whole band. */
  private static final double FULL_JUMP_DB = 5;

  /** Most that one band counts. */
  private static final double MOST_PER_BAND = 2;

  /** Band power that nobody hears: -70 dB full scale. */
  private static final float SILENCE = 1e-7f;

  private static final int MIN_BAND_BINS = 3;
  private static final double BAND_RATIO = Math.cbrt(2);
  private static final double MAX_FREQUENCY = 18_000;

  private static final int KEPT = LOOK_AHEAD + LAG + 1;

  private final int size;
  private final RealFft fft;
  private final float[] window;
  private final float powerScale;
  private final int[] edges;
  private final double[] margins;
  private final double[] ranges;
  private final float[] time;
  private final float[] re;
  private final float[] im;
  private final float[] power;

  /** Band powers of the last frames, plain and max-filtered, {@code [frame % KEPT][band]}. */
  private final float[][] bands;

  private final float[][] spread;
  private long frames;
  private double rise;

  OnsetNovelty(int sampleRate) {
    this.size = 2 * (int) Math.round(FRAME_SECONDS * sampleRate / 2);
    this.fft = new RealFft(size);
    this.window = Window.HANN.periodic(size);
    double energy = 0;
    for (float w : window) {
      energy += w * w;
    }
    this.powerScale = (float) (2 / (energy * size));
    this.edges = bandEdges(sampleRate);
    this.margins = new double[edges.length - 1];
    this.ranges = new double[margins.length];
    for (int b = 0; b < margins.length; b++) {
      margins[b] = noiseMarginDb(edges[b + 1] - edges[b]);
      ranges[b] = Math.pow(10, -(margins[b] + MOST_PER_BAND * FULL_JUMP_DB) / 10);
    }
    this.time = new float[size];
    this.re = new float[fft.bins()];
    this.im = new float[fft.bins()];
    this.power = new float[fft.bins()];
    this.bands = new float[KEPT][margins.length];
    this.spread = new float[KEPT][margins.length];
  }

  /** Samples of one frame. */
  int frameSize() {
    return size;
  }

  void reset() {
    frames = 0;
  }

  /** Takes the frame of {@link #frameSize} samples that starts at {@code offset}. */
  void push(float[] samples, int offset) {
    for (int i = 0; i < size; i++) {
      time[i] = samples[offset + i] * window[i];
    }
    fft.forward(time, re, im);
    for (int k = 0; k < power.length; k++) {
      power[k] = powerScale * (re[k] * re[k] + im[k] * im[k]);
    }
    float[] plain = bands[(int) (frames % KEPT)];
    float[] filtered = spread[(int) (frames % KEPT)];
    for (int b = 0; b < plain.length; b++) {
      float sum = 0;
      float sumOfMaxima = 0;
      for (int k = edges[b]; k < edges[b + 1]; k++) {
        sum += power[k];
        sumOfMaxima += Math.max(power[k], Math.max(power[k - 1], power[k + 1]));
      }
      plain[b] = sum;
      filtered[b] = sumOfMaxima;
    }
    frames++;
  }

  /** Frames pushed since the start. */
  long frames() {
    return frames;
  }

  /**
   * Novelty of a frame: how many bands jump there.
   *
   * @param frame at least {@link #LAG}, at most {@link #LOOK_AHEAD} before the last one pushed
   */
  double novelty(long frame) {
    long last = Math.min(frame + LOOK_AHEAD, frames - 1);
    float[] now = bands[(int) (frame % KEPT)];
    float[] before = spread[(int) ((frame - LAG) % KEPT)];
    double sum = 0;
    rise = 0;
    for (int b = 0; b < now.length; b++) {
      float peak = 0;
      float soon = 0;
      for (long f = frame; f <= last; f++) {
        float p = bands[(int) (f % KEPT)][b];
        peak = Math.max(peak, p);
        if (f <= frame + LAG) {
          soon = Math.max(soon, p);
        }
      }
      double floor = Math.max(SILENCE, peak * ranges[b]);
      double jump = 10 * Math.log10((now[b] + floor) / (before[b] + floor));
      if (jump > margins[b]) {
        sum += Math.min(MOST_PER_BAND, (jump - margins[b]) / FULL_JUMP_DB);
        rise += Math.max(0, soon - before[b]);
      }
    }
    return sum;
  }

  /** Power (mean square) that began at the frame last asked for. */
  double rise() {
    return rise;
  }

  /** Third octaves, at least {@link #MIN_BAND_BINS} bins wide; the first bin is left to DC. */
  private int[] bandEdges(int sampleRate) {
    int end = (int) Math.min(size / 2 - 1, MAX_FREQUENCY * size / sampleRate);
    int[] found = new int[size];
    int count = 0;
    for (int k = 1; k <= end; k = Math.max(k + MIN_BAND_BINS, (int) Math.ceil(k * BAND_RATIO))) {
      found[count++] = k;
    }
    return Arrays.copyOf(found, count);
  }

  /**
   * What noise exceeds about once in a thousand frames. The level of Gaussian noise summed over
   * {@code n} independent bins has the standard deviation {@code 4.34 sqrt(1/n + 1/(2 n^2))} dB; a
   * Hann window leaves two independent bins of three. The max filter lowers the difference by 2 dB.
   */
  private static double noiseMarginDb(int bins) {
    double n = bins / 1.5;
    double deviation = 10 / Math.log(10) * Math.sqrt(1 / n + 1 / (2 * n * n));
    return Math.max(MIN_JUMP_DB, 3 * Math.sqrt(2) * deviation - 2);
  }
}
