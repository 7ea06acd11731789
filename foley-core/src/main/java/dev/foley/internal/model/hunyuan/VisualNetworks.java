package dev.foley.internal.model.hunyuan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.nn.Trace;
import dev.foley.video.Picture;
import java.util.Arrays;
import java.util.List;

/** SigLIP2 and Synchformer on pictures of the host. Thread-safe. */
final class VisualNetworks {
  private final NDManager manager;
  private final Siglip2.Config visualConfig;
  private final Tensors visualWeights;
  private final Synchformer.Config syncConfig;
  private final Tensors syncWeights;

  VisualNetworks(
      NDManager manager,
      Siglip2.Config visualConfig,
      Tensors visualWeights,
      Synchformer.Config syncConfig,
      Tensors syncWeights) {
    this.manager = manager;
    this.visualConfig = visualConfig;
    this.visualWeights = visualWeights;
    this.syncConfig = syncConfig;
    this.syncWeights = syncWeights;
  }

  /** Width of a visual token. */
  int visualWidth() {
    return visualConfig.hidden();
  }

  /** Width of a sync token. */
  int syncWidth() {
    return syncConfig.hidden();
  }

  /** Sync tokens of one segment. */
  int segmentTokens() {
    return syncConfig.instants();
  }

  /** Pictures of one segment. */
  int segmentFrames() {
    return syncConfig.frames();
  }

  /** A frame as SigLIP2 wants it. */
  Picture square(Picture frame) {
    return Pixels.square(frame, visualConfig.image());
  }

  /** A frame as Synchformer wants it. */
  static Picture crop(Picture frame) {
    return Pixels.syncCrop(Pixels.shortSide(frame));
  }

  /** One visual token for each square picture. */
  float[][] see(List<Picture> squares) {
    int side = visualConfig.image();
    int size = 3 * side * side;
    float[] pixels = new float[squares.size() * size];
    for (int i = 0; i < squares.size(); i++) {
      System.arraycopy(Pixels.planes(squares.get(i)), 0, pixels, i * size, size);
    }
    try (Tensors lent = visualWeights.open("");
        NDManager scope = manager.newSubManager()) {
      NDArray input = Torch.tensor(scope, pixels, new Shape(squares.size(), 3, side, side));
      NDArray rows = new Siglip2(visualConfig, lent, Trace.NONE).encode(input);
      return rows(rows.toFloatArray(), squares.size());
    }
  }

  /** The sync tokens of each segment, which is a list of cropped pictures. */
  float[][] watch(List<List<Picture>> segments) {
    int frame = 3 * syncConfig.image() * syncConfig.image();
    float[] pixels = new float[segments.size() * syncConfig.frames() * frame];
    int at = 0;
    for (List<Picture> segment : segments) {
      for (Picture crop : segment) {
        System.arraycopy(Pixels.syncPlanes(crop), 0, pixels, at, frame);
        at += frame;
      }
    }
    try (Tensors lent = syncWeights.open("");
        NDManager scope = manager.newSubManager()) {
      Shape shape =
          new Shape(
              segments.size(), syncConfig.frames(), 3, syncConfig.image(), syncConfig.image());
      NDArray tokens =
          new Synchformer(syncConfig, lent, Trace.NONE).encode(Torch.tensor(scope, pixels, shape));
      return rows(tokens.toFloatArray(), segments.size());
    }
  }

  private static float[][] rows(float[] values, int count) {
    int size = values.length / count;
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = Arrays.copyOfRange(values, i * size, (i + 1) * size);
    }
    return rows;
  }
}
