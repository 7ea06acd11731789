package dev.foley.internal.model.hunyuan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.foley.internal.nn.Tensors;
import dev.foley.stage.FeatureMap;
import dev.foley.stage.VisualFeatures;

/** What the transformer learned to stand for "no video". */
final class EmptyFeatures {
  private EmptyFeatures() {}

  /** Features as long as a window's. */
  static VisualFeatures of(Tensors weights, int visualTokens, int syncTokens) {
    return new VisualFeatures(
        repeat(weights, "empty_clip_feat", visualTokens),
        repeat(weights, "empty_sync_feat", syncTokens));
  }

  private static FeatureMap repeat(Tensors weights, String name, int tokens) {
    float[] row;
    try (NDArray wide = weights.get(name).toType(DataType.FLOAT32, true)) {
      row = wide.toFloatArray();
    }
    float[] values = new float[tokens * row.length];
    for (int i = 0; i < tokens; i++) {
      System.arraycopy(row, 0, values, i * row.length, row.length);
    }
    return new FeatureMap(tokens, row.length, values);
  }
}
