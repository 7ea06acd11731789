package dev.foley.dsp;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Synthetic sounds whose onsets are known exactly, at 48 kHz. */
final class ImpactScenes {
  static final int RATE = 48_000;

  /** Samples, and the instants at which their impacts begin. */
  record Scene(float[] samples, double[] truth) {}

  private ImpactScenes() {}

  /** Impacts of many kinds at random instants, at least {@code minGap} seconds apart. */
  static Scene impacts(long seed, double seconds, int count, double minGap, double rangeDb) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] out = new float[(int) (seconds * RATE)];
    double[] truth = new double[count];
    double slack = seconds - 0.4 - count * minGap;
    for (int i = 0; i < count; i++) {
      truth[i] = random.nextDouble() * slack;
    }
    Arrays.sort(truth);
    for (int i = 0; i < count; i++) {
      truth[i] += 0.1 + i * minGap;
      double peak = Math.pow(10, (-3 - rangeDb * random.nextDouble()) / 20);
      add(out, truth[i], peak, impact(random));
    }
    return new Scene(out, truth);
  }

  /** One impact of unit peak: ringing modes (bars, plates), a noise burst, or a dull thud. */
  private static float[] impact(SplittableRandom random) {
    int kind = random.nextInt(3);
    float[] out = new float[RATE * 3 / 10];
    double attack = (0.2 + 2.8 * random.nextDouble()) * 1e-3;
    if (kind == 0) {
      double base = 150 * Math.pow(20, random.nextDouble());
      double decay = 0.02 + 0.2 * random.nextDouble();
      for (int mode = 0; mode < 8; mode++) {
        double frequency = base * (1 + mode * (0.7 + 1.5 * random.nextDouble()));
        double gain = Math.pow(0.75, mode) * (0.3 + random.nextDouble());
        double phase = 2 * Math.PI * random.nextDouble();
        for (int i = 0; i < out.length && frequency < 20_000; i++) {
          double t = i / (double) RATE;
          out[i] +=
              (float)
                  (gain
                      * Math.exp(-t * (1 + 0.3 * mode) / decay)
                      * Math.sin(2 * Math.PI * frequency * t + phase));
        }
      }
    } else {
      double decay =
          kind == 1 ? 0.004 + 0.03 * random.nextDouble() : 0.02 + 0.05 * random.nextDouble();
      double cutoff = kind == 1 ? 16_000 : 300 + 900 * random.nextDouble();
      float[] noise = lowPass(white(random.nextLong(), out.length), cutoff);
      for (int i = 0; i < out.length; i++) {
        out[i] = (float) (noise[i] * Math.exp(-i / (decay * RATE)));
      }
    }
    for (int i = 0; i < attack * RATE; i++) {
      out[i] *= (float) (i / (attack * RATE));
    }
    int fade = out.length / 4;
    for (int i = 0; i < fade; i++) {
      out[out.length - 1 - i] *= (float) i / fade;
    }
    return normalised(out);
  }

  /** Adds {@code sound} at a time, from the nearest sample on. */
  static void add(float[] out, double time, double gain, float[] sound) {
    int from = (int) Math.round(time * RATE);
    for (int i = 0; i < sound.length && from + i < out.length; i++) {
      out[from + i] += (float) (gain * sound[i]);
    }
  }

  static float[] sum(float[] a, float[] b, double gainB) {
    float[] out = a.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] += (float) (gainB * b[i]);
    }
    return out;
  }

  static float[] white(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] out = new float[length];
    for (int i = 0; i < length; i++) {
      out[i] = (float) gaussian(random);
    }
    return out;
  }

  private static double gaussian(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }

  /** -3 dB per octave: one-pole filters spaced by two octaves. */
  static float[] pink(long seed, int length) {
    float[] white = white(seed, length);
    float[] out = new float[length];
    for (double cutoff = 20; cutoff < 20_000; cutoff *= 4) {
      float[] part = lowPass(white, cutoff);
      double gain = Math.sqrt(4000 / cutoff);
      for (int i = 0; i < length; i++) {
        out[i] += (float) (gain * part[i]);
      }
    }
    return out;
  }

  /** Rain: a steady hiss of many drops and, above it, a dense crackle of small ones. */
  static float[] rain(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] out = lowPass(white(seed, length), 9000);
    float[] drop = new float[RATE / 100];
    for (int i = 0; i < length / (double) RATE * 2000; i++) {
      double frequency = 2000 + 6000 * random.nextDouble();
      for (int k = 0; k < drop.length; k++) {
        double t = k / (double) RATE;
        drop[k] = (float) (Math.exp(-t * 600) * Math.sin(2 * Math.PI * frequency * t));
      }
      add(out, random.nextDouble() * length / RATE, 1.5 * random.nextDouble(), drop);
    }
    return out;
  }

  /** Distant thunder: noise below 120 Hz under a swell that wanders over tenths of a second. */
  static float[] rumble(long seed, int length) {
    float[] noise = lowPass(lowPass(lowPass(white(seed, length), 120), 120), 120);
    float[] wander = lowPass(lowPass(white(seed + 1, length), 1.5), 1.5);
    return product(normalised(noise), normalised(wander), 0.2, 0.8);
  }

  /** Wind: pink noise below 800 Hz, modulated by {@code depth} at a few tenths to two hertz. */
  static float[] wind(long seed, int length, double depth) {
    float[] noise = lowPass(lowPass(pink(seed, length), 800), 800);
    float[] gusts = normalised(lowPass(lowPass(white(seed + 1, length), 0.7), 0.7));
    return product(normalised(noise), gusts, 1 - depth / 2, depth / 2);
  }

  private static float[] product(float[] carrier, float[] wander, double mean, double depth) {
    float[] out = new float[carrier.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (carrier[i] * Math.abs(mean + depth * wander[i]));
    }
    return normalised(out);
  }

  static float[] lowPass(float[] in, double cutoff) {
    double a = 1 - Math.exp(-2 * Math.PI * cutoff / RATE);
    float[] out = new float[in.length];
    double state = 0;
    for (int i = 0; i < in.length; i++) {
      state += a * (in[i] - state);
      out[i] = (float) state;
    }
    return out;
  }

  static float[] normalised(float[] in) {
    float peak = 0;
    for (float v : in) {
      peak = Math.max(peak, Math.abs(v));
    }
    float[] out = new float[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = in[i] / peak;
    }
    return out;
  }

  /** Root mean square set to {@code db} relative to full scale. */
  static float[] atLevel(float[] in, double db) {
    double squares = 0;
    for (float v : in) {
      squares += (double) v * v;
    }
    float gain = (float) (Math.pow(10, db / 20) / Math.sqrt(squares / in.length));
    float[] out = new float[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = gain * in[i];
    }
    return out;
  }
}
