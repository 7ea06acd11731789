package dev.foley.training.scene;

/** Draws a stage at an instant into a rasteriser's buffers. One thread. */
final class FrameRenderer {
  private final Stage stage;
  private final Rasterizer raster;
  private final ShadowMap shadow;
  private final Affine[] poses;

  FrameRenderer(Stage stage, int width, int height) {
    this.stage = stage;
    raster = new Rasterizer(width, height);
    shadow = new ShadowMap(Math.max(224, Math.min(900, width * 7 / 10)));
    poses = new Affine[stage.actors.size()];
  }

  /** The picture at {@code t} seconds; the buffers are overwritten by the next call. */
  Rasterizer render(double t) {
    int n = poses.length;
    shadow.begin(stage.lighting.toLamp(), stage.focus.apply(t), stage.shadowRadius);
    for (int i = 0; i < n; i++) {
      Stage.Actor actor = stage.actors.get(i);
      poses[i] = actor.motion().at(t);
      if (actor.shadow() && actor.surface().opacity() == 1) {
        shadow.draw(actor.mesh(), poses[i]);
      }
    }
    raster.begin(stage.camera.at(t), stage.lighting, shadow);
    // Small things first, so that the floor and walls behind them fail the depth test; sheer last.
    for (int pass = 0; pass < 3; pass++) {
      for (int i = 0; i < n; i++) {
        Stage.Actor actor = stage.actors.get(i);
        int turn = actor.surface().opacity() < 1 ? 2 : actor.shadow() ? 0 : 1;
        if (turn == pass) {
          raster.draw(actor.mesh(), poses[i], actor.surface(), i);
        }
      }
    }
    return raster;
  }
}
