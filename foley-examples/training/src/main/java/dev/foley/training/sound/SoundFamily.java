package dev.foley.training.sound;

/** A kind of sound that a caption can name. */
public enum SoundFamily {
  WOOD(true),
  METAL(true),
  GLASS(true),
  CERAMIC(true),
  PLASTIC(true),
  STONE(true),
  SOFT(true),
  DRUM(true),
  RUBBER_BALL(true),
  HAND_SLAP(true),
  CLAP(true),
  KNOCK(true),
  HAMMER_METAL(true),
  GLASS_BREAK(true),
  DOOR(true),
  KEYBOARD(true),
  SPLASH(true),
  STEPS_WOOD(true),
  STEPS_HARD(true),
  STEPS_GRAVEL(true),
  STEPS_LEAVES(true),
  STEPS_SNOW(true),
  STEPS_WATER(true),
  STEPS_METAL(true),
  RAIN(false),
  THUNDER(false),
  WIND(false),
  LEAVES(false),
  STREAM(false),
  SEA(false),
  FIRE(false),
  INSECTS(false),
  BIRD(false),
  OWL(false),
  SMALL_ANIMAL(false),
  ENGINE(false),
  METAL_SCRAPE(false),
  WHOOSH(false),
  WATER_DROPS(false),
  CLOCK(false),
  ROOM(false),
  CROWD(false);

  private final boolean eventDriven;

  SoundFamily(boolean eventDriven) {
    this.eventDriven = eventDriven;
  }

  /** True if this family sounds only at given contact times, false if it fills a clip by itself. */
  public boolean eventDriven() {
    return eventDriven;
  }

  /**
   * True for ambience made of parts of a clip (strokes, gusts), which can follow given intervals.
   */
  public boolean strokes() {
    return this == METAL_SCRAPE || this == WHOOSH;
  }
}
