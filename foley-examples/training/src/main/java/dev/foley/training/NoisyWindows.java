package dev.foley.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.model.dit.MmDit;
import dev.foley.internal.model.embedded.EmbeddedConfig;
import dev.foley.internal.model.embedded.SyncTrack;
import dev.foley.internal.model.embedded.TextNet;
import dev.foley.internal.model.embedded.VisualNet;
import java.util.Map;

/**
 * A batch on its way between data and noise, as the transformer takes it.
 *
 * @param latents {@code (1 - sigma) data + sigma noise}
 * @param time 1000 sigma
 * @param velocity {@code noise - data}
 */
record NoisyWindows(
    NDArray latents, NDArray time, NDArray velocity, NDArray visual, NDArray sync, NDArray text) {
  private static final int N = EmbeddedConfig.WINDOW_LATENTS;

  /**
   * Noises and encodes a batch.
   *
   * @param levels sigma of each window
   * @param weights with the learned features that stand in where a window has none
   */
  static NoisyWindows of(
      NDManager scope,
      SoundBatch batch,
      float[] levels,
      TextNet text,
      Map<String, NDArray> weights) {
    int b = batch.size;
    float[] time = new float[b];
    for (int i = 0; i < b; i++) {
      time[i] = 1000 * levels[i];
    }
    Shape latents = new Shape(b, N, EmbeddedConfig.LATENT_CHANNELS);
    NDArray data = scope.create(batch.latents, latents);
    NDArray velocity = scope.randomNormal(latents).subi(data);
    NDArray noisy = data.add(velocity.mul(scope.create(levels, new Shape(b, 1, 1))));
    NDArray prompt = text.encode(scope, batch.captions);
    NDArray visual =
        blend(
            scope.create(
                batch.visual, new Shape(b, EmbeddedConfig.WINDOW_VISUALS, VisualNet.WIDTH)),
            batch.hasVisual,
            weights.get("empty_clip_feat"));
    NDArray sync =
        blend(
            scope.create(batch.sync, new Shape(b, N, SyncTrack.WIDTH)),
            batch.hasSync,
            weights.get("empty_sync_feat"));
    return new NoisyWindows(
        noisy, scope.create(time, new Shape(b)), velocity, visual, sync, prompt);
  }

  private static NDArray blend(NDArray given, float[] present, NDArray empty) {
    NDArray keep = given.getManager().create(present, new Shape(present.length, 1, 1));
    NDArray learned = empty.reshape(1, 1, -1);
    return given.mul(keep).add(learned.mul(keep.mul(-1).add(1)));
  }

  /** These windows and then the others, as one batch. */
  NoisyWindows and(NoisyWindows others) {
    return new NoisyWindows(
        concat(latents, others.latents),
        concat(time, others.time),
        concat(velocity, others.velocity),
        concat(visual, others.visual),
        concat(sync, others.sync),
        concat(text, others.text));
  }

  private static NDArray concat(NDArray first, NDArray second) {
    return NDArrays.concat(new NDList(first, second));
  }

  /** What the transformer knows about the windows. */
  MmDit.Conditions conditions(MmDit transformer) {
    return transformer.prepare(visual, sync, text, N);
  }
}
