package dev.foley.training.scene;

import java.util.function.Consumer;

/**
 * The kinds of scene that can be filmed. New ones go to the end of the list: a kind's place in it
 * is part of its clips' seeds.
 */
public enum SceneKind {
  BOUNCING_BALL(Truth.CONTACTS, FallingScenes::bouncingBall),
  DROPPED_BOX(Truth.CONTACTS, FallingScenes::droppedBox),
  DROPPED_OBJECTS(Truth.CONTACTS, FallingScenes::droppedObjects),
  DOMINOES(Truth.CONTACTS, FallingScenes::dominoes),
  COLLAPSING_STACK(Truth.CONTACTS, FallingScenes::collapsingStack),
  STAIRS(Truth.CONTACTS, FallingScenes::stairs),
  SLIDE_INTO_WALL(Truth.CONTACTS, FallingScenes::slideIntoWall),
  THROWN_AT_WALL(Truth.CONTACTS, FallingScenes::thrownAtWall),
  PENDULUM_HIT(Truth.CONTACTS, FallingScenes::pendulumHit),
  BILLIARDS(Truth.CONTACTS, FallingScenes::billiards),
  BOWLING(Truth.CONTACTS, FallingScenes::bowling),
  HAMMER(Truth.CONTACTS, StrikingScenes::hammer),
  DRUMSTICK(Truth.CONTACTS, StrikingScenes::drumstick),
  KNOCKING(Truth.CONTACTS, StrikingScenes::knocking),
  CHOPPING(Truth.CONTACTS, StrikingScenes::chopping),
  HAND_SLAP(Truth.CONTACTS, HandScenes::slap),
  CLAPPING(Truth.CONTACTS, HandScenes::clapping),
  PIANO_KEYS(Truth.CONTACTS, HandScenes::pianoKeys),
  TYPING(Truth.CONTACTS, HandScenes::typing),
  CUP_DOWN(Truth.CONTACTS, HandScenes::cupDown),
  STACKING(Truth.CONTACTS, HandScenes::stacking),
  DOOR(Truth.CONTACTS, HingedScenes::door),
  DRAWER(Truth.CONTACTS, HingedScenes::drawer),
  LID(Truth.CONTACTS, HingedScenes::lid),
  WALKING(Truth.CONTACTS, WalkingScenes::walking),
  RUNNING(Truth.CONTACTS, WalkingScenes::running),
  JUMPING(Truth.CONTACTS, WalkingScenes::jumping),
  KICKED_BALL(Truth.CONTACTS, OtherScenes::kickedBall),
  CRADLE(Truth.CONTACTS, OtherScenes::cradle),
  STONE_IN_WATER(Truth.CONTACTS, OtherScenes::stoneInWater),

  SCRAPING(Truth.CONTINUOUS, OtherScenes::scraping),
  ROLLING(Truth.CONTINUOUS, OtherScenes::rolling),

  STATIC_ROOM(Truth.NOTHING, StillScenes::staticRoom),
  CAMERA_MOVE(Truth.NOTHING, StillScenes::cameraMove),
  HARD_CUTS(Truth.NOTHING, StillScenes::hardCuts),
  FLASHES(Truth.NOTHING, StillScenes::flashes),
  LIGHT_CHANGE(Truth.NOTHING, StillScenes::lightChange),
  FLOATING(Truth.NOTHING, StillScenes::floating),
  FLY_BY(Truth.NOTHING, StillScenes::flyBy),
  SWINGING(Truth.NOTHING, StillScenes::swinging),
  PLANTS(Truth.NOTHING, StillScenes::plants),
  FLAMES(Truth.NOTHING, StillScenes::flames),
  WATER_SHIMMER(Truth.NOTHING, StillScenes::waterShimmer),
  RAIN(Truth.NOTHING, StillScenes::rain),
  SNOW(Truth.NOTHING, StillScenes::snow),
  TEXT_SCROLL(Truth.NOTHING, StillScenes::textScroll);

  /** What the truth of a kind consists of. */
  public enum Truth {
    /** Moments of contact. */
    CONTACTS,
    /** Lasting contacts only: no moments. */
    CONTINUOUS,
    /** Nothing touches anything. */
    NOTHING
  }

  private final Truth truth;
  private final Consumer<Stage> script;

  SceneKind(Truth truth, Consumer<Stage> script) {
    this.truth = truth;
    this.script = script;
  }

  public Truth truth() {
    return truth;
  }

  void play(Stage stage) {
    script.accept(stage);
  }
}
