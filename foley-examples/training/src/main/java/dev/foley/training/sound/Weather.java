package dev.foley.training.sound;

/** Rain, storm, wind and water. */
final class Weather {
  private static final int BLOCK = 32;

  private Weather() {}

  static Texture of(SoundFamily family, Build build, Noise noise) {
    return switch (family) {
      case RAIN -> out -> rain(out, build, noise);
      case THUNDER -> out -> thunder(out, build, noise);
      case WIND -> out -> wind(out, build, noise);
      case STREAM -> out -> stream(out, build, noise);
      case SEA -> out -> sea(out, build, noise);
      case WATER_DROPS -> out -> drops(out, build, noise);
      default -> throw new IllegalArgumentException("not weather: " + family);
    };
  }

  private static int samples(double seconds) {
    return (int) (seconds * SoundSynth.SAMPLE_RATE);
  }

  /** A steady hiss of countless far drops and separate near ones on what they hit. */
  private static void rain(float[] out, Build build, Noise noise) {
    Biquad floor = Biquad.highPass(noise.log(500, 1100) / build.size());
    Biquad roof = Biquad.lowPass(noise.log(6000, 11000) / Math.sqrt(build.size()));
    Curve gust = new Curve(noise, 0.6);
    double depth = noise.uniform(0.05, 0.25);
    for (int i = 0; i < out.length; i++) {
      double gain = 0.1 * (1 - depth + depth * gust.next());
      out[i] += (float) (gain * roof.tick(floor.tick(noise.white())));
    }
    double perSecond = noise.log(150, 700) * build.rate();
    double near = noise.uniform(0.05, 0.2);
    double t = 0;
    while ((t += noise.wait(perSecond)) * SoundSynth.SAMPLE_RATE < out.length) {
      double level = near * Math.pow(noise.unit(), 4);
      double f = noise.log(1500, 9000) / build.size();
      Grains.burst(out, samples(t), f, noise.uniform(0.8, 3), noise.log(.0004, .002), level, noise);
    }
  }

  /** Rolling thunder: low noise under an envelope of overlapping slow claps. */
  private static void thunder(float[] out, Build build, Noise noise) {
    Biquad first = Biquad.lowPass(noise.log(60, 110) / build.size());
    Biquad second = Biquad.lowPass(noise.log(70, 140) / build.size());
    Biquad sub = Biquad.highPass(22);
    // The tearing edge of the nearer claps; small speakers render little else of thunder.
    Biquad edge = Biquad.lowPass(noise.log(260, 600) / build.size());
    Biquad edgeFloor = Biquad.highPass(120);
    double tear = noise.log(0.08, 0.3);
    float[] envelope = new float[out.length];
    double t = noise.uniform(-1.2, 0.5);
    double seconds = (double) out.length / SoundSynth.SAMPLE_RATE;
    while (t < seconds) {
      roll(envelope, t, noise);
      t += noise.uniform(1.2, 3) / build.rate();
    }
    for (int i = 0; i < out.length; i++) {
      double white = noise.white();
      double x = sub.tick(second.tick(first.tick(white)));
      double clap = Math.max(0, envelope[i] - 0.25);
      double y = tear * clap * edgeFloor.tick(edge.tick(white));
      out[i] += (float) (8 * (0.04 + envelope[i]) * x + y);
    }
  }

  /** One peal: several claps of different distance, each with a soft rise and a long fall. */
  private static void roll(float[] envelope, double start, Noise noise) {
    int claps = noise.pick(3, 7);
    double loud = noise.uniform(0.5, 1);
    for (int k = 0; k < claps; k++) {
      double at = start + noise.uniform(0, 1.6);
      double rise = noise.log(0.06, 0.3);
      double fall = noise.log(0.25, 1.1);
      double level = loud * noise.uniform(0.25, 1);
      int from = Math.max(0, samples(at));
      int to = Math.min(envelope.length, samples(at + rise + 6 * fall));
      for (int i = from; i < to; i++) {
        double s = (double) i / SoundSynth.SAMPLE_RATE - at;
        double gain = s < rise ? 0.5 - 0.5 * Math.cos(Math.PI * s / rise) : 0;
        if (s >= rise) {
          gain = Math.exp((rise - s) / fall);
        }
        envelope[i] += (float) (level * gain);
      }
    }
  }

