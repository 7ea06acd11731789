package dev.foley.training.sound;

import java.util.ArrayList;
import java.util.List;

/** Engines, scraping metal, air, clocks and rooms. */
final class Machines {
  private static final int BLOCK = 32;

  private Machines() {}

  static Texture of(SoundFamily family, Build build, List<Interval> strokes, Noise noise) {
    return switch (family) {
      case ENGINE -> out -> engine(out, build, noise);
      case METAL_SCRAPE -> out -> scrape(out, build, strokes, noise);
      case WHOOSH -> out -> whoosh(out, build, strokes, noise);
      case CLOCK -> out -> clock(out, build, noise);
      case ROOM -> out -> room(out, noise);
      case CROWD -> out -> crowd(out, build, noise);
      default -> throw new IllegalArgumentException("not a machine: " + family);
    };
  }

  private static int samples(double seconds) {
    return (int) (seconds * SoundSynth.SAMPLE_RATE);
  }

  /** Firing pulses, no two alike, through the resonances of an exhaust and a block. */
  private static void engine(float[] out, Build build, Noise noise) {
    double firing = noise.log(32, 80) / build.size() * build.rate();
    Curve rev = new Curve(noise, 0.5);
    double swing = noise.uniform(0.03, 0.3);
    Biquad[] pipes = {
      Biquad.bandPass(noise.log(70, 130) / build.size(), 1.6),
      Biquad.bandPass(noise.log(180, 380) / build.size(), 2),
      Biquad.bandPass(noise.log(500, 1100) / build.size(), 1.6)
    };
    double[] mix = {1, noise.uniform(0.4, 0.8), noise.uniform(0.15, 0.4)};
    double rasp = noise.uniform(0.1, 0.35);
    double phase = 0;
    double fire = 1;
    double decay = Math.exp(-1 / (0.0022 * SoundSynth.SAMPLE_RATE));
    double pulse = 0;
    for (int i = 0; i < out.length; i++) {
      phase += firing * (1 + swing * (rev.next() - 0.5)) / SoundSynth.SAMPLE_RATE;
      if (phase >= 1) {
        phase -= 1;
        fire = noise.uniform(0.75, 1.15);
        pulse += fire;
      }
      pulse *= decay;
      double x = pulse * (1 - rasp + rasp * 2 * noise.white()) + 0.01 * noise.white();
      double y = 0;
      for (int k = 0; k < pipes.length; k++) {
        y += mix[k] * pipes[k].tick(x);
      }
      out[i] += (float) y;
    }
  }

  /** Strokes given by the picture, or else a few at random times. */
  private static List<Interval> strokes(
      List<Interval> given, int n, double low, double high, double rest, Noise noise) {
    if (!given.isEmpty()) {
      return given;
    }
    List<Interval> own = new ArrayList<>();
    double seconds = (double) n / SoundSynth.SAMPLE_RATE;
    double t = noise.uniform(0.05, 0.5);
    while (t < seconds - 0.1) {
      double length = noise.log(low, high);
      own.add(new Interval(t, t + length));
      t += length + noise.uniform(0.15, 1) * rest;
    }
    return own;
  }

  /** Metal drawn over metal: rough noise through close, sharp, inharmonic resonances at 3-9 kHz. */
  private static void scrape(float[] out, Build build, List<Interval> given, Noise noise) {
    int modes = 12;
    double[] centre = new double[modes];
    double[] gain = new double[modes];
    double[] q = new double[modes];
    for (int k = 0; k < modes; k++) {
      centre[k] = noise.log(2700, 9500) / Math.sqrt(build.size());
      gain[k] = noise.uniform(0.3, 1);
      q[k] = noise.log(18, 90);
    }
    for (Interval stroke : strokes(given, out.length, 0.3, 1.6, 0.7 / build.rate(), noise)) {
      int from = Math.max(0, samples(stroke.start()));
      int to = Math.min(out.length, samples(stroke.end()));
      scrapeStroke(out, from, to, centre, gain, q, noise);
    }
  }

  private static void scrapeStroke(
      float[] out, int from, int to, double[] centre, double[] gain, double[] q, Noise noise) {
    Biquad[] bank = new Biquad[centre.length];
    for (int k = 0; k < bank.length; k++) {
      bank[k] = Biquad.bandPass(centre[k], q[k]);
    }
    Biquad air = Biquad.bandPass(6000, 0.5);
    Curve rough = new Curve(noise, noise.log(90, 400));
    Curve press = new Curve(noise, 7);
    double drift = noise.uniform(-0.06, 0.1);
    double level = noise.uniform(0.7, 1);
    int n = to - from;
    int attack = Math.min(n / 3, samples(0.012));
    int release = Math.min(n / 2, samples(0.07));
    for (int i = 0; i < n; i++) {
      if (i % 256 == 0) {
        double bend = 1 + drift * i / n;
        for (int k = 0; k < bank.length; k++) {
          bank[k].tune(centre[k] * bend, q[k]);
        }
      }
      double edge = Math.min(1, Math.min((i + 1.0) / attack, (double) (n - i) / release));
      double grit = rough.next();
      double x = noise.white() * (0.25 + grit * grit) * (0.5 + 0.5 * press.next()) * edge;
      double y = 0.22 * air.tick(x);
      for (int k = 0; k < bank.length; k++) {
        y += gain[k] * bank[k].tick(x);
      }
      out[from + i] += (float) (level * y);
    }
  }

