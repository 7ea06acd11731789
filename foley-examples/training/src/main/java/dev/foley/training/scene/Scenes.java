package dev.foley.training.scene;

import dev.foley.video.MediaTime;
import java.util.List;

/** Films scenes. A clip is a pure function of kind, seed and options. */
public final class Scenes {
  private Scenes() {}

  /**
   * Builds a scene, runs its physics and finds its true contacts; pictures are rendered when read.
   *
   * @param seed any value; training must stay below 9,000,000, which the bundled samples use
   */
  public static SceneClip generate(SceneKind kind, long seed, SceneOptions options) {
    SceneRandom random = new SceneRandom(seed * 1_000_003L + kind.ordinal());
    Stage stage = new Stage(random.child(), options.durationSeconds(), options.augment());
    kind.play(stage);
    Footage footage = options.augment() ? Footage.random(random.child()) : Footage.CLEAN;
    List<MediaTime> times =
        options.augment()
            ? FrameClock.random(options.durationSeconds(), random.child())
            : FrameClock.constant(options.durationSeconds(), 30, 1);
    return new SceneClip(kind, stage, footage, options, times);
  }
}
