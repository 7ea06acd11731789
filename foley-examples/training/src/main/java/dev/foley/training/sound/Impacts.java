package dev.foley.training.sound;

import dev.foley.training.sound.Body.Shape;

/** Strikes on solid bodies, skins and soft things. */
final class Impacts {
  private Impacts() {}

  /**
   * What a material is made of, as ranges from which one object is drawn.
   *
   * @param low lowest fundamental of an object of normal size, Hz
   * @param high highest fundamental, Hz
   * @param lossLow smallest loss factor
   * @param lossHigh largest loss factor
   * @param supportLow smallest frequency-independent loss, 1/s
   * @param supportHigh largest frequency-independent loss, 1/s
   * @param tilt fall of the mode gains with frequency
   * @param contact duration of the force pulse of a full blow, s
   * @param click level of the contact noise against the modes
   * @param clickLow lower edge of the contact noise, Hz
   * @param clickHigh upper edge, Hz
   * @param clickTau decay of the contact noise, s
   * @param wash level of the diffuse part against the modes
   * @param washTau decay of the diffuse part at 1 kHz, s
   */
  private record Material(
      double low,
      double high,
      double lossLow,
      double lossHigh,
      double supportLow,
      double supportHigh,
      double tilt,
      double contact,
      double click,
      double clickLow,
      double clickHigh,
      double clickTau,
      double wash,
      double washTau) {}

  private static final Material WOOD =
      new Material(110, 480, .014, .032, 10, 26, .35, .0006, .35, 500, 2500, .004, .05, .022);
  private static final Material METAL =
      new Material(280, 1300, .0002, .001, 1.2, 5, .1, .00006, .18, 3500, 9000, .002, .035, .11);
  private static final Material GLASS =
      new Material(1500, 3400, .0006, .002, 5, 20, .35, .00006, .15, 4000, 10000, .001, .03, .05);
  private static final Material CERAMIC =
      new Material(700, 1900, .0015, .004, 10, 28, .3, .0001, .2, 2500, 7000, .0015, .035, .035);
  private static final Material PLASTIC =
      new Material(220, 850, .035, .08, 25, 55, .4, .0004, .45, 1000, 4000, .003, .05, .016);
  private static final Material STONE =
      new Material(600, 1700, .012, .028, 50, 110, .1, .00015, .7, 1500, 6000, .004, .08, .014);

  static Striker of(SoundFamily family, double size, Noise noise) {
    return switch (family) {
      case WOOD -> solid(WOOD, pick(noise, Shape.BAR, Shape.PLATE, Shape.PLATE), 12, size, noise);
      case METAL -> metal(size, noise);
      case GLASS -> solid(GLASS, pick(noise, Shape.SHELL, Shape.SHELL, Shape.BAR), 8, size, noise);
      case CERAMIC -> solid(CERAMIC, Shape.SHELL, 8, size, noise);
      case PLASTIC -> solid(PLASTIC, pick(noise, Shape.PLATE, Shape.SHELL), 8, size, noise);
      case STONE -> solid(STONE, pick(noise, Shape.BAR, Shape.PLATE), 7, size, noise);
      case SOFT -> soft(size, noise);
      case DRUM -> drum(size, noise);
      case RUBBER_BALL -> ball(size, noise);
      case HAND_SLAP -> slap(size, noise);
      case CLAP -> clap(size, noise);
      case KNOCK -> knock(size, noise);
      default -> throw new IllegalArgumentException("not an impact: " + family);
    };
  }

  private static Shape pick(Noise noise, Shape... shapes) {
    return shapes[noise.pick(0, shapes.length - 1)];
  }

  private static Body body(Material m, Shape shape, int modes, double size, Noise noise) {
    return Body.of(
        shape,
        modes,
        noise.log(m.low, m.high) / size,
        noise.log(m.lossLow, m.lossHigh),
        noise.log(m.supportLow, m.supportHigh),
        m.tilt,
        noise);
  }

  private static Striker solid(Material m, Shape shape, int modes, double size, Noise noise) {
    return struck(m, body(m, shape, modes, size, noise), 0, size, noise);
  }

  private static Striker metal(double size, Noise noise) {
    Shape shape = pick(noise, Shape.BAR, Shape.PLATE, Shape.SHELL);
    Body body = body(METAL, shape, 16, size, noise);
    return struck(METAL, body, noise.log(0.0003, 0.003), size, noise);
  }

  private static Striker struck(Material m, Body body, double split, double size, Noise noise) {
    double where = noise.uniform(0.08, 0.45);
    return (out, strength) -> {
      double contact = m.contact * size * (2.6 - 1.6 * strength) * noise.uniform(0.85, 1.2);
      double position = where + noise.uniform(-0.06, 0.06);
      body.strike(out, 0, contact, position, split, 0.4);
      double click = m.click * noise.uniform(0.6, 1.2) * (0.5 + 0.5 * strength);
      double band = noise.log(m.clickLow, m.clickHigh) / Math.sqrt(size);
      Grains.burst(out, 0, band, 0.8, m.clickTau * noise.uniform(0.6, 1.5), click, noise);
      double wash = m.wash * noise.log(0.5, 2) * (0.6 + 0.4 * strength);
      double tau = m.washTau * noise.log(0.6, 1.6);
      Grains.wash(out, 0, 0.6 * m.clickLow, 1.2 * m.clickHigh, tau, wash, noise);
    };
  }