  /** Something fast passing: a noise band that sweeps up and back under a bell. */
  private static void whoosh(float[] out, Build build, List<Interval> given, Noise noise) {
    double centre = noise.log(450, 1100) / build.size();
    for (Interval pass : strokes(given, out.length, 0.25, 0.8, 1.2 / build.rate(), noise)) {
      int n = samples(pass.end() - pass.start());
      int from = samples(pass.start());
      Biquad band = Biquad.bandPass(centre, 0.9);
      double peak = noise.uniform(0.4, 0.65);
      double level = noise.uniform(0.7, 1);
      double bell = 0;
      for (int i = Math.max(0, -from); i < n && from + i < out.length; i++) {
        if (i % BLOCK == 0) {
          double x = (double) i / n;
          double y = x < peak ? x / peak : (1 - x) / (1 - peak);
          bell = y * y * (3 - 2 * y);
          band.tune(centre * (0.6 + 1.6 * bell), 0.9);
        }
        out[from + i] += (float) (level * bell * band.tick(noise.white()));
      }
    }
  }

  /** Tick, tock: two short clicks of slightly different pitch, exactly regular. */
  private static void clock(float[] out, Build build, Noise noise) {
    double period = (noise.chance(0.5) ? 0.5 : noise.uniform(0.4, 1)) / build.rate();
    double pitch = noise.log(1300, 3600) / build.size();
    double wood = noise.log(350, 800) / build.size();
    double tock = noise.uniform(0.8, 0.95);
    double t = noise.uniform(0, period);
    for (int k = 0; t * SoundSynth.SAMPLE_RATE < out.length; k++, t += period) {
      double tune = k % 2 == 0 ? 1 : tock;
      double level = k % 2 == 0 ? 0.8 : 0.65;
      int at = samples(t);
      Grains.ping(out, at, pitch * tune, 0.006, 0.5 * level);
      Grains.ping(out, at, 2.7 * pitch * tune, 0.003, 0.35 * level);
      Grains.ping(out, at, wood * tune, 0.012, 0.3 * level);
      Grains.burst(out, at, 4500, 0.8, 0.001, 0.4 * level, noise);
      Grains.burst(out, at + samples(0.012), 3500, 0.8, 0.001, 0.15 * level, noise);
    }
  }

  /** The air of a quiet room: dull noise and perhaps a trace of mains hum. */
  private static void room(float[] out, Noise noise) {
    Biquad low = Biquad.lowPass(noise.log(180, 500));
    Biquad air = Biquad.lowPass(3000);
    double hum = noise.chance(0.4) ? noise.uniform(0.005, 0.03) : 0;
    double w = 2 * Math.PI * (noise.chance(0.5) ? 100 : 120) / SoundSynth.SAMPLE_RATE;
    for (int i = 0; i < out.length; i++) {
      double x = noise.white();
      out[i] += (float) (low.tick(x) + 0.03 * air.tick(x) + hum * Math.sin(w * i));
    }
  }

  /** Many voices at once: pitched pulse trains through moving vowels, syllable by syllable. */
  private static void crowd(float[] out, Build build, Noise noise) {
    int voices = 9;
    for (int v = 0; v < voices; v++) {
      double pitch = noise.log(95, 230) / build.size();
      double level = noise.uniform(0.4, 1);
      Curve syllable = new Curve(noise, noise.uniform(5, 9) * build.rate());
      Curve phrase = new Curve(noise, 0.8);
      Curve vowel = new Curve(noise, 6);
      Biquad open = Biquad.bandPass(500, 3);
      Biquad bright = Biquad.bandPass(1500, 4);
      double phase = noise.unit();
      double tone = 1;
      for (int i = 0; i < out.length; i++) {
        double s = syllable.next();
        double p = phrase.next();
        double vow = vowel.next();
        if (i % 64 == 0) {
          open.tune(300 + 500 * vow, 3);
          bright.tune(2200 - 1300 * vow, 4);
          tone = 0.9 + 0.25 * p;
        }
        phase += pitch * tone / SoundSynth.SAMPLE_RATE;
        double x = 0.08 * noise.white();
        if (phase >= 1) {
          phase -= 1;
          x += 6;
        }
        double y = open.tick(x) + 0.5 * bright.tick(x);
        out[i] += (float) (level * s * s * (0.2 + p) * y);
      }
    }
  }
}
