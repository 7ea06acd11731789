package dev.foley.training.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FamilyChooserTest {
  @Test
  void scenesFindTheirAction() {
    assertEquals(Action.BOUNCE, Action.ofScene("BOUNCING_BALL"));
    assertEquals(Action.WALK, Action.ofScene("WALKING"));
    assertEquals(Action.SHUT, Action.ofScene("DOOR_SLAM"));
    assertEquals(Action.SLAP, Action.ofScene("HAND_SLAP"));
    assertEquals(Action.KEYS, Action.ofScene("KEYBOARD"));
    assertEquals(Action.IMPACT, Action.ofScene("FALLING_DOMINO"));
    assertEquals(Action.BOUNCE, Action.ofScene("KICKED_BALL"));
    assertEquals(Action.PLUNGE, Action.ofScene("STONE_IN_WATER"));
    assertEquals(Action.LID, Action.ofScene("DRAWER"));
    assertEquals(Action.BALLS, Action.ofScene("BOWLING"));
  }

  @Test
  void groundAndMaterialDecideWhereTheyMatter() {
    assertEquals(SoundFamily.STEPS_HARD, Action.WALK.on("tile"));
    assertEquals(SoundFamily.STEPS_LEAVES, Action.WALK.on("grass"));
    assertEquals(SoundFamily.GLASS, Action.IMPACT.on("glass"));
    assertEquals(SoundFamily.SOFT, Action.IMPACT.on("grass"));
    assertNull(Action.SHUT.on("metal"));
    assertNull(Action.WALK.on(null));
  }

  @Test
  void layersAreFewDistinctAndCoverAllFamilies() {
    Set<SoundFamily> seen = EnumSet.noneOf(SoundFamily.class);
    for (long seed = 0; seed < 3000; seed++) {
      List<Layer> layers = FamilyChooser.choose("DROPPED_BOX", "WOOD", seed % 3 != 0, seed);
      assertTrue(layers.size() >= 1 && layers.size() <= 3);
      assertEquals(layers.size(), layers.stream().map(Layer::family).distinct().count());
      layers.forEach(layer -> seen.add(layer.family()));
    }
    assertEquals(EnumSet.allOf(SoundFamily.class), seen);
  }

  /** Nearly half of the clips of a picture with its own sound name that sound. */
  @Test
  void whatIsSeenIsOftenHeard() {
    int fires = 0;
    for (long seed = 0; seed < 1000; seed++) {
      List<Layer> layers = FamilyChooser.choose("FLAMES", null, false, seed);
      fires += layers.stream().anyMatch(l -> l.family() == SoundFamily.FIRE) ? 1 : 0;
    }
    assertTrue(fires > 230 && fires < 500, "fires: " + fires);
  }

  @Test
  void scrapingScenesGetFrictionForAnEmptyPrompt() {
    List<Layer> layers = FamilyChooser.neutral("SCRAPING", null, false, 1);
    assertEquals(List.of(Layer.of(SoundFamily.METAL_SCRAPE)), layers);
  }

  /** 60 % plausible and 40 % any of 24 event families, 12 % ambience only. */
  @Test
  void mostWalksSoundLikeStepsButNotAll() {
    int steps = 0;
    int silentContacts = 0;
    for (long seed = 0; seed < 2000; seed++) {
      List<Layer> layers = FamilyChooser.choose("WALKING", null, true, seed);
      steps += layers.stream().anyMatch(l -> l.family().name().startsWith("STEPS")) ? 1 : 0;
      silentContacts += layers.stream().noneMatch(l -> l.family().eventDriven()) ? 1 : 0;
    }
    assertTrue(steps > 1000 && steps < 1500, "steps: " + steps);
    assertTrue(silentContacts > 150 && silentContacts < 330, "silent: " + silentContacts);
  }

  @Test
  void emptyPromptsGetThePlausibleFamilyOrSilence() {
    assertEquals(List.of(), FamilyChooser.neutral("WALKING", null, false, 1));
    for (long seed = 0; seed < 50; seed++) {
      Layer layer = FamilyChooser.neutral("KEYBOARD", null, true, seed).get(0);
      assertTrue(Action.KEYS.families().contains(layer.family()));
      assertEquals(Set.of(), layer.modifiers());
    }
  }
}
