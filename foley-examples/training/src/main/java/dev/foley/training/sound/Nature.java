package dev.foley.training.sound;

import dev.foley.training.sound.Grains.Crunch;

/** Leaves, fire and living things. */
final class Nature {
  private Nature() {}

  static Texture of(SoundFamily family, Build build, Noise noise) {
    return switch (family) {
      case LEAVES -> out -> leaves(out, build, noise);
      case FIRE -> out -> fire(out, build, noise);
      case INSECTS -> out -> insects(out, build, noise);
      case BIRD -> out -> bird(out, build, noise);
      case OWL -> out -> owl(out, build, noise);
      case SMALL_ANIMAL -> out -> animal(out, build, noise);
      default -> throw new IllegalArgumentException("not nature: " + family);
    };
  }

  private static int samples(double seconds) {
    return (int) (seconds * SoundSynth.SAMPLE_RATE);
  }

  /** Foliage in a breeze: a high hiss that swells and flutters, with single leaves brushing. */
  private static void leaves(float[] out, Build build, Noise noise) {
    Curve gust = new Curve(noise, 0.9 * build.rate());
    Curve flutter = new Curve(noise, 14);
    Biquad low = Biquad.highPass(noise.log(1500, 2600));
    Biquad high = Biquad.lowPass(noise.log(6500, 10000));
    for (int i = 0; i < out.length; i++) {
      double g = gust.next();
      double fine = 0.6 + 0.4 * flutter.next();
      out[i] += (float) ((0.12 + 0.88 * g * g) * fine * high.tick(low.tick(noise.white())));
    }
    double t = 0;
    while ((t += noise.wait(60 * build.rate())) * SoundSynth.SAMPLE_RATE < out.length) {
      double level = 0.35 * Math.pow(noise.unit(), 2);
      double rise = noise.uniform(0.003, 0.02);
      double f = noise.log(2200, 8000);
      Grains.swell(out, samples(t), f, 1.2, rise, noise.log(.004, .02), level, noise);
    }
  }

  /** A soft roar and crackles whose sizes follow a power law. */
  private static void fire(float[] out, Build build, Noise noise) {
    Biquad low = Biquad.lowPass(noise.log(180, 420) / build.size());
    Biquad hiss = Biquad.bandPass(noise.log(1500, 4000), 0.4);
    Curve lick = new Curve(noise, 4);
    double roar = noise.uniform(0.25, 0.6);
    for (int i = 0; i < out.length; i++) {
      double g = 0.4 + 0.6 * lick.next();
      double x = noise.white();
      out[i] += (float) (g * (roar * low.tick(x) + 0.02 * hiss.tick(x)));
    }
    double perSecond = noise.log(14, 45) * build.rate();
    double t = 0;
    while ((t += noise.wait(perSecond)) * SoundSynth.SAMPLE_RATE < out.length) {
      double level = 0.06 * Math.min(3.5, Math.pow(1 - noise.unit(), -0.8));
      double f = noise.log(900, 6500) / build.size();
      Grains.burst(out, samples(t), f, noise.uniform(0.7, 2), noise.log(.0004, .003), level, noise);
    }
  }

  /** Crickets: pulse groups on a carrier of 3.5 to 5.5 kHz, or a continuous trill. */
  private static void insects(float[] out, Build build, Noise noise) {
    int singers = noise.pick(2, 4);
    for (int k = 0; k < singers; k++) {
      double carrier = noise.uniform(3400, 5400) / Math.sqrt(build.size());
      double pulse = noise.uniform(0.011, 0.018);
      double gap = pulse * noise.uniform(0.7, 1.2);
      boolean trill = noise.chance(0.3);
      int group = trill ? 1 : noise.pick(2, 5);
      double rest = trill ? 0 : noise.uniform(0.15, 0.6) / build.rate();
      double level = 0.5 * Math.pow(0.6, k);
      double t = noise.uniform(0, 0.4);
      while (t * SoundSynth.SAMPLE_RATE < out.length) {
        for (int p = 0; p < group; p++) {
          double a = level * (0.7 + 0.3 * (p + 1) / group);
          Grains.glide(out, samples(t), pulse, carrier, carrier * 0.985, a);
          t += pulse + gap;
        }
        t += rest * noise.uniform(0.92, 1.08);
      }
    }
    Biquad night = Biquad.bandPass(5200, 1);
    for (int i = 0; i < out.length; i++) {
      out[i] += (float) (0.012 * night.tick(noise.white()));
    }
  }

