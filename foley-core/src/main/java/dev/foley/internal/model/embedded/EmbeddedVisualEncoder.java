package dev.foley.internal.model.embedded;

import ai.djl.ndarray.NDManager;
import dev.foley.internal.nn.Tensors;
import dev.foley.stage.FeatureMap;
import dev.foley.stage.VisualEncoder;
import dev.foley.stage.VisualFeatures;
import dev.foley.stage.VisualStream;
import dev.foley.video.FrameSpec;
import java.util.List;

/** Small gray pictures to visual and sync tokens, in windows of a length of its own. */
final class EmbeddedVisualEncoder implements VisualEncoder {
  private final NDManager manager;
  private final VisualNet network;
  private final int latents;
  private final VisualFeatures empty;

  /**
   * @param latents latent frames in a window
   */
  EmbeddedVisualEncoder(NDManager manager, Tensors weights, int latents) {
    this.manager = manager;
    this.network = new VisualNet(weights);
    this.latents = latents;
    this.empty =
        new VisualFeatures(
            repeat(weights.get("empty_clip_feat").toFloatArray(), EmbeddedConfig.visuals(latents)),
            repeat(weights.get("empty_sync_feat").toFloatArray(), latents));
  }

  private static FeatureMap repeat(float[] row, int count) {
    float[] values = new float[row.length * count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(row, 0, values, i * row.length, row.length);
    }
    return new FeatureMap(count, row.length, values);
  }

  @Override
  public List<FrameSpec> frameSpecs() {
    return List.of(VisualGrid.PICTURE);
  }

  @Override
  public VisualStream open() {
    return new EmbeddedVisualStream(manager, network, latents, EmbeddedVisualStream.PIECE);
  }

  @Override
  public VisualFeatures empty() {
    return empty;
  }
}
