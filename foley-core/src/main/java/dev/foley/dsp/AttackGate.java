package dev.foley.dsp;

import java.util.Arrays;

/**
 * Keeps the time before a blow as quiet as it was. A window smears a blow over its whole length;
 * phases that are a little wrong turn that into a pre-echo. From the power of the first difference
 * in successive frames this class finds sudden rises, places each between the frames by fitting a
 * power profile (a floor, then a jump that dies away exponentially) seen through the squared
 * window, and turns down what exceeds the floor before it. The first difference, because a rumble
 * swells within a window by itself: to cut that off would be heard as a click.
 *
 * <p>Only rises that the profile explains are touched; a slow swell is not. Holds scratch memory:
 * one thread.
 */
final class AttackGate {
  /** Least rise, as a power ratio: 5 dB. */
  private static final float LEAST_RISE = 3.2f;

  /** A rise as a power ratio that is a blow's and no grain's of a rough noise: 12 dB. */
  private static final float BLOW = 16;

  /** From frame to frame power rises at least this much while a blow enters the window. */
  private static final float STEP = 1.25f;

  /** The worst root mean square misfit of the profile in nepers of power (3 dB) ... */
  private static final double WORST_MISFIT = 0.7;

  /** ... and as a share of the rise. */
  private static final double WORST_MISFIT_SHARE = 0.15;

  /** Powers this far below the loudest frame of the rise (50 dB) do not matter to the fit. */
  private static final float IGNORED = 1e-5f;

  /** Decay constants of the profile in samples: 2 ms to 1 s at 48 kHz. */
  private static final int[] DECAYS = {96, 384, 1536, 6144, 48_000};

  /** Positions are tried at this spacing: 0.5 ms at 48 kHz. */
  private static final int GRAIN = 24;

  /** Power is smoothed over so many samples (4 ms) before it is compared with the floor. */
  private static final int SMOOTHING = 192;

  /** Fluctuation of a noise's power over the smoothing length that is let through. */
  private static final float HEADROOM = 2;

  private final int hop;
  private final int length;
  private final float[][] response;
  private final float scale;

  /** Square of the first difference's frequency response, by bin. */
  private final float[] emphasis;

  private float[] power = new float[0];

  /** Power of the first difference, frame by frame. */
  private float[] edge = new float[0];

  /** How the gain goes from one grain to the next. */
  private final float[] ease = new float[GRAIN];

  private int count;
  private int[] attack = new int[16];
  private int[] begin = new int[16];
  private float[] quiet = new float[16];
  private float[] rise = new float[16];

  /** A gate for the magnitudes of a transform. */
  AttackGate(Stft stft) {
    this.hop = stft.hop();
    this.length = stft.fftSize();
    this.response = responses(stft.window());
    this.scale = (float) (1 / (energy(stft.window()) * length));
    this.emphasis = new float[stft.bins()];
    for (int k = 0; k < emphasis.length; k++) {
      double sine = 2 * Math.sin(Math.PI * k / length);
      emphasis[k] = (float) (sine * sine);
    }
    for (int i = 0; i < GRAIN; i++) {
      float share = (i + 1f) / GRAIN;
      ease[i] = share * share * (3 - 2 * share);
    }
  }

  /** What a frame sees of a unit jump that begins so many samples after it and dies away. */
  private static float[][] responses(float[] window) {
    double energy = energy(window);
    float[][] response = new float[DECAYS.length][window.length];
    for (int d = 0; d < DECAYS.length; d++) {
      double keep = Math.exp(-1.0 / DECAYS[d]);
      double sum = 0;
      for (int u = window.length - 1; u >= 0; u--) {
        sum = sum * keep + (double) window[u] * window[u];
        response[d][u] = (float) (sum / energy);
      }
    }
    return response;
  }

  private static double energy(float[] window) {
    double energy = 0;
    for (float w : window) {
      energy += (double) w * w;
    }
    return energy;
  }

  /** Finds the attacks; positions count from the first sample of frame 0. */
  void find(float[][] magnitudes) {
    count = 0;
    measure(magnitudes);
    int frames = magnitudes.length;
    for (int first = 0; first + 1 < frames; ) {
      int last = first;
      while (last + 1 < frames && edge[last + 1] > STEP * edge[last]) {
        last++;
      }
      if (edge[last] > LEAST_RISE * edge[first]) {
        place(first, last, frames);
      }
      first = Math.max(first + 1, last);
    }
  }

  /** Forgets the attacks. */
  void clear() {
    count = 0;
  }

  /** Number of attacks found. */
  int count() {
    return count;
  }

