package dev.foley.training.sound;

import static dev.foley.training.sound.SoundFamily.*;

import java.util.List;
import java.util.Locale;

/** What a picture shows, as far as it bears on what is plausibly heard. */
public enum Action {
  BOUNCE("bounc ball", RUBBER_BALL, RUBBER_BALL, WOOD, PLASTIC, SOFT, STONE),
  SHUT("door shut", DOOR, DOOR, DOOR, WOOD),
  LID("lid drawer", DOOR, WOOD, WOOD, PLASTIC, METAL),
  WALK(
      "walk step run jump",
      STEPS_WOOD,
      STEPS_HARD,
      STEPS_GRAVEL,
      STEPS_LEAVES,
      STEPS_SNOW,
      STEPS_METAL,
      STEPS_WATER),
  PLUNGE("splash water", SPLASH),
  HAMMER("hammer nail", HAMMER_METAL, HAMMER_METAL, METAL, WOOD),
  APPLAUD("clap palm", CLAP),
  SLAP("slap hand", HAND_SLAP, HAND_SLAP, CLAP, SOFT),
  KEYS("key typ", KEYBOARD, KEYBOARD, PLASTIC),
  RAP("knock tap", KNOCK, KNOCK, WOOD, METAL, GLASS),
  DRUMMING("drum beat", DRUM),
  CHOP("chop cut", WOOD, WOOD, KNOCK),
  CRADLE("cradle", METAL, METAL, GLASS, STONE),
  GLASSWARE("glass bottle", GLASS, CERAMIC, GLASS_BREAK),
  DISHES("cup plate dish", CERAMIC, CERAMIC, GLASS, METAL),
  BALLS("billiard bowling", STONE, CERAMIC, PLASTIC, WOOD),
  PENDULUM("pendul", METAL, WOOD, GLASS, PLASTIC),
  PRESS("press button", PLASTIC, KEYBOARD, METAL),
  /** Anything else that falls, topples, slides or is struck. */
  IMPACT("drop toppl", WOOD, METAL, PLASTIC, STONE, CERAMIC, GLASS, SOFT);

  private final List<String> keys;
  private final List<SoundFamily> families;

  Action(String keys, SoundFamily... families) {
    this.keys = List.of(keys.split(" ", -1));
    this.families = List.of(families);
  }

  /** Families that suit this action; one listed twice is twice as likely. */
  public List<SoundFamily> families() {
    return families;
  }

  /** The action meant by a scene's name, for example DROPPED_BOX; {@link #IMPACT} if unknown. */
  public static Action ofScene(String sceneName) {
    String name = sceneName.toLowerCase(Locale.ROOT);
    for (Action action : values()) {
      if (action.keys.stream().anyMatch(name::contains)) {
        return action;
      }
    }
    return IMPACT;
  }

  /** The family that an action has on a material or surface, or null if the name says nothing. */
  SoundFamily on(String material) {
    SoundFamily solid = material(material == null ? "" : material.toUpperCase(Locale.ROOT));
    return switch (this) {
      case WALK -> solid == null ? null : step(solid);
      case BOUNCE, LID, CRADLE, DISHES, PENDULUM, PRESS, IMPACT ->
          solid != null && solid.name().startsWith("STEPS") ? SOFT : solid;
      default -> null;
    };
  }

  private static SoundFamily step(SoundFamily ground) {
    return switch (ground) {
      case WOOD, PLASTIC -> STEPS_WOOD;
      case METAL -> STEPS_METAL;
      case STONE, CERAMIC, GLASS -> STEPS_HARD;
      case STEPS_LEAVES, STEPS_WATER, STEPS_SNOW, STEPS_GRAVEL -> ground;
      default -> null;
    };
  }

  private static SoundFamily material(String key) {
    return switch (key) {
      case "WOOD", "PAPER" -> WOOD;
      case "METAL", "STEEL", "IRON", "BRASS" -> METAL;
      case "GLASS" -> GLASS;
      case "CERAMIC", "PORCELAIN" -> CERAMIC;
      case "PLASTIC" -> PLASTIC;
      case "STONE", "CONCRETE", "BRICK", "MARBLE", "TILE" -> STONE;
      case "RUBBER", "LEATHER" -> RUBBER_BALL;
      case "SOFT", "CLOTH", "FLESH", "SKIN", "CARPET" -> SOFT;
      case "GRASS", "LEAVES" -> STEPS_LEAVES;
      case "WATER" -> STEPS_WATER;
      case "SNOW" -> STEPS_SNOW;
      case "GRAVEL", "SAND" -> STEPS_GRAVEL;
      default -> null;
    };
  }
}
