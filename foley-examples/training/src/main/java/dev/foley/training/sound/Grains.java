package dev.foley.training.sound;

/**
 * Short sounds added into a buffer; all start exactly at their first sample and are cut at its end.
 */
final class Grains {
  /** Amplitude at which a decay is taken to have ended: -60 dB, in time constants. */
  private static final double DECAYED = 7;

  private Grains() {}

  /** A decaying sine from phase zero. */
  static void ping(float[] out, int at, double frequency, double tau, double amplitude) {
    int end = end(out, at, tau);
    if (end <= at || frequency >= 0.48 * SoundSynth.SAMPLE_RATE) {
      return;
    }
    double w = 2 * Math.PI * frequency / SoundSynth.SAMPLE_RATE;
    double r = Math.exp(-1 / (tau * SoundSynth.SAMPLE_RATE));
    double c1 = 2 * r * Math.cos(w);
    double c2 = -r * r;
    double y2 = 0;
    double y1 = amplitude * r * Math.sin(w);
    for (int i = at + 1; i < end; i++) {
      out[i] += (float) y1;
      double y = c1 * y1 + c2 * y2;
      y2 = y1;
      y1 = y;
    }
  }

  /**
   * A bubble: a decaying sine whose pitch moves from {@code frequency} towards (1 + 2 rise) times
   * it, about half of the way while it is loud. A falling pitch (rise below 0) is a soft thump.
   */
  static void bubble(
      float[] out, int at, double frequency, double tau, double rise, double amplitude) {
    int end = end(out, at, tau);
    double decay = Math.exp(-1 / (tau * SoundSynth.SAMPLE_RATE));
    double w = 2 * Math.PI * frequency / SoundSynth.SAMPLE_RATE;
    double approach = Math.sqrt(decay);
    double missing = 1;
    double phase = 0;
    double level = amplitude;
    for (int i = at; i < end; i++) {
      out[i] += (float) (level * Math.sin(phase));
      phase += w * (1 + 2 * rise * (1 - missing));
      missing *= approach;
      level *= decay;
    }
  }

  /** Band-passed noise that starts at once and decays. */
  static void burst(
      float[] out, int at, double frequency, double q, double tau, double amplitude, Noise noise) {
    swell(out, at, frequency, q, 0, tau, amplitude, noise);
  }

  /** Band-passed noise with a linear rise of {@code rise} seconds before its decay. */
  static void swell(
      float[] out,
      int at,
      double frequency,
      double q,
      double rise,
      double tau,
      double amplitude,
      Noise noise) {
    int top = at + (int) (rise * SoundSynth.SAMPLE_RATE);
    int end = end(out, top, tau);
    Biquad band = Biquad.bandPass(frequency, q);
    double decay = Math.exp(-1 / (tau * SoundSynth.SAMPLE_RATE));
    // Narrow bands keep less of the white noise; this keeps levels comparable.
    double level = amplitude * Math.sqrt(8000 * q / frequency);
    double ramp = top > at ? 1.0 / (top - at) : 0;
    for (int i = at; i < end; i++) {
      double y = band.tick(noise.white());
      double gain = i < top ? level * ramp * (i - at) : level;
      if (i >= 0) {
        out[i] += (float) (gain * y);
      }
      if (i >= top) {
        level *= decay;
      }
    }
  }

  /**
   * A sine that glides from one frequency to another under a rounded envelope; a bird's syllable.
   */
  static void glide(float[] out, int at, double seconds, double from, double to, double amplitude) {
    int n = (int) (seconds * SoundSynth.SAMPLE_RATE);
    double phase = 0;
    for (int k = 0; k < n; k++) {
      double x = (double) k / n;
      phase += 2 * Math.PI * (from + (to - from) * x) / SoundSynth.SAMPLE_RATE;
      int i = at + k;
      if (i >= 0 && i < out.length) {
        double envelope = Math.sin(Math.PI * Math.sqrt(x));
        out[i] += (float) (amplitude * envelope * Math.sin(phase));
      }
    }
  }

  /**
   * The dense high modes and near surroundings of a struck thing, too many to compute one by one:
   * four noise bands from {@code low} to {@code high}, the higher the shorter.
   *
   * @param tau time constant of 1 kHz, s
   */
  static void wash(
      float[] out, int at, double low, double high, double tau, double amplitude, Noise noise) {
    for (int band = 0; band < 4; band++) {
      double f = low * Math.pow(high / low, band / 3.0);
      double level = amplitude * noise.uniform(0.5, 1) * Math.pow(low / f, 0.15);
      burst(out, at, f, 0.8, tau * Math.sqrt(1000 / f), level, noise);
    }
  }

  /** A cloud of grains whose density follows a rise and an exponential fall: a crunch. */
  static void crunch(float[] out, int at, Crunch kind, double amplitude, Noise noise) {
    double t = 0;
    for (int k = 0; k < kind.count; k++) {
      // The first grain marks the attack; the others follow by exponential waiting.
      double level = k == 0 ? 0.8 : Math.pow(noise.unit(), 2.5) * Math.exp(-t / (2 * kind.spread));
      int i = at + (int) (t * SoundSynth.SAMPLE_RATE);
      if (i >= out.length) {
        return;
      }
      burst(
          out,
          i,
          noise.log(kind.low, kind.high),
          noise.uniform(0.8, 2.5),
          noise.log(0.0004, kind.grain),
          amplitude * level,
          noise);
      t = noise.wait(1 / kind.spread);
    }
  }

  /**
   * A texture of small breaking or rubbing pieces.
   *
   * @param count number of grains
   * @param spread mean delay of a grain after the start, s
   * @param low lowest grain frequency, Hz
   * @param high highest grain frequency, Hz
   * @param grain longest grain time constant, s
   */
  record Crunch(int count, double spread, double low, double high, double grain) {}

  private static int end(float[] out, int at, double tau) {
    return (int) Math.min(out.length, at + DECAYED * tau * SoundSynth.SAMPLE_RATE + 1);
  }
}
