package dev.foley.training.sound;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Chooses what a clip sounds like, given what it shows.
 *
 * <p>The picture decides the times, the words decide the material: in two clips of five the event
 * family has nothing to do with the scene, and in some the layers are ambience only although things
 * touch, or name an event although nothing does.
 */
public final class FamilyChooser {
  private static final int MOST = 3;
  private static final double ANY_FAMILY = 0.4;
  private static final double AMBIENCE_ONLY = 0.12;
  private static final double EVENT_WITHOUT_CONTACT = 0.4;
  private static final double SCENERY = 0.3;

  /** Ambiences that occur together: storm, wood, night, brook, coast, street. */
  private static final List<List<SoundFamily>> SCENERIES =
      List.of(
          List.of(SoundFamily.THUNDER, SoundFamily.RAIN),
          List.of(SoundFamily.THUNDER, SoundFamily.RAIN, SoundFamily.WIND),
          List.of(SoundFamily.WIND, SoundFamily.LEAVES),
          List.of(SoundFamily.OWL, SoundFamily.LEAVES, SoundFamily.SMALL_ANIMAL),
          List.of(SoundFamily.OWL, SoundFamily.INSECTS),
          List.of(SoundFamily.BIRD, SoundFamily.STREAM),
          List.of(SoundFamily.BIRD, SoundFamily.LEAVES),
          List.of(SoundFamily.SEA, SoundFamily.WIND),
          List.of(SoundFamily.CROWD, SoundFamily.ENGINE),
          List.of(SoundFamily.CLOCK, SoundFamily.FIRE));

  /** Ambience that a picture suggests by itself. */
  private static final List<Map.Entry<String, List<SoundFamily>>> SEEN =
      List.of(
          Map.entry(
              "rain", List.of(SoundFamily.RAIN, SoundFamily.WATER_DROPS, SoundFamily.THUNDER)),
          Map.entry("flame", List.of(SoundFamily.FIRE)),
          Map.entry("plant", List.of(SoundFamily.LEAVES, SoundFamily.WIND)),
          Map.entry("water", List.of(SoundFamily.STREAM, SoundFamily.SEA, SoundFamily.WATER_DROPS)),
          Map.entry("fly", List.of(SoundFamily.WHOOSH, SoundFamily.BIRD)),
          Map.entry("swing", List.of(SoundFamily.WHOOSH)),
          Map.entry("scrap", List.of(SoundFamily.METAL_SCRAPE)),
          Map.entry("snow", List.of(SoundFamily.WIND)),
          Map.entry("room", List.of(SoundFamily.ROOM, SoundFamily.CLOCK)));

  /** Families whose source can be big or small. */
  private static final Set<SoundFamily> SIZED =
      EnumSet.of(
          SoundFamily.RAIN,
          SoundFamily.WIND,
          SoundFamily.THUNDER,
          SoundFamily.ENGINE,
          SoundFamily.CLOCK,
          SoundFamily.WATER_DROPS);

  /** Families with a pace of their own. */
  private static final Set<SoundFamily> PACED =
      EnumSet.of(
          SoundFamily.ENGINE,
          SoundFamily.CLOCK,
          SoundFamily.WATER_DROPS,
          SoundFamily.INSECTS,
          SoundFamily.SMALL_ANIMAL,
          SoundFamily.WHOOSH,
          SoundFamily.STREAM);

  private static final List<SoundFamily> EVENTS = new ArrayList<>();
  private static final List<SoundFamily> AMBIENCE = new ArrayList<>();

  static {
    for (SoundFamily family : SoundFamily.values()) {
      (family.eventDriven() ? EVENTS : AMBIENCE).add(family);
    }
  }

  private FamilyChooser() {}

