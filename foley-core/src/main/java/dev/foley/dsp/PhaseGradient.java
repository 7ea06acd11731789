package dev.foley.dsp;

import java.util.Arrays;

/**
 * Phase-gradient heap integration (Z. Prusa, P. Balazs, P. Sondergaard, "A noniterative method for
 * reconstruction of phase from STFT magnitude", IEEE/ACM TASLP 25(5), 2017). For a Gaussian window
 * {@code exp(-pi t^2 / gamma)} the derivatives of the phase follow from those of the log magnitude
 * s; with hop a, FFT size M, frame n and bin m, phases counted from the middle of the frame:
 *
 * <pre>
 *   d phase / dn =  2 pi a m / M + a M / gamma * ds/dm
 *   d phase / dm = -gamma / (a M) * ds/dn
 * </pre>
 *
 * <p>They are integrated from the loudest bins to the softest. The priority queue is a row of
 * buckets of equal log magnitude, so every step costs the same. Holds scratch memory: one thread.
 */
final class PhaseGradient {
  /** Bins this far below the loudest (100 dB) have no phase to speak of. */
  private static final float TOLERANCE = 1e-5f;

  /** Width of a bucket: 1/32 neper, 0.27 dB. */
  private static final float BUCKETS_PER_NEPER = 32;

  private static final int BUCKETS = (int) (BUCKETS_PER_NEPER * 11.52f) + 2;
  private static final int NOWHERE = -1;
  private static final float TURN = (float) (2 * Math.PI);

  private final int bins;
  private final float perFrame;
  private final float perBin;
  private final float[] advance;
  private final int[] head = new int[BUCKETS];
  private int top;

  private int frames;
  private float floor;
  private float[] level = new float[0];
  private float[] phase = new float[0];
  private int[] next = new int[0];
  private boolean[] known = new boolean[0];

  /**
   * @param stft the transform whose magnitudes will be given
   */
  PhaseGradient(Stft stft) {
    this.bins = stft.bins();
    int size = stft.fftSize();
    double gamma = gaussianWidth(stft.window());
    this.perFrame = (float) ((double) stft.hop() * size / gamma);
    this.perBin = (float) (-gamma / ((double) stft.hop() * size));
    this.advance = new float[bins];
    for (int m = 0; m < bins; m++) {
      advance[m] = (float) (2 * Math.PI * ((long) stft.hop() * m % size) / size);
    }
  }

  /** The gamma of the Gaussian whose square spreads in time as the window's square does. */
  private static double gaussianWidth(float[] window) {
    double energy = 0;
    double spread = 0;
    double middle = window.length / 2;
    for (int i = 0; i < window.length; i++) {
      double w2 = (double) window[i] * window[i];
      energy += w2;
      spread += w2 * (i - middle) * (i - middle);
    }
    return 4 * Math.PI * spread / energy;
  }

  /** States the phase of one bin, counted from the middle of the frame. */
  void fix(int frame, int bin, float angle) {
    phase[frame * bins + bin] = angle;
    known[frame * bins + bin] = true;
  }

  /** Makes room for so many frames and forgets all phases. */
  void reset(int newFrames) {
    frames = newFrames;
    int count = frames * bins;
    if (level.length < count) {
      level = new float[count];
      phase = new float[count];
      next = new int[count];
      known = new boolean[count];
    }
    Arrays.fill(known, 0, count, false);
  }

  /** States the phases of a frame, counted from its middle. */
  void fix(int frame, float[] re, float[] im) {
    for (int m = 0; m < bins; m++) {
      int at = frame * bins + m;
      float angle = (float) Math.atan2(im[m], re[m]);
      phase[at] = (m & 1) == 0 ? angle : angle + (float) Math.PI;
      known[at] = true;
    }
  }

  /** Phase of a bin after {@link #integrate}, counted from the first sample of the frame. */
  float phase(int frame, int bin) {
    float angle = phase[frame * bins + bin];
    return (bin & 1) == 0 ? angle : angle + (float) Math.PI;
  }

