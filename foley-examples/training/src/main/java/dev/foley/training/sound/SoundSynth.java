package dev.foley.training.sound;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Renders one sound family.
 *
 * <p>Levels are set here so that one family sounds alike in every soundtrack: an event of strength
 * 1 peaks at -6 dBFS (families that are quiet by nature some dB less), a bed of ambience has an RMS
 * between -30 and -18 dBFS, a room tone about -38.
 */
public final class SoundSynth {
  /** Samples per second of everything in this package. */
  public static final int SAMPLE_RATE = 48000;

  private static final double EVENT_PEAK = 0.5;
  private static final double BED_PEAK = 0.6;

  private SoundSynth() {}

  /**
   * Renders {@code family} alone.
   *
   * @param events contact times; ignored by ambience
   * @param continuous when strokes of scraping or passing air sound, or empty: the family chooses;
   *     ignored by the others
   * @param durationSeconds length; the result has round(duration * 48000) samples
   * @param seed chooses object, size, place and noise
   * @return mono samples, finite; silence for an event family without events
   */
  public static float[] render(
      SoundFamily family,
      List<SoundEvent> events,
      List<Interval> continuous,
      double durationSeconds,
      long seed) {
    return render(Layer.of(family), events, continuous, durationSeconds, seed);
  }

  /** As above, for a layer: heavy, light, fast and slow shape the source itself. */
  static float[] render(
      Layer layer, List<SoundEvent> events, List<Interval> strokes, double seconds, long seed) {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("duration must be positive: " + seconds);
    }
    float[] out = new float[(int) Math.round(seconds * SAMPLE_RATE)];
    Noise noise = new Noise(new SplittableRandom(seed));
    Build build = Build.of(layer);
    if (layer.family().eventDriven()) {
      strikes(layer.family(), events, build, out, noise);
    } else {
      bed(layer.family(), strokes, build, out, noise);
    }
    return out;
  }

  private static void strikes(
      SoundFamily family, List<SoundEvent> events, Build build, float[] out, Noise noise) {
    double size = build.size() * noise.log(0.8, 1.25);
    Striker striker = striker(family, size, noise);
    double trim = EVENT_PEAK * Math.pow(10, Levels.eventTrim(family) / 20);
    float[] scratch = new float[(int) (Levels.tail(family) * SAMPLE_RATE)];
    for (SoundEvent event : events) {
      int at = (int) Math.round(event.time() * SAMPLE_RATE);
      if (at < 0 || at >= out.length) {
        continue;
      }
      java.util.Arrays.fill(scratch, 0);
      striker.strike(scratch, event.strength());
      double level = trim * Levels.gain(event.strength()) * noise.uniform(0.9, 1);
      add(scratch, out, at, level / Math.max(1e-9, peak(scratch)));
    }
  }

  private static Striker striker(SoundFamily family, double size, Noise noise) {
    return switch (family) {
      case WOOD, METAL, GLASS, CERAMIC, PLASTIC, STONE, SOFT, DRUM, RUBBER_BALL, HAND_SLAP ->
          Impacts.of(family, size, noise);
      case CLAP, KNOCK -> Impacts.of(family, size, noise);
      case DOOR, KEYBOARD, HAMMER_METAL, GLASS_BREAK, SPLASH -> Objects.of(family, size, noise);
      default -> Footsteps.of(family, size, noise);
    };
  }

  private static Texture texture(
      SoundFamily family, List<Interval> strokes, Build build, Noise noise) {
    return switch (family) {
      case RAIN, THUNDER, WIND, STREAM, SEA, WATER_DROPS -> Weather.of(family, build, noise);
      case LEAVES, FIRE, INSECTS, BIRD, OWL, SMALL_ANIMAL -> Nature.of(family, build, noise);
      default -> Machines.of(family, build, strokes, noise);
    };
  }

  private static void bed(
      SoundFamily family, List<Interval> strokes, Build build, float[] out, Noise noise) {
    double drawn = build.size() * noise.log(0.85, 1.18);
    texture(family, strokes, new Build(drawn, build.rate()), noise).fill(out);
    double target = Math.pow(10, (Levels.bed(family) + noise.uniform(-2, 2)) / 20);
    double gain = target / Math.max(1e-9, activeRms(out));
    gain = Math.min(gain, BED_PEAK / Math.max(1e-9, peak(out)));
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (out[i] * gain);
    }
  }

  private static void add(float[] from, float[] out, int at, double gain) {
    int n = Math.min(from.length, out.length - at);
    int fade = Math.min(from.length, SAMPLE_RATE / 50);
    for (int i = 0; i < n; i++) {
      double g = Math.min(1, (double) (from.length - i) / fade);
      out[at + i] += (float) (gain * g * from[i]);
    }
  }

  static double peak(float[] x) {
    float max = 0;
    for (float v : x) {
      max = Math.max(max, Math.abs(v));
    }
    return max;
  }

  /** RMS over the 20 ms blocks that are within 40 dB of the loudest: pauses do not count. */
  private static double activeRms(float[] x) {
    int block = SAMPLE_RATE / 50;
    int blocks = Math.max(1, x.length / block);
    double[] power = new double[blocks];
    double max = 0;
    for (int b = 0; b < blocks; b++) {
      double sum = 0;
      int end = Math.min(x.length, (b + 1) * block);
      for (int i = b * block; i < end; i++) {
        sum += (double) x[i] * x[i];
      }
      power[b] = sum / block;
      max = Math.max(max, power[b]);
    }
    double sum = 0;
    int active = 0;
    for (double p : power) {
      if (p >= 1e-4 * max) {
        sum += p;
        active++;
      }
    }
    return Math.sqrt(sum / Math.max(1, active));
  }
}
