package dev.foley.training.sound;

import dev.foley.training.sound.Body.Shape;
import dev.foley.training.sound.Grains.Crunch;

/**
 * Steps: the heel lands at the event's time and the sole follows so soon that both are one blow to
 * the ear; what comes later (scuffs, water) swells and has no attack of its own. A step that lands
 * twice, heel and toe 80 ms apart, would be true to life, but the picture shows one contact.
 */
final class Footsteps {
  private Footsteps() {}

  static Striker of(SoundFamily family, double size, Noise noise) {
    return switch (family) {
      case STEPS_WOOD -> wood(size, noise);
      case STEPS_HARD -> hard(size, noise);
      case STEPS_GRAVEL -> loose(new Crunch(55, 0.028, 1200, 6500, 0.003), 0.25, 90, size, noise);
      case STEPS_LEAVES -> loose(new Crunch(80, 0.045, 2500, 10000, 0.0022), 0.12, 75, size, noise);
      case STEPS_SNOW -> snow(size, noise);
      case STEPS_WATER -> water(size, noise);
      case STEPS_METAL -> metal(size, noise);
      default -> throw new IllegalArgumentException("not a footstep: " + family);
    };
  }

  private static int samples(double seconds) {
    return (int) (seconds * SoundSynth.SAMPLE_RATE);
  }

  /** Delay from heel to sole; hard steps land flatter. */
  private static int toe(double strength, Noise noise) {
    return samples(noise.uniform(0.012, 0.02) + 0.008 * (1 - strength));
  }

  private static Striker wood(double size, Noise noise) {
    Body floor =
        Body.of(Shape.PLATE, 12, noise.log(75, 150) / size, .04, noise.log(16, 32), .5, noise);
    double shoe = noise.log(900, 2400);
    boolean creaky = noise.chance(0.35);
    return (out, strength) -> {
      double where = noise.uniform(0.1, 0.45);
      floor.strike(out, 0, 0.0016, where, 0, 0.8);
      Grains.burst(out, 0, shoe * noise.uniform(0.85, 1.2), 0.8, 0.004, 0.22, noise);
      Grains.wash(out, 0, 150, 2500, 0.022, 0.08, noise);
      int toe = toe(strength, noise);
      floor.strike(out, toe, 0.002, noise.uniform(0.1, 0.45), 0, 0.25);
      Grains.burst(out, toe, shoe * 1.3, 0.8, 0.005, 0.09, noise);
      scuff(out, toe, 1800, 0.02, noise);
      if (creaky && noise.chance(0.4)) {
        creak(out, samples(noise.uniform(0.05, 0.12)), noise);
      }
    };
  }

  /** Stick-slip of a loose board: a train of faint resonant clicks whose rate wanders. */
  private static void creak(float[] out, int at, Noise noise) {
    double f = noise.log(500, 1400);
    double rate = noise.log(70, 160);
    double t = 0;
    int clicks = noise.pick(10, 26);
    for (int k = 0; k < clicks; k++) {
      double level = 0.07 * Math.sin(Math.PI * (k + 0.5) / clicks);
      Grains.ping(out, at + samples(t), f * (1 + 0.01 * k), 0.006, level);
      Grains.ping(out, at + samples(t), f * 2.4, 0.003, 0.5 * level);
      t += noise.uniform(0.85, 1.15) / (rate * (1 + 0.02 * k));
    }
  }

  private static void scuff(float[] out, int at, double frequency, double level, Noise noise) {
    Grains.swell(out, at, frequency, 0.6, 0.03, 0.03, level * noise.uniform(0.3, 1.5), noise);
  }

  private static Striker hard(double size, Noise noise) {
    double heel = noise.log(1300, 3000) / Math.sqrt(size);
    double thump = noise.log(110, 200) / size;
    double click = noise.uniform(0.35, 0.8);
    return (out, strength) -> {
      Grains.burst(out, 0, heel * noise.uniform(0.9, 1.12), 1.2, 0.004, click, noise);
      Grains.burst(out, 0, heel * 0.35, 0.8, 0.008, 0.35, noise);
      Grains.ping(out, 0, thump, 0.016, 0.5);
      Grains.wash(out, 0, 250, 5000, 0.016, 0.07, noise);
      int toe = toe(strength, noise);
      Grains.burst(out, toe, heel * 1.3, 1, 0.005, 0.4 * click, noise);
      Grains.ping(out, toe, thump * 1.4, 0.01, 0.15);
      scuff(out, toe, 3000, 0.06, noise);
    };
  }

