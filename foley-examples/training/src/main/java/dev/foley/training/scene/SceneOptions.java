package dev.foley.training.scene;

/**
 * How a scene is filmed.
 *
 * @param durationSeconds length, more than 1
 * @param renderWidth pixels, 16 or more
 * @param renderHeight pixels, 16 or more
 * @param augment whether to add what spoils real footage: noise, blur, exposure, compression,
 *     letterbox, odd frame rates, shaking and panning, cuts, flashes and things that move without
 *     touching. Without it: a calm camera at 30 frames/s.
 */
public record SceneOptions(
    double durationSeconds, int renderWidth, int renderHeight, boolean augment) {
  public SceneOptions {
    if (!(durationSeconds > 1) || durationSeconds > 3600) {
      throw new IllegalArgumentException("duration " + durationSeconds + " s is not in (1, 3600]");
    }
    if (renderWidth < 16 || renderHeight < 16 || renderWidth > 4096 || renderHeight > 4096) {
      throw new IllegalArgumentException(
          "picture size " + renderWidth + "x" + renderHeight + " is not in 16..4096");
    }
  }
}
