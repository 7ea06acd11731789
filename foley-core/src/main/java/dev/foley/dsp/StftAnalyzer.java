package dev.foley.dsp;

/**
 * Analysis block by block. Write samples in portions of any size, read frames as soon as they are
 * complete, finish, read the rest; the frames are those of {@link Stft#analyze} on the whole
 * signal. One thread.
 *
 * <pre>{@code
 * for (int used = 0; used < n; ) {
 *   used += analyzer.write(samples, used, n - used);
 *   while (analyzer.read(re, im)) { ... }
 * }
 * analyzer.finish();
 * while (analyzer.read(re, im)) { ... }
 * }</pre>
 */
public final class StftAnalyzer {
  private final Stft stft;
  private final float[] pending;
  private int filled;
  private long written;
  private long frame;
  private boolean finished;

  /**
   * @param stft the transform; the analyzer takes a copy
   */
  public StftAnalyzer(Stft stft) {
    this.stft = stft.copy();
    this.pending = new float[stft.fftSize()];
    this.filled = stft.offset();
  }

  /**
   * Takes as many samples as fit before the next frame has to be read.
   *
   * @return how many were taken; 0 when a frame waits or {@code length} is 0
   */
  public int write(float[] samples, int offset, int length) {
    if (finished) {
      throw new IllegalStateException("write after finish");
    }
    int taken = Math.min(length, pending.length - filled);
    System.arraycopy(samples, offset, pending, filled, taken);
    filled += taken;
    written += taken;
    return taken;
  }

  /** Declares the end of the signal: what is missing in the last frames counts as 0. */
  public void finish() {
    finished = true;
  }

  /**
   * Reads the next frame.
   *
   * @return false, and nothing read, when it is not complete yet
   */
  public boolean read(float[] re, float[] im) {
    if (finished) {
      if (frame >= stft.frames(Math.toIntExact(written))) {
        return false;
      }
      java.util.Arrays.fill(pending, filled, pending.length, 0);
    } else if (filled < pending.length) {
      return false;
    }
    stft.analyzeAt(pending, 0, re, im);
    frame++;
    int hop = stft.hop();
    int kept = Math.max(0, filled - hop);
    System.arraycopy(pending, hop, pending, 0, pending.length - hop);
    filled = kept;
    return true;
  }
}