  /** Position of an attack. */
  int position(int index) {
    return attack[index];
  }

  /** Whether a blow lies in so many samples from a position on: an attack too great for rain. */
  boolean blowWithin(int start, int samples) {
    for (int i = 0; i < count; i++) {
      if (rise[i] >= BLOW && attack[i] >= start && attack[i] < start + samples) {
        return true;
      }
    }
    return false;
  }

  private void measure(float[][] magnitudes) {
    if (power.length < magnitudes.length) {
      power = new float[magnitudes.length];
      edge = new float[magnitudes.length];
    }
    for (int t = 0; t < magnitudes.length; t++) {
      float[] frame = magnitudes[t];
      int top = frame.length - 1;
      float all = frame[0] * frame[0] + frame[top] * frame[top];
      float sharp = emphasis[top] * frame[top] * frame[top];
      for (int k = 1; k < top; k++) {
        float twice = 2 * frame[k] * frame[k];
        all += twice;
        sharp += emphasis[k] * twice;
      }
      power[t] = scale * all + 1e-12f;
      edge[t] = scale * sharp + 1e-12f;
    }
  }

  /** Fits the profile to the frames of a rise and the one after it. */
  private void place(int first, int last, int frames) {
    float floor = edge[first];
    float ignored = IGNORED * edge[last];
    int end = Math.min(frames - 1, last + 1);
    double best = Double.POSITIVE_INFINITY;
    int position = 0;
    int from = first * hop + length / 2;
    int to = last * hop + length;
    for (int d = 0; d < DECAYS.length; d++) {
      for (int at = from; at < to; at += GRAIN) {
        float peak = seen(d, at - last * hop);
        if (peak < 1e-3f) {
          continue;
        }
        float jump = (edge[last] - floor) / peak;
        double misfit = 0;
        for (int t = first; t <= end; t++) {
          double profile = floor + jump * seen(d, at - t * hop);
          double log = Math.log((profile + ignored) / (edge[t] + ignored));
          misfit += log * log;
        }
        if (misfit < best) {
          best = misfit;
          position = at;
        }
      }
    }
    float risen = edge[last] / edge[first];
    double limit = Math.min(WORST_MISFIT, WORST_MISFIT_SHARE * Math.log(risen));
    if (Math.sqrt(best / (end - first + 1)) <= limit) {
      add(position, first * hop, power[first], risen);
    }
  }

  /** Share of a unit jump that a frame sees, {@code offset} samples after its beginning. */
  private float seen(int decay, int offset) {
    if (offset >= length) {
      return 0;
    }
    return offset >= 0
        ? response[decay][offset]
        : response[decay][0] * (float) Math.exp((double) offset / DECAYS[decay]);
  }

  private void add(int position, int start, float floor, float risen) {
    if (count == attack.length) {
      attack = Arrays.copyOf(attack, 2 * count);
      begin = Arrays.copyOf(begin, 2 * count);
      quiet = Arrays.copyOf(quiet, 2 * count);
      rise = Arrays.copyOf(rise, 2 * count);
    }
    attack[count] = position;
    // Where the blow before rings into the rise's frames, their floor is not what lies between.
    boolean alone = count == 0 || attack[count - 1] + SMOOTHING <= start;
    begin[count] = alone ? start : position;
    quiet[count] = floor;
    rise[count] = risen;
    count++;
  }

  /**
   * Turns down what exceeds the floor before each attack. The gain bends nowhere and is back at 1
   * when the attack comes, so that the gate itself is not heard where it was wrong.
   */
  void apply(float[] signal) {
    for (int i = 0; i < count; i++) {
      float gain = 1;
      int grains = (attack[i] - begin[i]) / GRAIN;
      for (int left = grains; left > 0; left--) {
        int at = attack[i] - left * GRAIN;
        float next = left == 1 ? 1 : gainAt(signal, at + GRAIN, attack[i], quiet[i]);
        for (int n = 0; n < GRAIN; n++) {
          signal[at + n] *= gain + (next - gain) * ease[n];
        }
        gain = next;
      }
    }
  }

  private static float gainAt(float[] signal, int at, int end, float floor) {
    int from = Math.max(0, Math.min(at - SMOOTHING / 2, end - SMOOTHING));
    int to = Math.min(end, from + SMOOTHING);
    float sum = 0;
    for (int n = from; n < to; n++) {
      sum += signal[n] * signal[n];
    }
    float limit = HEADROOM * floor * (to - from);
    return sum > limit ? (float) Math.sqrt(limit / sum) : 1;
  }
}