  /** Finds all phases that are not fixed. Soft bins get a random one, a function of their place. */
  void integrate(float[][] magnitudes, RandomPhase random, long firstFrame) {
    measure(magnitudes);
    Arrays.fill(head, NOWHERE);
    top = 0;
    for (int at = 0; at < frames * bins; at++) {
      if (known[at]) {
        push(at);
      } else if (level[at] <= floor) {
        phase[at] = random.at(firstFrame + at / bins, at % bins);
        known[at] = true;
      }
    }
    spread();
    int[] order = unknownByLevel();
    for (int at : order) {
      if (!known[at]) {
        phase[at] = 0;
        known[at] = true;
        push(at);
        spread();
      }
    }
  }

  private void measure(float[][] magnitudes) {
    float loudest = 0;
    for (int n = 0; n < frames; n++) {
      for (int m = 0; m < bins; m++) {
        loudest = Math.max(loudest, magnitudes[n][m]);
      }
    }
    float softest = Math.max(loudest * TOLERANCE, Float.MIN_NORMAL);
    floor = (float) Math.log(softest);
    for (int n = 0; n < frames; n++) {
      for (int m = 0; m < bins; m++) {
        float magnitude = magnitudes[n][m];
        level[n * bins + m] = magnitude > softest ? (float) Math.log(magnitude) : floor;
      }
    }
  }

  private void spread() {
    for (int at = pop(); at != NOWHERE; at = pop()) {
      int n = at / bins;
      int m = at - n * bins;
      if (n + 1 < frames && !known[at + bins]) {
        reach(at + bins, phase[at] + 0.5f * (alongTime(n, m) + alongTime(n + 1, m)));
      }
      if (n > 0 && !known[at - bins]) {
        reach(at - bins, phase[at] - 0.5f * (alongTime(n, m) + alongTime(n - 1, m)));
      }
      if (m + 1 < bins && !known[at + 1]) {
        reach(at + 1, phase[at] + 0.5f * (alongFrequency(n, m) + alongFrequency(n, m + 1)));
      }
      if (m > 0 && !known[at - 1]) {
        reach(at - 1, phase[at] - 0.5f * (alongFrequency(n, m) + alongFrequency(n, m - 1)));
      }
    }
  }

  private void reach(int at, float angle) {
    phase[at] = angle - TURN * (float) Math.rint(angle / TURN);
    known[at] = true;
    push(at);
  }

  private float alongTime(int n, int m) {
    int at = n * bins + m;
    float slope = m == 0 || m == bins - 1 ? 0 : 0.5f * (level[at + 1] - level[at - 1]);
    return advance[m] + perFrame * slope;
  }

  private float alongFrequency(int n, int m) {
    int at = n * bins + m;
    float slope;
    if (n == 0) {
      slope = frames == 1 ? 0 : level[at + bins] - level[at];
    } else if (n == frames - 1) {
      slope = level[at] - level[at - bins];
    } else {
      slope = 0.5f * (level[at + bins] - level[at - bins]);
    }
    return perBin * slope;
  }

  private int bucket(int at) {
    return Math.min(BUCKETS - 1, (int) ((level[at] - floor) * BUCKETS_PER_NEPER));
  }

  private void push(int at) {
    int bucket = bucket(at);
    next[at] = head[bucket];
    head[bucket] = at;
    top = Math.max(top, bucket);
  }

  private int pop() {
    while (top > 0 && head[top] == NOWHERE) {
      top--;
    }
    int at = head[top];
    if (at != NOWHERE) {
      head[top] = next[at];
    }
    return at;
  }

  /** The bins that nothing has reached yet, loudest first (counting sort by bucket). */
  private int[] unknownByLevel() {
    int[] ends = new int[BUCKETS];
    int total = 0;
    for (int at = 0; at < frames * bins; at++) {
      if (!known[at]) {
        ends[bucket(at)]++;
        total++;
      }
    }
    int sum = 0;
    for (int b = BUCKETS - 1; b >= 0; b--) {
      int count = ends[b];
      ends[b] = sum;
      sum += count;
    }
    int[] order = new int[total];
    for (int at = 0; at < frames * bins; at++) {
      if (!known[at]) {
        order[ends[bucket(at)]++] = at;
      }
    }
    return order;
  }
}
