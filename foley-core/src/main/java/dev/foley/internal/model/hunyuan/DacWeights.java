package dev.foley.internal.model.hunyuan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.foley.FoleyException;
import dev.foley.internal.nn.ResidentTensors;
import dev.foley.internal.weights.Checkpoint;
import java.util.HashMap;
import java.util.Map;

/**
 * Prepares the weights of {@link DacVae}: weight normalisation (Salimans and Kingma, 2016) is
 * fused, transposed convolutions are rearranged into two-tap convolutions, and the snakes'
 * divisions are done once.
 */
final class DacWeights {
  private static final String[] GAINS = {".weight_g", ".parametrizations.weight.original0"};
  private static final String[] DIRECTIONS = {".weight_v", ".parametrizations.weight.original1"};

  private final Checkpoint checkpoint;
  private final NDManager manager;
  private final Map<String, NDArray> tensors = new HashMap<>();

  private DacWeights(Checkpoint checkpoint, NDManager manager) {
    this.checkpoint = checkpoint;
    this.manager = manager;
  }

  /**
   * Loads one half of the autoencoder.
   *
   * @param decoder true for the decoder, false for the encoder
   */
  static ResidentTensors load(Checkpoint checkpoint, NDManager manager, boolean decoder) {
    DacWeights weights = new DacWeights(checkpoint, manager);
    for (String name : checkpoint.names()) {
      boolean wanted =
          decoder
              ? name.startsWith("decoder.") || name.startsWith("post_quant_conv.")
              : name.startsWith("encoder.") || name.startsWith("quant_conv.");
      if (wanted) {
        weights.add(name);
      }
    }
    return new ResidentTensors(weights.tensors);
  }

  private void add(String name) {
    if (name.endsWith(".alpha")) {
      addSnake(name);
      return;
    }
    for (int form = 0; form < GAINS.length; form++) {
      if (name.endsWith(DIRECTIONS[form])) {
        String layer = name.substring(0, name.length() - DIRECTIONS[form].length());
        addFused(layer, layer + GAINS[form], name);
        return;
      }
      if (name.endsWith(GAINS[form])) {
        return;
      }
    }
    float[] values = checkpoint.floats(name);
    String layer = name.substring(0, name.lastIndexOf('.'));
    Shape shape = new Shape(checkpoint.shape(name));
    // The bias of a transposed convolution is added by broadcasting over (B, C, T).
    boolean stretched = isTransposed(layer) && name.endsWith(".bias");
    put(name, values, stretched ? new Shape(1, values.length, 1) : shape);
  }

  private void addSnake(String name) {
    float[] alpha = checkpoint.floats(name);
    float[] inverse = new float[alpha.length];
    for (int i = 0; i < alpha.length; i++) {
      inverse[i] = 1f / (alpha[i] + 1e-9f);
    }
    Shape shape = new Shape(1, alpha.length, 1);
    put(name, alpha, shape);
    String layer = name.substring(0, name.length() - ".alpha".length());
    put(layer + ".inverse_alpha", inverse, shape);
  }

  private void addFused(String layer, String gain, String direction) {
    if (!checkpoint.names().contains(gain)) {
      throw new FoleyException.InvalidModel(checkpoint.origin() + " has no tensor " + gain);
    }
    long[] shape = checkpoint.shape(direction);
    float[] fused = fuse(checkpoint.floats(gain), checkpoint.floats(direction));
    if (isTransposed(layer)) {
      int in = (int) shape[0];
      int out = (int) shape[1];
      int rate = (int) shape[2] / 2;
      put(layer + ".weight", twoTaps(fused, in, out, rate), new Shape((long) out * rate, in, 2));
    } else {
      put(layer + ".weight", fused, new Shape(shape));
    }
  }

  /** In the decoder's blocks (and only there) the second layer stretches time. */
  private static boolean isTransposed(String layer) {
    return layer.startsWith("decoder.model.")
        && layer.matches("decoder\\.model\\.\\d+\\.block\\.1");
  }

  /** {@code g v / |v|}, the norm over all axes but the first; sums in double precision. */
  static float[] fuse(float[] gain, float[] direction) {
    int row = direction.length / gain.length;
    float[] fused = new float[direction.length];
    for (int i = 0; i < gain.length; i++) {
      double squares = 0;
      for (int j = i * row; j < (i + 1) * row; j++) {
        squares += (double) direction[j] * direction[j];
      }
      double scale = gain[i] / Math.sqrt(squares);
      for (int j = i * row; j < (i + 1) * row; j++) {
        fused[j] = (float) (direction[j] * scale);
      }
    }
    return fused;
  }

  /** (in, out, 2s) to (out * s, in, 2): tap 1 is the input at hand, tap 0 the one before. */
  private static float[] twoTaps(float[] weight, int in, int out, int rate) {
    float[] taps = new float[weight.length];
    for (int i = 0; i < in; i++) {
      for (int o = 0; o < out; o++) {
        for (int r = 0; r < rate; r++) {
          int from = (i * out + o) * 2 * rate + r;
          int to = ((o * rate + r) * in + i) * 2;
          taps[to + 1] = weight[from];
          taps[to] = weight[from + rate];
        }
      }
    }
    return taps;
  }

  private void put(String name, float[] values, Shape shape) {
    // Copied once more, so that the memory is the engine's own and not Java's direct memory.
    try (NDArray staged = manager.create(values, shape)) {
      tensors.put(name, staged.duplicate());
    }
  }
}
