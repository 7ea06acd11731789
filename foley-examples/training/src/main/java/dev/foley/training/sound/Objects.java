package dev.foley.training.sound;

import dev.foley.training.sound.Body.Shape;
import dev.foley.training.sound.Grains.Crunch;

/** Events of made things: doors, keys, hammers, breaking glass, splashes. */
final class Objects {
  private Objects() {}

  static Striker of(SoundFamily family, double size, Noise noise) {
    return switch (family) {
      case DOOR -> door(size, noise);
      case KEYBOARD -> keyboard(size, noise);
      case HAMMER_METAL -> hammer(size, noise);
      case GLASS_BREAK -> shatter(size, noise);
      case SPLASH -> splash(size, noise);
      default -> throw new IllegalArgumentException("not an object: " + family);
    };
  }

  private static int samples(double seconds) {
    return (int) (seconds * SoundSynth.SAMPLE_RATE);
  }

  /**
   * The leaf meets the frame (thud, rattle), then the latch springs into its plate (two clicks).
   */
  private static Striker door(double size, Noise noise) {
    Body leaf =
        Body.of(Shape.PLATE, 14, noise.log(48, 110) / size, .035, noise.log(12, 26), .55, noise);
    Body latch = Body.of(Shape.BAR, 5, noise.log(1300, 2600), .004, noise.log(60, 140), .2, noise);
    double delay = noise.uniform(0.012, 0.05);
    double where = noise.uniform(0.1, 0.4);
    return (out, strength) -> {
      Grains.bubble(out, 0, noise.log(60, 95) / size, 0.05, -0.2, 0.7);
      leaf.strike(out, 0, 0.002, where, 0, 0.7);
      Grains.burst(out, 0, noise.log(280, 800), 0.6, 0.022, 0.35 + 0.4 * strength, noise);
      Grains.burst(out, 0, 2500, 0.6, 0.004, 0.2, noise);
      Grains.wash(out, 0, 130, 2500, 0.035 * size, 0.1 + 0.08 * strength, noise);
      double click = 0.16 + 0.12 * (1 - strength);
      int first = samples(delay);
      latch.strike(out, first, 0.00008, 0.3, 0, 1.2 * click);
      Grains.burst(out, first, 4200, 0.8, 0.002, click, noise);
      int second = first + samples(noise.uniform(0.02, 0.06));
      latch.strike(out, second, 0.00008, 0.2, 0, 0.7 * click);
      if (strength > 0.6) {
        for (int k = 1; k <= 3; k++) {
          int rattle = samples(0.03 * k * noise.uniform(0.8, 1.3));
          Grains.burst(out, rattle, noise.log(400, 1500), 1, 0.006, 0.2 / k, noise);
        }
      }
    };
  }

  /** A quick tap: click and the thock of the case, and at once the fainter click of the release. */
  private static Striker keyboard(double size, Noise noise) {
    Body cap = Body.of(Shape.SHELL, 6, noise.log(1100, 2600), .03, noise.log(90, 200), .2, noise);
    double thock = noise.log(260, 650) / size;
    double click = noise.uniform(0.2, 0.7);
    return (out, strength) -> {
      Grains.burst(out, 0, noise.log(2500, 5500), 0.8, 0.0018, 0.2 + click, noise);
      cap.strike(out, 0, 0.0001, noise.uniform(0.1, 0.45), 0, 0.35);
      Grains.ping(out, 0, thock * noise.uniform(0.93, 1.08), 0.007, 0.4);
      int up = samples(noise.uniform(0.014, 0.026));
      Grains.burst(out, up, noise.log(3000, 6500), 0.8, 0.0015, 0.15 + 0.2 * click, noise);
      cap.strike(out, up, 0.0001, noise.uniform(0.1, 0.45), 0, 0.09);
    };
  }

  /** A hard head on a heavy bar: bright ring over a solid clank; sometimes the hammer bounces. */
  private static Striker hammer(double size, Noise noise) {
    Body bar = Body.of(Shape.BAR, 7, noise.log(480, 1400) / size, .0003, noise.log(3, 9), 0, noise);
    Body head = Body.of(Shape.PLATE, 8, noise.log(1500, 2600), .002, noise.log(25, 60), .1, noise);
    double where = noise.uniform(0.08, 0.4);
    double split = noise.log(0.0003, 0.002);
    return (out, strength) -> {
      bar.strike(out, 0, 0.00005 * (2 - strength), where, split, 0.5);
      head.strike(out, 0, 0.00005, 0.3, 0, 0.35);
      Grains.burst(out, 0, noise.log(2500, 6000), 0.6, 0.003, 0.4, noise);
      Grains.burst(out, 0, 350, 0.7, 0.012, 0.25, noise);
      Grains.wash(out, 0, 800, 9000, 0.08, 0.05, noise);
      if (noise.chance(0.3)) {
        int bounce = samples(noise.uniform(0.05, 0.11));
        bar.strike(out, bounce, 0.0001, where, 0, 0.06);
        Grains.burst(out, bounce, 5000, 0.7, 0.002, 0.05, noise);
      }
    };
  }

  private static Striker shatter(double size, Noise noise) {
    double base = noise.log(2600, 4200) / size;
    double spread = noise.log(0.08, 0.22);
    return (out, strength) -> {
      Grains.burst(out, 0, 4500, 0.5, 0.02, 0.9, noise);
      Grains.burst(out, 0, 1400, 0.6, 0.012, 0.4, noise);
      int shards = noise.pick(40, 80);
      for (int k = 0; k < shards; k++) {
        double t = noise.wait(1 / spread);
        double level = 0.35 * Math.pow(noise.unit(), 1.5) * Math.exp(-t / (2.5 * spread));
        double f = base * noise.log(0.8, 3.4);
        Grains.ping(out, samples(t), f, noise.log(0.01, 0.06), level);
        Grains.ping(out, samples(t), f * 1.73, noise.log(0.005, 0.03), 0.5 * level);
      }
    };
  }

  /** A slap of water, its spray, and the bubbles that close behind it, too faint to be events. */
  private static Striker splash(double size, Noise noise) {
    double tone = noise.log(450, 1100) / size;
    Crunch spray = new Crunch(70, 0.12, 1500, 7000, 0.004);
    return (out, strength) -> {
      Grains.burst(out, 0, noise.log(500, 1200) / size, 0.5, 0.05 + 0.05 * strength, 0.6, noise);
      Grains.burst(out, 0, 3500, 0.5, 0.03 + 0.08 * strength, 0.25 + 0.25 * strength, noise);
      Grains.crunch(out, 0, spray, 0.1 * strength, noise);
      int bubbles = 12 + (int) (40 * strength);
      for (int k = 0; k < bubbles; k++) {
        double t = 0.01 + noise.wait(1 / (0.1 + 0.12 * strength));
        double f = tone * noise.log(0.7, 4);
        double level = 0.12 * Math.pow(noise.unit(), 1.5) * Math.exp(-t / 0.2);
        Grains.bubble(out, samples(t), f, noise.log(4, 12) / f, noise.uniform(0.05, 0.5), level);
      }
    };
  }
}