  /** Song: phrases that repeat one of a few syllables, each a quick glide or trill. */
  private static void bird(float[] out, Build build, Noise noise) {
    int birds = noise.pick(1, 2);
    for (int b = 0; b < birds; b++) {
      double level = b == 0 ? 0.5 : 0.2;
      double base = noise.log(2300, 4600) / Math.sqrt(build.size());
      double t = noise.uniform(0.05, 0.7);
      while (t * SoundSynth.SAMPLE_RATE < out.length) {
        double from = base * noise.log(0.75, 1.5);
        double to = base * noise.log(0.75, 1.5);
        double length = noise.log(0.035, 0.16);
        double gap = length * noise.uniform(0.3, 1.2);
        int repeats = length > 0.1 ? noise.pick(1, 3) : noise.pick(2, 8);
        for (int k = 0; k < repeats; k++) {
          double a = level * noise.uniform(0.75, 1);
          Grains.glide(out, samples(t), length, from, to, a);
          Grains.glide(out, samples(t), length, 2 * from, 2 * to, 0.06 * a);
          t += length + gap;
        }
        t += noise.uniform(0.2, 1.1) / build.rate();
      }
    }
  }

  /**
   * Hoots between 280 and 480 Hz: a tawny owl's long and quavering calls, or an eagle owl's row.
   */
  private static void owl(float[] out, Build build, Noise noise) {
    double pitch = noise.log(290, 470) / Math.sqrt(build.size());
    boolean tawny = noise.chance(0.5);
    double t = noise.uniform(0.1, 0.9);
    while (t * SoundSynth.SAMPLE_RATE < out.length) {
      if (tawny) {
        hoot(out, t, noise.uniform(0.6, 0.9), pitch * 1.1, 0, noise);
        t += noise.uniform(1.3, 2);
        hoot(out, t, 0.14, pitch, 0, noise);
        t += noise.uniform(0.35, 0.55);
        hoot(out, t, noise.uniform(1, 1.5), pitch * 1.12, noise.uniform(11, 16), noise);
      } else {
        double[] row = {0.28, 0.14, 0.3, 0.4, 0.4};
        int calls = noise.pick(3, row.length);
        for (int k = 0; k < calls; k++) {
          hoot(out, t, row[k] * noise.uniform(0.9, 1.1), pitch, 0, noise);
          t += row[k] + noise.uniform(0.12, 0.3);
        }
      }
      t += noise.uniform(1.6, 3.2) / build.rate();
    }
  }

  private static void hoot(
      float[] out, double at, double seconds, double pitch, double quaver, Noise noise) {
    int start = samples(at);
    int n = samples(seconds);
    Biquad breath = Biquad.bandPass(pitch * 1.5, 2);
    double phase = 0;
    for (int k = 0; k < n && start + k < out.length; k++) {
      double x = (double) k / n;
      double s = (double) k / SoundSynth.SAMPLE_RATE;
      double shake = quaver > 0 ? Math.sin(2 * Math.PI * quaver * s) : 0;
      double bend = 0.94 + 0.08 * Math.sin(Math.PI * Math.min(1, x * 1.3)) + 0.012 * shake;
      phase += 2 * Math.PI * pitch * bend / SoundSynth.SAMPLE_RATE;
      double rise = Math.min(1, s / 0.05);
      double fall = Math.min(1, (seconds - s) / (0.3 * seconds));
      double envelope = rise * rise * (3 - 2 * rise) * fall * fall * (3 - 2 * fall);
      double tone = Math.sin(phase) + 0.12 * Math.sin(2 * phase) + 0.05 * Math.sin(3 * phase);
      double y = tone + 0.15 * breath.tick(noise.white());
      out[start + k] += (float) (0.5 * envelope * (1 + 0.35 * shake) * y);
    }
  }

  /** A small animal over dry leaves: short runs of very light, uneven rustles. */
  private static void animal(float[] out, Build build, Noise noise) {
    Crunch rustle = new Crunch(14, 0.016, 2500, 9500, 0.0018);
    double t = noise.uniform(0.05, 1);
    while (t * SoundSynth.SAMPLE_RATE < out.length) {
      int steps = noise.pick(3, 10);
      double pace = noise.uniform(0.06, 0.15) / build.rate();
      for (int k = 0; k < steps; k++) {
        double level = noise.uniform(0.25, 1) * build.size();
        int at = samples(t);
        Grains.crunch(out, at, rustle, 0.5 * level, noise);
        double f = noise.log(2800, 6500);
        Grains.swell(out, at, f, 0.7, 0.008, noise.log(.01, .03), 0.14 * level, noise);
        t += pace * noise.uniform(0.6, 1.5);
      }
      t += noise.uniform(0.4, 1.5) / build.rate();
    }
  }
}
