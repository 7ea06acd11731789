package dev.foley.cli.soak;

import dev.foley.training.scene.SceneKind;
import java.util.List;

/**
 * What a segment shows and what is asked for: two or three kinds of scene and a prompt of as many
 * elements.
 *
 * @param name one letter, for tables
 * @param scenes kinds of scene; each is filmed once
 */
record Programme(String name, String prompt, List<SceneKind> scenes) {
  static final List<Programme> ALL =
      List.of(
          new Programme(
              "A",
              "hammer blows on metal, knocking on a wooden door and a bouncing rubber ball",
              List.of(SceneKind.HAMMER, SceneKind.KNOCKING, SceneKind.BOUNCING_BALL)),
          new Programme(
              "B",
              "a drumstick hits a drum and a hand slaps a wooden table",
              List.of(SceneKind.DRUMSTICK, SceneKind.HAND_SLAP)),
          new Programme(
              "C",
              "wooden blocks are stacked, a cup is put down and small things drop on a table",
              List.of(SceneKind.STACKING, SceneKind.CUP_DOWN, SceneKind.DROPPED_OBJECTS)));

  /**
   * The programme of a segment. The order is a palindrome that starts with two of a kind, so that
   * the second and the last segment, and the first, have the same work and the same sounds, and a
   * drift over the hour cannot hide behind a change of programme.
   */
  static Programme of(int segment, int segments) {
    int mirrored = Math.min(segment, segments - 1 - segment);
    return ALL.get(mirrored / 2 % ALL.size());
  }
}
