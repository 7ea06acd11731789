package dev.foley.dsp;

/**
 * Short-time Fourier transform and its weighted least-squares inverse (D. Griffin and J. Lim, IEEE
 * Trans. ASSP 32, 1984): frames are windowed again, overlap-added and divided by the sum of the
 * squared windows, so an unchanged spectrogram gives the signal back wherever a window reaches.
 *
 * <p>Frame {@code t} reads {@code fftSize} samples from {@code t * hop - offset} on; samples
 * outside the signal count as 0. The {@link Alignment} fixes the offset and the number of frames. A
 * window shorter than the FFT sits in the middle of the frame. The phase of a bin refers to the
 * first sample of the frame.
 *
 * <p>Whole signals: {@link #analyze}, {@link #synthesize}. Block by block: {@link StftAnalyzer} and
 * {@link StftSynthesizer}, which give the same numbers. Holds scratch memory: <b>one thread at a
 * time</b>; {@link #copy()} shares the tables.
 */
public final class Stft {
  /** Where frames lie on the time axis. */
  public enum Alignment {
    /** Frame t begins at sample {@code t * hop}; only frames that lie inside the signal. */
    START,
    /** Frame t is centred on sample {@code t * hop}; {@code samples / hop + 1} frames. */
    CENTER,
    /**
     * Frame t is centred on the middle of the samples {@code t * hop} to {@code (t + 1) * hop};
     * {@code ceil(samples / hop)} frames, so that frames and hops correspond one to one.
     */
    HOP
  }

  private final RealFft fft;
  private final float[] window;
  private final int hop;
  private final Alignment alignment;
  private final float[] block;

  /**
   * @param window analysis and synthesis weights, 1 to {@code fftSize} long
   * @param hop samples between frames, 1 to the window's length
   * @param fftSize even number of samples transformed
   */
  public Stft(float[] window, int hop, int fftSize, Alignment alignment) {
    if (window.length < 1 || window.length > fftSize) {
      throw new IllegalArgumentException(
          "a window of " + window.length + " does not fit an FFT of " + fftSize);
    }
    if (hop < 1 || hop > window.length) {
      throw new IllegalArgumentException(
          "hop must be in [1, " + window.length + "], the window's length, not " + hop);
    }
    this.fft = new RealFft(fftSize);
    this.window = new float[fftSize];
    System.arraycopy(window, 0, this.window, (fftSize - window.length) / 2, window.length);
    this.hop = hop;
    this.alignment = alignment;
    this.block = new float[fftSize];
  }

  private Stft(Stft tables) {
    this.fft = tables.fft.copy();
    this.window = tables.window;
    this.hop = tables.hop;
    this.alignment = tables.alignment;
    this.block = new float[tables.block.length];
  }

  /** The same transform with its own scratch, for another thread. */
  public Stft copy() {
    return new Stft(this);
  }

  public int hop() {
    return hop;
  }

  public int fftSize() {
    return window.length;
  }

  /** Number of bins, {@code fftSize / 2 + 1}. */
  public int bins() {
    return fft.bins();
  }

  /** How many samples before {@code t * hop} frame t begins. */
  public int offset() {
    return switch (alignment) {
      case START -> 0;
      case CENTER -> window.length / 2;
      case HOP -> (window.length - hop) / 2;
    };
  }

  /** Number of frames of a signal of so many samples. */
  public int frames(int samples) {
    return switch (alignment) {
      case START -> samples < window.length ? 0 : (samples - window.length) / hop + 1;
      case CENTER -> samples / hop + 1;
      case HOP -> (int) (((long) samples + hop - 1) / hop);
    };
  }

  /**
   * Analyses a whole signal.
   *
   * @param re receives real parts, at least {@code frames(samples.length)} rows of {@code bins}
   * @param im receives imaginary parts, likewise
   */
  public void analyze(float[] samples, float[][] re, float[][] im) {
    int frames = frames(samples.length);
    for (int t = 0; t < frames; t++) {
      analyzeFrame(samples, samples.length, t, re[t], im[t]);
    }
  }

  /** Magnitudes of a whole signal, {@code [frames][bins]}. */
  public float[][] magnitudes(float[] samples) {
    float[][] result = new float[frames(samples.length)][bins()];
    float[] im = new float[bins()];
    for (int t = 0; t < result.length; t++) {
      analyzeFrame(samples, samples.length, t, result[t], im);
      magnitude(result[t], im, result[t]);
    }
    return result;
  }

  /** {@code out[k] = sqrt(re[k]^2 + im[k]^2)}; {@code out} may be one of the inputs. */
  public static void magnitude(float[] re, float[] im, float[] out) {
    for (int k = 0; k < out.length; k++) {
      out[k] = (float) Math.sqrt(re[k] * re[k] + im[k] * im[k]);
    }
  }

  /**
   * Turns frames into a signal; {@code samples.length} decides how much of it. Samples that no
   * window reaches become 0.
   */
  public void synthesize(float[][] re, float[][] im, float[] samples) {
    StftSynthesizer synthesizer = new StftSynthesizer(this);
    float[] out = new float[window.length];
    int at = 0;
    for (int t = 0; t < re.length && at < samples.length; t++) {
      int count = synthesizer.add(re[t], im[t], out);
      int kept = Math.min(count, samples.length - at);
      System.arraycopy(out, 0, samples, at, kept);
      at += kept;
    }
    if (at < samples.length) {
      int kept = Math.min(synthesizer.finish(out), samples.length - at);
      System.arraycopy(out, 0, samples, at, kept);
      java.util.Arrays.fill(samples, at + kept, samples.length, 0);
    }
  }

  /** Frame t of the first {@code length} samples. */
  void analyzeFrame(float[] samples, int length, int t, float[] re, float[] im) {
    int start = t * hop - offset();
    int from = Math.min(Math.max(0, -start), window.length);
    int to = Math.max(from, Math.min(window.length, length - start));
    java.util.Arrays.fill(block, 0, from, 0);
    for (int i = from; i < to; i++) {
      block[i] = samples[start + i] * window[i];
    }
    java.util.Arrays.fill(block, to, window.length, 0);
    fft.forward(block, re, im);
  }

  /** The frame {@code samples[start .. start + fftSize)}. */
  void analyzeAt(float[] samples, int start, float[] re, float[] im) {
    for (int i = 0; i < block.length; i++) {
      block[i] = samples[start + i] * window[i];
    }
    fft.forward(block, re, im);
  }

  /** The windowed samples of a frame, ready to be added. The result is this object's scratch. */
  float[] windowedBlock(float[] re, float[] im) {
    fft.inverse(re, im, block);
    for (int i = 0; i < block.length; i++) {
      block[i] *= window[i];
    }
    return block;
  }

  /** The weights over a whole frame; not to be written. */
  float[] window() {
    return window;
  }
}