  /**
   * Draws one to three layers, the foreground first.
   *
   * @param sceneName name of the scene's kind, for example WALKING
   * @param material name of what is struck, or null
   * @param contacts whether the clip has any contact
   */
  public static List<Layer> choose(String sceneName, String material, boolean contacts, long seed) {
    Noise noise = new Noise(new SplittableRandom(seed));
    List<SoundFamily> families = new ArrayList<>();
    boolean event = contacts ? !noise.chance(AMBIENCE_ONLY) : noise.chance(EVENT_WITHOUT_CONTACT);
    if (event) {
      families.add(
          noise.chance(ANY_FAMILY) ? pick(EVENTS, noise) : plausible(sceneName, material, noise));
    }
    if (event && contacts && noise.chance(0.05)) {
      addNew(families, pick(EVENTS, noise));
    }
    List<Layer> layers = new ArrayList<>();
    for (SoundFamily family : families) {
      layers.add(new Layer(family, modifiers(family, noise)));
    }
    List<SoundFamily> seen = seen(sceneName);
    if (layers.isEmpty() && !seen.isEmpty() && noise.chance(0.45)) {
      SoundFamily family = pick(seen, noise);
      layers.add(new Layer(family, modifiers(family, noise)));
    }
    addAmbience(layers, noise);
    return List.copyOf(layers);
  }

  private static void addAmbience(List<Layer> layers, Noise noise) {
    int room = MOST - layers.size();
    boolean alone = layers.isEmpty();
    if (!alone && noise.chance(0.5)) {
      return;
    }
    if (noise.chance(SCENERY)) {
      List<SoundFamily> scenery = SCENERIES.get(noise.pick(0, SCENERIES.size() - 1));
      // One adjective for the whole scenery: a distant thunderstorm.
      Set<Modifier> modifiers = noise.chance(0.35) ? Set.of(Modifier.DISTANT) : Set.of();
      if (scenery.size() <= room) {
        scenery.forEach(family -> layers.add(new Layer(family, modifiers)));
        return;
      }
    }
    int count = alone ? noise.pick(1, 2) + (noise.chance(0.1) ? 1 : 0) : noise.chance(0.7) ? 1 : 2;
    for (int k = 0; k < Math.min(room, count); k++) {
      SoundFamily family = pick(AMBIENCE, noise);
      if (layers.stream().noneMatch(layer -> layer.family() == family)) {
        layers.add(new Layer(family, modifiers(family, noise)));
      }
    }
  }

  /**
   * The layer of an empty prompt: the plausible family, unmodified; friction where something
   * scrapes; none where nothing touches.
   */
  public static List<Layer> neutral(
      String sceneName, String material, boolean contacts, long seed) {
    if (sceneName.toLowerCase(Locale.ROOT).contains("scrap")) {
      return List.of(Layer.of(SoundFamily.METAL_SCRAPE));
    }
    if (!contacts) {
      return List.of();
    }
    Noise noise = new Noise(new SplittableRandom(seed));
    return List.of(Layer.of(plausible(sceneName, material, noise)));
  }

  private static SoundFamily plausible(String sceneName, String material, Noise noise) {
    Action action = Action.ofScene(sceneName);
    SoundFamily named = action.on(material);
    return named != null && noise.chance(0.7) ? named : pick(action.families(), noise);
  }

  private static List<SoundFamily> seen(String sceneName) {
    String name = sceneName.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, List<SoundFamily>> entry : SEEN) {
      if (name.contains(entry.getKey())) {
        return entry.getValue();
      }
    }
    return List.of();
  }

  private static void addNew(List<SoundFamily> families, SoundFamily family) {
    if (!families.contains(family)) {
      families.add(family);
    }
  }

  private static Set<Modifier> modifiers(SoundFamily family, Noise noise) {
    Set<Modifier> set = EnumSet.noneOf(Modifier.class);
    if (family == SoundFamily.ROOM || !noise.chance(0.4)) {
      return set;
    }
    double kind = noise.unit();
    if (kind < 0.3) {
      set.add(noise.chance(0.75) ? Modifier.DISTANT : Modifier.NEAR);
    } else if (kind < 0.6) {
      set.add(noise.chance(0.5) ? Modifier.LOUD : Modifier.SOFT);
    } else if (kind < 0.85 && (family.eventDriven() || SIZED.contains(family))) {
      set.add(noise.chance(0.5) ? Modifier.HEAVY : Modifier.LIGHT);
    } else if (PACED.contains(family)) {
      set.add(noise.chance(0.5) ? Modifier.FAST : Modifier.SLOW);
    }
    return set;
  }

  private static SoundFamily pick(List<SoundFamily> list, Noise noise) {
    return list.get(noise.pick(0, list.size() - 1));
  }
}
