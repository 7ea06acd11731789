package dev.foley.dsp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Finds when sounds begin: impacts, steps, clicks, drops, in silence or within noise.
 *
 * <p>A moment is an onset when the number of frequency bands that jump ({@link OnsetNovelty}, after
 * super-flux by Boeck and Widmer, DAFx 2013) is a maximum within 30 ms and exceeds a threshold: a
 * fixed number of bands plus the mean of the last second, which adapts to dense textures. Its time
 * is then refined to about 2 ms ({@link AttackLocator}). Two onsets are at least 30 ms apart.
 *
 * <p>No onsets are: stationary noise of any colour, rises that take 100 ms or longer, slow
 * modulation, and what happens in the first 26 and the last 11 ms, where the start or end of the
 * signal itself cannot be told from a sound. Sound below -70 dB full scale per third octave is not
 * heard.
 *
 * <p>The result does not depend on how the signal is cut into blocks. Latency of the stream: about
 * 160 ms. One thread at a time.
 */
public final class OnsetDetector {
  /**
   * Bands that have to jump by default. The highest values in 400 s each of noise: white 0.73,
   * brown 1.63, a thunder-like rumble 1.73; in 200 s of a rain of 2,000 drops a second 1.27. So a
   * false alarm every some minutes is to be expected in deep rumble, hardly any elsewhere.
   */
  public static final double DEFAULT_BANDS = 1.75;

  private static final int PEAK_RADIUS = 6;
  private static final int MEAN_FRAMES = 200;
  private static final double FLOOR_DB = -60;

  private final int sampleRate;
  private final double threshold;
  private final int hop;
  private final int locatorBefore;
  private final OnsetNovelty novelty;
  private final AttackLocator locator;

  /** Recent signal; {@code bufferStart} is the absolute index of its first sample. */
  private final float[] buffer;

  private int buffered;
  private long bufferStart;

  /** Recent novelty and risen power, {@code [frame % length]}. */
  private final double[] curve = new double[MEAN_FRAMES + 2 * PEAK_RADIUS + 1];

  private final double[] rises = new double[curve.length];
  private long curveFrames;
  private long decided;
  private double lastOnset;

  /** A detector for signals of this rate (8,000 Hz or more; made for 48,000). */
  public OnsetDetector(int sampleRate) {
    this(sampleRate, DEFAULT_BANDS);
  }

  /**
   * @param bands number of third-octave bands that have to jump; more is less sensitive
   */
  public OnsetDetector(int sampleRate, double bands) {
    if (sampleRate < 8000 || sampleRate > 768_000) {
      throw new IllegalArgumentException("sampleRate must be 8000..768000 Hz, was " + sampleRate);
    }
    if (!(bands > 0)) {
      throw new IllegalArgumentException("bands must be positive, was " + bands);
    }
    this.sampleRate = sampleRate;
    this.threshold = bands;
    this.hop = (int) Math.round(OnsetNovelty.HOP_SECONDS * sampleRate);
    this.novelty = new OnsetNovelty(sampleRate);
    this.locator = new AttackLocator(sampleRate);
    this.locatorBefore = (int) Math.ceil(AttackLocator.BEFORE_SECONDS * sampleRate);
    int delay = (OnsetNovelty.LOOK_AHEAD + PEAK_RADIUS + 2) * hop;
    this.buffer = new float[2 * (delay + novelty.frameSize() + locatorBefore)];
    reset();
  }

  /** All onsets of a mono signal, in order. */
  public static List<Onset> detect(float[] samples, int sampleRate) {
    List<Onset> onsets = new ArrayList<>();
    OnsetDetector detector = new OnsetDetector(sampleRate);
    detector.process(samples, 0, samples.length, onsets::add);
    detector.finish(onsets::add);
    return onsets;
  }

  /** Feeds mono samples; onsets that are certain by now go to {@code found}, in order. */
  public void process(float[] samples, int offset, int count, Consumer<Onset> found) {
    Objects.checkFromIndexSize(offset, count, samples.length);
    for (int done = 0; done < count; ) {
      int part = Math.min(count - done, buffer.length - buffered);
      System.arraycopy(samples, offset + done, buffer, buffered, part);
      buffered += part;
      done += part;
      advance(found);
    }
  }

  /** Ends the signal: the last onsets go to {@code found}; then another signal may begin. */
  public void finish(Consumer<Onset> found) {
    while (curveFrames < novelty.frames()) {
      appendNovelty();
    }
    while (decided < curveFrames) {
      decide(found);
    }
    reset();
  }

  /** Forgets the signal so far. */
  public void reset() {
    novelty.reset();
    Arrays.fill(curve, 0);
    buffered = 0;
    bufferStart = 0;
    curveFrames = 0;
    decided = 0;
    lastOnset = Double.NEGATIVE_INFINITY;
  }

  private void advance(Consumer<Onset> found) {
    long next = novelty.frames() * hop;
    while (next + novelty.frameSize() <= bufferStart + buffered) {
      novelty.push(buffer, (int) (next - bufferStart));
      next += hop;
      if (novelty.frames() > OnsetNovelty.LOOK_AHEAD) {
        appendNovelty();
      }
      if (curveFrames > PEAK_RADIUS) {
        decide(found);
      }
    }
    long keepFrom = Math.max(bufferStart, decided * hop - locatorBefore);
    int drop = (int) (keepFrom - bufferStart);
    if (drop >= buffer.length / 4) {
      System.arraycopy(buffer, drop, buffer, 0, buffered - drop);
      buffered -= drop;
      bufferStart = keepFrom;
    }
  }

  private void appendNovelty() {
    int at = (int) (curveFrames % curve.length);
    boolean comparable = curveFrames >= OnsetNovelty.LAG;
    curve[at] = comparable ? novelty.novelty(curveFrames) : 0;
    rises[at] = comparable ? novelty.rise() : 0;
    curveFrames++;
  }

  private void decide(Consumer<Onset> found) {
    long frame = decided++;
    double value = curve[(int) (frame % curve.length)];
    if (value < threshold) {
      return;
    }
    for (long f = Math.max(0, frame - PEAK_RADIUS); f < curveFrames; f++) {
      double other = curve[(int) (f % curve.length)];
      // Of equal values the first is the peak.
      if (f <= frame + PEAK_RADIUS && (other > value || (other == value && f < frame))) {
        return;
      }
    }
    double sum = 0;
    for (long f = Math.max(0, frame - MEAN_FRAMES); f < frame; f++) {
      sum += curve[(int) (f % curve.length)];
    }
    if (value < threshold + sum / MEAN_FRAMES) {
      return;
    }
    long centre = frame * hop + novelty.frameSize() / 2;
    double offset = locator.locate(buffer, buffered, (int) (centre - bufferStart));
    double time = Math.max(0, centre + offset) / sampleRate;
    if (time - lastOnset >= PEAK_RADIUS * OnsetNovelty.HOP_SECONDS) {
      lastOnset = time;
      double db = 10 * Math.log10(Math.max(1e-12, rises[(int) (frame % rises.length)]));
      found.accept(new Onset(time, Math.max(0, Math.min(1, 1 - db / FLOOR_DB))));
    }
  }
}