  /** Loose ground: heel and toe each press a cloud of small pieces. */
  private static Striker loose(
      Crunch pieces, double firmness, double thump, double size, Noise noise) {
    double colour = noise.log(0.8, 1.25);
    Crunch kind =
        new Crunch(
            pieces.count(),
            pieces.spread() * noise.uniform(0.8, 1.3),
            pieces.low() * colour,
            pieces.high() * colour,
            pieces.grain());
    return (out, strength) -> {
      Grains.ping(out, 0, thump / size * noise.uniform(0.9, 1.2), 0.02, firmness);
      Grains.burst(out, 0, 350, 0.7, 0.01, firmness, noise);
      Grains.crunch(out, 0, kind, 0.55, noise);
      double bed = 0.05 + 0.06 * strength;
      Grains.burst(out, 0, kind.high() * 0.5, 0.5, kind.spread(), bed, noise);
      int toe = toe(strength, noise);
      Grains.crunch(out, toe, kind, 0.38, noise);
      Grains.swell(out, toe, kind.high() * 0.45, 0.5, 0.02, kind.spread(), bed, noise);
    };
  }

  /** Packing snow: many dull grains close together, squeaking under pressure. */
  private static Striker snow(double size, Noise noise) {
    Crunch pack = new Crunch(90, 0.05, 280, 2400, 0.005);
    double squeak = noise.log(700, 1500) / size;
    return (out, strength) -> {
      Grains.burst(out, 0, 320, 0.6, 0.035, 0.4, noise);
      Grains.crunch(out, 0, pack, 0.45, noise);
      Grains.swell(out, 0, squeak * noise.uniform(0.9, 1.15), 2.5, 0.04, 0.05, 0.14, noise);
      int toe = toe(strength, noise);
      Grains.crunch(out, toe, pack, 0.35, noise);
      Grains.swell(out, toe, squeak * 1.25, 2.5, 0.05, 0.05, 0.12, noise);
    };
  }

  private static Striker water(double size, Noise noise) {
    double tone = noise.log(500, 1100) / size;
    return (out, strength) -> {
      Grains.burst(out, 0, noise.log(600, 1400), 0.6, 0.03, 0.5, noise);
      Grains.ping(out, 0, 120 / size, 0.015, 0.3);
      Grains.swell(out, 0, 3800, 0.5, 0.02, 0.05 + 0.04 * strength, 0.25, noise);
      int bubbles = 14 + (int) (22 * strength);
      for (int k = 0; k < bubbles; k++) {
        double t = 0.01 + noise.wait(1 / 0.1);
        double f = tone * noise.log(0.8, 4);
        double level = 0.12 * Math.pow(noise.unit(), 1.5) * Math.exp(-t / 0.15);
        Grains.bubble(out, samples(t), f, noise.log(4, 10) / f, noise.uniform(0.05, 0.5), level);
      }
      int toe = toe(strength, noise);
      Grains.burst(out, toe, noise.log(900, 2200), 0.6, 0.025, 0.25, noise);
    };
  }

  private static Striker metal(double size, Noise noise) {
    Body grate =
        Body.of(Shape.PLATE, 18, noise.log(140, 320) / size, .002, noise.log(8, 20), .15, noise);
    return (out, strength) -> {
      grate.strike(out, 0, 0.0003, noise.uniform(0.1, 0.45), 0.002, 0.5);
      Grains.ping(out, 0, 95 / size, 0.03, 0.4);
      Grains.burst(out, 0, 2500, 0.7, 0.004, 0.2, noise);
      Grains.wash(out, 0, 300, 6000, 0.06, 0.06, noise);
      int toe = toe(strength, noise);
      grate.strike(out, toe, 0.0004, noise.uniform(0.1, 0.45), 0.002, 0.22);
      Grains.burst(out, toe, 3500, 0.7, 0.003, 0.1, noise);
    };
  }
}