  /** Gusts: a noise band that opens as it grows, with a faint whistle now and then. */
  private static void wind(float[] out, Build build, Noise noise) {
    Curve gust = new Curve(noise, 0.7 * build.rate());
    Curve flutter = new Curve(noise, 5);
    double base = noise.log(130, 320) / build.size();
    double reach = noise.uniform(1.5, 3.5);
    double whistle = noise.chance(0.4) ? noise.uniform(0.03, 0.12) : 0;
    double pitch = noise.log(450, 1100) / build.size();
    Biquad body = Biquad.bandPass(base, 0.7);
    Biquad tone = Biquad.bandPass(pitch, 14);
    Biquad dull = Biquad.lowPass(noise.log(1300, 3200));
    Biquad duller = Biquad.lowPass(noise.log(1800, 4500));
    double g = 0;
    for (int i = 0; i < out.length; i++) {
      double slow = gust.next();
      double fast = flutter.next();
      if (i % BLOCK == 0) {
        g = 0.15 + 0.75 * slow * slow + 0.1 * fast;
        body.tune(base * (1 + reach * g), 0.6);
        tone.tune(pitch * (0.8 + 0.5 * g), 14);
      }
      double x = noise.white();
      double y = body.tick(x) + whistle * g * 6 * tone.tick(x);
      out[i] += (float) (g * duller.tick(dull.tick(y)));
    }
  }

  /** A brook: very many bubbles over a light rush of water. */
  private static void stream(float[] out, Build build, Noise noise) {
    Biquad band = Biquad.bandPass(noise.log(700, 1800) / build.size(), 0.4);
    Curve surge = new Curve(noise, 2);
    double rush = noise.uniform(0.02, 0.07);
    for (int i = 0; i < out.length; i++) {
      out[i] += (float) (rush * (0.7 + 0.3 * surge.next()) * band.tick(noise.white()));
    }
    double low = noise.log(350, 700) / build.size();
    double perSecond = noise.log(110, 300) * build.rate();
    double t = 0;
    while ((t += noise.wait(perSecond)) * SoundSynth.SAMPLE_RATE < out.length) {
      double f = low * Math.pow(8, Math.pow(noise.unit(), 1.3));
      double level = 0.12 * Math.pow(noise.unit(), 2) * Math.sqrt(low / f) * 1.4;
      Grains.bubble(out, samples(t), f, noise.log(5, 16) / f, noise.uniform(0, 0.35), level);
    }
  }

  /** Waves: a low body that never stops, and a hiss that comes with each breaker and runs out. */
  private static void sea(float[] out, Build build, Noise noise) {
    double period = noise.uniform(3.5, 6.5) / build.rate();
    double phase = noise.unit();
    Biquad low = Biquad.lowPass(noise.log(260, 480) / build.size());
    Biquad hiss = Biquad.bandPass(1800, 0.4);
    Curve wander = new Curve(noise, 0.5);
    Curve grainy = new Curve(noise, 18);
    double wave = 0;
    double step = 1 / (period * SoundSynth.SAMPLE_RATE);
    for (int i = 0; i < out.length; i++) {
      double slow = wander.next();
      double fine = grainy.next();
      phase += step * (0.7 + 0.6 * slow);
      if (i % BLOCK == 0) {
        double x = phase - Math.floor(phase);
        wave = x < 0.3 ? Math.pow(Math.sin(Math.PI * x / 0.6), 2) : Math.exp(-(x - 0.3) * 4.5);
        hiss.tune(900 + 3200 * wave, 0.4);
      }
      double white = noise.white();
      double y = 1.6 * (0.35 + 0.65 * wave) * low.tick(white);
      y += (0.06 + 0.6 * wave * (0.8 + 0.2 * fine)) * hiss.tick(white);
      out[i] += (float) y;
    }
  }

  /** Single drops falling into still water, at uneven intervals. */
  private static void drops(float[] out, Build build, Noise noise) {
    double low = noise.log(500, 1000) / build.size();
    double rate = noise.log(1, 3.5) * build.rate();
    double t = noise.uniform(0.05, 0.6);
    while (t * SoundSynth.SAMPLE_RATE < out.length) {
      double f = low * noise.log(0.8, 2.2);
      double level = noise.uniform(0.3, 1);
      int at = samples(t);
      Grains.burst(out, at, 4 * f, 1, 0.0015, 0.12 * level, noise);
      Grains.bubble(out, at + samples(0.004), f, noise.log(0.01, 0.025), 0.6, level);
      if (noise.chance(0.5)) {
        int late = at + samples(noise.uniform(0.03, 0.09));
        Grains.bubble(out, late, f * noise.uniform(1.1, 1.7), 0.012, 0.5, 0.4 * level);
      }
      t += noise.uniform(0.3, 1.7) / rate;
    }
  }
}
