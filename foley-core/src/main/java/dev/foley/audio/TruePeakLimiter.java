package dev.foley.audio;

import java.util.Arrays;
import java.util.Objects;

/**
 * Holds the true peak of a sound at or below a ceiling, by turning the volume down smoothly 5 ms
 * ahead of a peak and back up over about 80 ms. One gain for all channels. Sound that stays below
 * the ceiling passes bit for bit.
 *
 * <p>No sample leaves above the ceiling; neither does the waveform between samples as {@link
 * LoudnessMeter} sees it, for input up to 12 dB above the ceiling (beyond, by at most 0.2 dB).
 *
 * <p>Streaming without delay: the first frame out is the first frame in; frames wait inside until
 * enough is known. The output does not depend on the block sizes; no call allocates. One thread.
 */
public final class TruePeakLimiter {
  private static final double LOOK_AHEAD_SECONDS = 0.005;
  private static final double RELEASE_SECONDS = 0.080;

  /** Aimed below the ceiling, because a moving gain bends the waveform between samples a little. */
  private static final double MARGIN_DB = 0.1;

  /** Gains are fixed-point numbers, so that the running sums stay exact for ever. */
  private static final int ONE = 1 << 30;

  private final int channels;
  private final float ceiling;
  private final float aim;
  private final int lookAhead;
  private final double release;
  private final InterSamplePeaks[] between;

  /** Peak after the previous frame, of any channel. */
  private float peakBefore;

  private final SlidingMinimum minimum;
  private final MovingAverage firstAverage;
  private final MovingAverage secondAverage;
  private int released;

  /** Frames that wait for their gain, {@code [channel][frame % length]}. */
  private final float[][] waiting;

  private long consumed;

  /**
   * @param ceilingDb highest true peak that leaves, dB relative to full scale, -40 to 0
   */
  public TruePeakLimiter(AudioFormat format, double ceilingDb) {
    if (!(ceilingDb >= -40 && ceilingDb <= 0)) {
      throw new IllegalArgumentException("ceilingDb must be -40..0, was " + ceilingDb);
    }
    this.channels = format.channels();
    this.ceiling = (float) Math.pow(10, ceilingDb / 20);
    this.aim = (float) (ceiling * Math.pow(10, -MARGIN_DB / 20));
    this.lookAhead = (int) Math.round(LOOK_AHEAD_SECONDS * format.sampleRate());
    this.release = 1 - Math.exp(-1 / (RELEASE_SECONDS * format.sampleRate()));
    this.between = new InterSamplePeaks[channels];
    for (int c = 0; c < channels; c++) {
      between[c] = new InterSamplePeaks(aim);
    }
    this.minimum = new SlidingMinimum(lookAhead + 1);
    // Two averages in a row, together lookAhead + 1 long.
    int first = lookAhead / 2 + 1;
    this.firstAverage = new MovingAverage(first, ONE);
    this.secondAverage = new MovingAverage(lookAhead + 2 - first, ONE);
    this.waiting = new float[channels][lookAhead + InterSamplePeaks.HALF + 1];
    reset();
  }

  /** Limits a whole sound. */
  public static AudioBuffer limit(AudioBuffer sound, double ceilingDb) {
    TruePeakLimiter limiter = new TruePeakLimiter(sound.format(), ceilingDb);
    float[][] samples = sound.toArrays();
    int written = limiter.process(samples, 0, sound.frames(), samples, 0);
    limiter.finish(samples, written);
    return AudioBuffer.of(sound.format(), samples);
  }

  /** Frames that wait inside at most, which is what {@link #finish} may write. */
  public int latency() {
    return lookAhead + InterSamplePeaks.HALF;
  }

  /**
   * Feeds {@code count} frames and takes out those that are finished.
   *
   * @param in samples {@code [channel][frame]}
   * @param out room for {@code count} frames; may be {@code in} at the same or an earlier offset
   * @return frames written
   */
  public int process(float[][] in, int offset, int count, float[][] out, int outOffset) {
    Objects.checkFromIndexSize(offset, count, in[0].length);
    int written = 0;
    for (int i = offset; i < offset + count; i++) {
      int slot = (int) (consumed % waiting[0].length);
      float peakAfter = 0;
      for (int c = 0; c < channels; c++) {
        waiting[c][slot] = in[c][i];
        peakAfter = Math.max(peakAfter, between[c].next(in[c][i]));
      }
      if (advance(peakAfter, out, outOffset + written)) {
        written++;
      }
    }
    return written;
  }

  /**
   * Ends the sound and takes out the rest; then another sound may begin.
   *
   * @return frames written, at most {@link #latency}
   */
  public int finish(float[][] out, int outOffset) {
    int written = 0;
    long left = Math.min(latency(), consumed);
    while (written < left) {
      int slot = (int) (consumed % waiting[0].length);
      float peakAfter = 0;
      for (int c = 0; c < channels; c++) {
        waiting[c][slot] = 0;
        peakAfter = Math.max(peakAfter, between[c].next(0));
      }
      if (advance(peakAfter, out, outOffset + written)) {
        written++;
      }
    }
    reset();
    return written;
  }

  /** Forgets the sound so far. */
  public void reset() {
    for (int c = 0; c < channels; c++) {
      between[c].reset();
      Arrays.fill(waiting[c], 0);
    }
    peakBefore = 0;
    minimum.reset();
    firstAverage.reset(ONE);
    secondAverage.reset(ONE);
    released = ONE;
    consumed = 0;
  }

  /** One frame on; whether a finished one was written. */
  private boolean advance(float peakAfter, float[][] out, int at) {
    long known = consumed++ - InterSamplePeaks.HALF;
    if (known < 0) {
      peakBefore = peakAfter;
      return false;
    }
    int slots = waiting[0].length;
    int knownSlot = (int) (known % slots);
    float peak = Math.max(peakBefore, peakAfter);
    for (int c = 0; c < channels; c++) {
      peak = Math.max(peak, Math.abs(waiting[c][knownSlot]));
    }
    peakBefore = peakAfter;
    int gain = smoothed(peak <= aim ? ONE : (int) (ONE * ((double) aim / peak)));
    long finished = known - lookAhead;
    if (finished < 0) {
      return false;
    }
    int slot = (int) (finished % slots);
    for (int c = 0; c < channels; c++) {
      float sample = waiting[c][slot];
      // The last bound is for the rounding of the product only.
      out[c][at] =
          gain == ONE
              ? sample
              : Math.max(-ceiling, Math.min(ceiling, sample * ((float) gain / ONE)));
    }
    return true;
  }

  /**
   * The gain of the frame {@code lookAhead} before the one that needs at most {@code needed}: every
   * value that the averages see there is already the minimum over all that follow within reach.
   */
  private int smoothed(int needed) {
    int lowest = minimum.next(needed);
    int risen = released + (int) Math.ceil((ONE - released) * release);
    released = Math.min(lowest, risen);
    return secondAverage.next(firstAverage.next(released));
  }
}