  /** Cloth, cushions, a body falling: no modes, only a dull thud and some brush of the cover. */
  private static Striker soft(double size, Noise noise) {
    double low = noise.log(70, 190) / size;
    double tau = noise.log(0.02, 0.05);
    return (out, strength) -> {
      Grains.bubble(out, 0, low * noise.uniform(1, 1.3), tau, -0.25, 0.7);
      Grains.burst(out, 0, low * 2.5, 0.7, tau * 0.8, 0.5, noise);
      double brush = 0.08 + 0.12 * strength;
      Grains.burst(out, 0, noise.log(700, 1800), 0.7, noise.log(0.008, 0.03), brush, noise);
    };
  }

  private static Striker drum(double size, Noise noise) {
    Body skin =
        Body.of(Shape.MEMBRANE, 9, noise.log(70, 210) / size, .01, noise.log(4, 16), .55, noise);
    double where = noise.uniform(0.1, 0.4);
    return (out, strength) -> {
      skin.strike(out, 0, 0.0012 * (2 - strength), where, 0, 0.8);
      Grains.burst(out, 0, noise.log(800, 2500), 0.7, 0.006, 0.15 + 0.2 * strength, noise);
      Grains.wash(out, 0, 200, 4000, 0.05, 0.06, noise);
    };
  }

  /** An inflated ball: a low thump of the wall and the short ring of the air inside. */
  private static Striker ball(double size, Noise noise) {
    double thump = noise.log(75, 160) / size;
    double cavity = noise.log(420, 1100) / size;
    double ring = noise.log(0.012, 0.05);
    double level = noise.uniform(0.15, 0.45);
    return (out, strength) -> {
      double bend = noise.uniform(0.97, 1.03);
      Grains.bubble(out, 0, thump * 1.3 * bend, 0.035, -0.25, 0.8);
      Grains.ping(out, 0, cavity * bend, ring, level * (0.4 + 0.6 * strength));
      Grains.ping(out, 0, cavity * 1.83 * bend, ring * 0.6, level * 0.4 * strength);
      Grains.wash(out, 0, 200, 2500, 0.025, 0.05, noise);
      Grains.burst(out, 0, noise.log(500, 1600), 0.7, 0.006, 0.12 + 0.2 * strength, noise);
    };
  }

  /** The palm gives a noise burst, the table top below it a short low body. */
  private static Striker slap(double size, Noise noise) {
    Body table =
        Body.of(Shape.PLATE, 10, noise.log(75, 190) / size, .03, noise.log(18, 40), .6, noise);
    double skin = noise.log(900, 2200);
    double where = noise.uniform(0.1, 0.4);
    return (out, strength) -> {
      Grains.burst(out, 0, skin * noise.uniform(0.85, 1.2), 0.7, 0.007, 0.9, noise);
      Grains.burst(out, 0, 3500, 0.6, 0.002, 0.5 * strength, noise);
      table.strike(out, 0, 0.0015, where, 0, 0.55);
      Grains.wash(out, 0, 200, 4000, 0.025, 0.06, noise);
    };
  }

  /** Two palms closing over air: resonant noise, slightly doubled. */
  private static Striker clap(double size, Noise noise) {
    double air = noise.log(850, 1900) / size;
    double tau = noise.log(0.006, 0.014);
    return (out, strength) -> {
      double tune = noise.uniform(0.85, 1.18);
      Grains.burst(out, 0, air * tune, 1.6, tau, 0.8, noise);
      Grains.burst(out, 0, air * 2.6 * tune, 0.8, tau * 0.4, 0.35 + 0.3 * strength, noise);
      int second = (int) (noise.uniform(0.002, 0.006) * SoundSynth.SAMPLE_RATE);
      Grains.burst(out, second, air * 1.4 * tune, 1.2, tau, 0.4, noise);
    };
  }

  /** Knuckles on a panel: a hard click over the box behind it. */
  private static Striker knock(double size, Noise noise) {
    Body panel =
        Body.of(Shape.PLATE, 12, noise.log(120, 260) / size, .025, noise.log(14, 30), .3, noise);
    double box = noise.log(90, 170) / size;
    double where = noise.uniform(0.15, 0.45);
    return (out, strength) -> {
      panel.strike(out, 0, 0.0007, where + noise.uniform(-0.04, 0.04), 0, 0.55);
      Grains.ping(out, 0, box, 0.03, 0.35);
      Grains.wash(out, 0, 200, 3000, 0.022, 0.05, noise);
      Grains.burst(out, 0, noise.log(1000, 2200), 0.8, 0.003, 0.3 + 0.2 * strength, noise);
    };
  }
}
