package dev.foley.training.sound;

/** How loud each family is, and how long one of its events can ring. */
final class Levels {
  private Levels() {}

  /** dB against a full blow on something hard. */
  static double eventTrim(SoundFamily family) {
    return switch (family) {
      case SOFT, STEPS_GRAVEL, STEPS_WATER, SPLASH -> -2;
      case STEPS_WOOD, STEPS_HARD, STEPS_METAL -> -2;
      case STEPS_LEAVES, STEPS_SNOW, KEYBOARD -> -5;
      default -> 0;
    };
  }

  /** Longest sound of one event, s. */
  static double tail(SoundFamily family) {
    return switch (family) {
      case METAL, HAMMER_METAL -> 3;
      case GLASS, DRUM, GLASS_BREAK, SPLASH, STEPS_METAL, STEPS_WATER -> 1.5;
      case CERAMIC, DOOR -> 1;
      case STEPS_WOOD, STEPS_GRAVEL, STEPS_LEAVES, STEPS_SNOW -> 0.8;
      default -> 0.5;
    };
  }

  /** Amplitude of an event against a full blow; a strength of 0 can still be heard. */
  static double gain(double strength) {
    return 0.06 + 0.94 * Math.pow(strength, 0.8);
  }

  /** Active RMS of a bed, dBFS. */
  static double bed(SoundFamily family) {
    return switch (family) {
      case THUNDER, ENGINE, METAL_SCRAPE -> -21;
      case ROOM -> -38;
      case OWL, WIND, SEA, WHOOSH, CROWD -> -23;
      case CLOCK, WATER_DROPS -> -27;
      case SMALL_ANIMAL, INSECTS, LEAVES -> -27;
      default -> -24;
    };
  }
}
