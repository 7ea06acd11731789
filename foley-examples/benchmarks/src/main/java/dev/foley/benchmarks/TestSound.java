package dev.foley.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A synthetic sound whose attacks are known exactly.
 *
 * @param name what it imitates
 * @param samples mono at 48 kHz, peak 0.8
 * @param attacks sample indices at which something is struck; empty for textures and tones
 */
record TestSound(String name, float[] samples, int[] attacks) {
  static final int RATE = 48_000;
  private static final int LENGTH = 3 * RATE;

  /** Every sound of the comparison, always the same. */
  static List<TestSound> all() {
    List<TestSound> sounds = new ArrayList<>();
    sounds.add(struck("wood", 11, 9, 180, 4000, 0.012, 0.06));
    sounds.add(struck("metal", 12, 14, 400, 11_000, 0.1, 0.4));
    sounds.add(struck("glass", 13, 12, 1900, 15_000, 0.06, 0.35));
    sounds.add(bursts());
    sounds.add(rain());
    sounds.add(wind());
    sounds.add(bird());
    sounds.add(hum());
    return sounds;
  }

  /** Irregular, so that attacks fall on all phases of a frame. */
  private static int[] attackTimes(SplittableRandom random) {
    int[] attacks = new int[6];
    for (int i = 0; i < attacks.length; i++) {
      attacks[i] = (int) (RATE * (0.2 + 0.45 * i + 0.04 * random.nextDouble()));
    }
    return attacks;
  }

  /** Modal synthesis: damped partials and a short noise click. */
  private static TestSound struck(
      String name, int seed, int modes, double low, double high, double fast, double slow) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[LENGTH];
    int[] attacks = attackTimes(random);
    for (int attack : attacks) {
      for (int m = 0; m < modes; m++) {
        double place = (m + random.nextDouble()) / modes;
        double omega = 2 * Math.PI * low * Math.pow(high / low, place) / RATE;
        double decay = 1 / (RATE * slow * Math.pow(fast / slow, place));
        double gain = (0.3 + random.nextDouble()) * Math.pow(0.4, place);
        for (int i = 0; i + attack < LENGTH; i++) {
          x[attack + i] += (float) (gain * Math.exp(-i * decay) * Math.sin(omega * i));
        }
      }
      for (int i = 0; i < 300 && i + attack < LENGTH; i++) {
        x[attack + i] += (float) (1.5 * Math.exp(-i / 60.0) * (2 * random.nextDouble() - 1));
      }
    }
    return new TestSound(name, normalized(x), attacks);
  }

  private static TestSound bursts() {
    SplittableRandom random = new SplittableRandom(14);
    float[] x = new float[LENGTH];
    int[] attacks = attackTimes(random);
    for (int attack : attacks) {
      double decay = RATE * (0.02 + 0.08 * random.nextDouble());
      double colour = 0.2 + 0.7 * random.nextDouble();
      double last = 0;
      for (int i = 0; i + attack < LENGTH; i++) {
        last += colour * (2 * random.nextDouble() - 1 - last);
        x[attack + i] += (float) (Math.exp(-i / decay) * last);
      }
    }
    return new TestSound("noise bursts", normalized(x), attacks);
  }

  /** Drops at random times over a bed of noise. */
  private static TestSound rain() {
    SplittableRandom random = new SplittableRandom(15);
    float[] x = new float[LENGTH];
    for (int drop = 0; drop < 900; drop++) {
      int at = random.nextInt(LENGTH);
      double omega = 2 * Math.PI * (1500 + 9000 * random.nextDouble()) / RATE;
      double gain = Math.pow(random.nextDouble(), 3);
      double decay = 40 + 200 * random.nextDouble();
      for (int i = 0; i < 1500 && at + i < LENGTH; i++) {
        x[at + i] += (float) (gain * Math.exp(-i / decay) * Math.sin(omega * i));
      }
    }
    for (int i = 0; i < LENGTH; i++) {
      x[i] += (float) (0.1 * (2 * random.nextDouble() - 1));
    }
    return new TestSound("rain", normalized(x), new int[0]);
  }

  /** Low-passed noise that swells. */
  private static TestSound wind() {
    SplittableRandom random = new SplittableRandom(16);
    float[] x = new float[LENGTH];
    double first = 0;
    double second = 0;
    for (int i = 0; i < LENGTH; i++) {
      double swell = 0.5 - 0.4 * Math.cos(2 * Math.PI * 0.7 * i / RATE);
      first += 0.15 * swell * (2 * random.nextDouble() - 1 - first);
      second += 0.15 * (first - second);
      x[i] = (float) (swell * (second + 0.01 * (2 * random.nextDouble() - 1)));
    }
    return new TestSound("wind", normalized(x), new int[0]);
  }

  /** Chirps that sweep and warble, with a soft octave. */
  private static TestSound bird() {
    float[] x = new float[LENGTH];
    for (int call = 0; call < 7; call++) {
      int start = (int) (RATE * (0.1 + 0.4 * call));
      int length = (int) (RATE * (0.12 + 0.03 * (call % 3)));
      double phase = 0;
      for (int i = 0; i < length; i++) {
        double u = (double) i / length;
        double hertz = 2500 + 2500 * u * (call % 2) + 300 * Math.sin(2 * Math.PI * 25 * u);
        phase += 2 * Math.PI * hertz / RATE;
        double envelope = Math.pow(Math.sin(Math.PI * u), 2);
        x[start + i] = (float) (envelope * (Math.sin(phase) + 0.1 * Math.sin(2 * phase)));
      }
    }
    return new TestSound("bird", normalized(x), new int[0]);
  }

  private static TestSound hum() {
    float[] x = new float[LENGTH];
    for (int partial = 1; partial <= 24; partial++) {
      double omega = 2 * Math.PI * 97.3 * partial / RATE;
      for (int i = 0; i < LENGTH; i++) {
        x[i] += (float) (Math.sin(omega * i + partial * partial) / partial);
      }
    }
    return new TestSound("hum", normalized(x), new int[0]);
  }

  private static float[] normalized(float[] x) {
    float peak = 0;
    for (float v : x) {
      peak = Math.max(peak, Math.abs(v));
    }
    for (int i = 0; i < x.length; i++) {
      x[i] *= 0.8f / peak;
    }
    return x;
  }
}
