package dev.foley.dsp;

/**
 * Gives averaged magnitudes the grain of noise again. The spectrum of a real noise is rough from
 * bin to bin; a mel band is the mean over many bins, and what is interpolated from bands is smooth.
 * In a real spectrogram only a click is as smooth, and phases that follow from smooth magnitudes
 * are those of a click in every frame: a buzz. Where a frame is smooth, this class multiplies it
 * with the spectrum of white noise and takes the noise's phases. The noise is a pure function of
 * seed and absolute sample. Holds scratch memory: one thread.
 */
final class NoiseGrain {
  /** Mean step between neighbouring bins, in nepers, up to which a spectrum is smooth ... */
  private static final float SMOOTH = 0.10f;

  /** ... and from which on it is as rough as that of noise or tones. */
  private static final float ROUGH = 0.25f;

  /** Steps are averaged over so many bins to either side. */
  private static final int REACH = 6;

  private final Stft stft;
  private final long seed;
  private final float level;
  private final float[] noise;
  private final float[] re;
  private final float[] im;
  private final float[] sums;

  NoiseGrain(Stft stft, long seed) {
    this.stft = stft;
    this.seed = seed;
    this.noise = new float[stft.fftSize()];
    this.re = new float[stft.bins()];
    this.im = new float[stft.bins()];
    this.sums = new float[stft.bins() + 1];
    double energy = 0;
    for (float w : stft.window()) {
      energy += (double) w * w;
    }
    // Uniform noise in [-1, 1) has variance 1/3; magnitudes are Rayleigh, mean sqrt(pi / 4) of rms.
    this.level = (float) (1 / Math.sqrt(energy / 3 * Math.PI / 4));
  }

  /**
   * Roughens a frame where it is smooth, and states the phases there.
   *
   * @param magnitudes of the frame, changed
   * @param absoluteFrame index since the beginning of the sound
   * @param frame index in the phases
   */
  void apply(float[] magnitudes, long absoluteFrame, int frame, PhaseGradient phases) {
    long first = absoluteFrame * stft.hop();
    for (int i = 0; i < noise.length; i++) {
      noise[i] = RandomPhase.uniform(seed, first + i);
    }
    stft.analyzeAt(noise, 0, re, im);
    int bins = magnitudes.length;
    float last = (float) Math.log(magnitudes[0] + 1e-12f);
    for (int k = 1; k < bins; k++) {
      float log = (float) Math.log(magnitudes[k] + 1e-12f);
      sums[k] = sums[k - 1] + Math.abs(log - last);
      last = log;
    }
    for (int k = 0; k < bins; k++) {
      int from = Math.max(0, k - REACH);
      int to = Math.min(bins - 1, k + REACH);
      float roughness = (sums[to] - sums[from]) / (to - from);
      if (roughness >= ROUGH) {
        continue;
      }
      float share = Math.min(1, (ROUGH - roughness) / (ROUGH - SMOOTH));
      float grain = level * (float) Math.sqrt(re[k] * re[k] + im[k] * im[k]);
      magnitudes[k] *= 1 + share * (grain - 1);
      if (share > 0.5f) {
        float angle = (float) Math.atan2(im[k], re[k]);
        phases.fix(frame, k, (k & 1) == 0 ? angle : angle + (float) Math.PI);
      }
    }
  }
}
