package dev.foley.internal.model.hunyuan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import dev.foley.FoleyException;
import dev.foley.internal.nn.Layers;
import dev.foley.internal.nn.Scope;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.nn.Trace;

/**
 * Text encoder of CLAP (Wu et al., 2023), a post-norm RoBERTa (Liu et al., 2019). All positions of
 * its last layer are used, those of the padding too, as the published model does.
 */
final class Clap {
  private static final String PREFIX = "text_model.";

  /** Sizes; absent entries take the library's defaults, which the published model relies on. */
  record Config(int hidden, int layers, int heads, int positions, int padding, double epsilon) {
    static Config of(JsonObject json) {
      return new Config(
          JsonFields.integer(json, "hidden_size", 768),
          JsonFields.integer(json, "num_hidden_layers", 12),
          JsonFields.integer(json, "num_attention_heads", 12),
          JsonFields.integer(json, "max_position_embeddings", 514),
          JsonFields.integer(json, "pad_token_id", 1),
          JsonFields.real(json, "layer_norm_eps", 1e-12));
    }

    /** Longest text in tokens; the first position rows serve the padding. */
    int maxTokens() {
      return positions - padding - 1;
    }
  }

  private final Config config;
  private final Tensors weights;
  private final Trace trace;

  Clap(Config config, Tensors weights, Trace trace) {
    this.config = config;
    this.weights = weights.open(PREFIX);
    this.trace = (name, activation) -> trace.saw(PREFIX + name, activation);
  }

  Config config() {
    return config;
  }

  /** Pads texts on the right to the length of the longest. */
  int[][] pad(int[]... texts) {
    int longest = 0;
    for (int[] text : texts) {
      longest = Math.max(longest, text.length);
    }
    if (longest > config.maxTokens()) {
      throw new FoleyException.InvalidRequest(
          "the prompt has "
              + longest
              + " tokens; this model reads at most "
              + config.maxTokens()
              + ", shorten it");
    }
    int[][] padded = new int[texts.length][longest];
    for (int i = 0; i < texts.length; i++) {
      java.util.Arrays.fill(padded[i], config.padding);
      System.arraycopy(texts[i], 0, padded[i], 0, texts[i].length);
    }
    return padded;
  }

  /**
   * Last hidden states.
   *
   * @param ids (B, L) token ids, padded on the right
   * @return (B, L, hidden), owned by {@code manager}
   */
  NDArray encode(NDManager manager, int[][] ids) {
    NDArray x;
    NDArray bias;
    try (NDManager inner = manager.newSubManager()) {
      x = embed(inner, ids);
      x.attach(manager);
      bias = mask(manager, ids);
    }
    trace.saw("embeddings", x);
    try (NDArray mask = bias) {
      for (int i = 0; i < config.layers; i++) {
        int layer = i;
        NDArray before = x;
        x = Scope.run(before, y -> layer(y, mask, layer));
        before.close();
        trace.saw("encoder.layer." + i, x);
      }
    }
    return x;
  }

  private NDArray embed(NDManager manager, int[][] ids) {
    int length = ids[0].length;
    long[] flat = new long[ids.length * length];
    long[] positions = new long[flat.length];
    for (int b = 0; b < ids.length; b++) {
      int position = config.padding;
      for (int i = 0; i < length; i++) {
        boolean real = ids[b][i] != config.padding;
        position += real ? 1 : 0;
        flat[b * length + i] = ids[b][i];
        positions[b * length + i] = real ? position : config.padding;
      }
    }
    NDArray sum =
        rows(manager, "embeddings.word_embeddings.weight", flat)
            .add(weights.get("embeddings.token_type_embeddings.weight"))
            .add(rows(manager, "embeddings.position_embeddings.weight", positions))
            .reshape(new Shape(ids.length, length, config.hidden));
    return Layers.layerNorm(sum, weights, "embeddings.LayerNorm", config.epsilon);
  }

  private NDArray rows(NDManager manager, String table, long[] indices) {
    NDArray result = weights.get(table).get(manager.create(indices));
    result.attach(manager);
    return result;
  }

  /** A number added to each key's score: none for words, the lowest float for padding. */
  private NDArray mask(NDManager manager, int[][] ids) {
    float[] bias = new float[ids.length * ids[0].length];
    for (int b = 0; b < ids.length; b++) {
      for (int i = 0; i < ids[0].length; i++) {
        bias[b * ids[0].length + i] = ids[b][i] == config.padding ? -Float.MAX_VALUE : 0;
      }
    }
    NDArray mask = manager.create(bias, new Shape(ids.length, 1, 1, ids[0].length));
    DataType type = weights.get("embeddings.LayerNorm.weight").getDataType();
    return type == DataType.FLOAT32 ? mask : mask.maximum(-60000f).toType(type, false);
  }

  private NDArray layer(NDArray x, NDArray mask, int index) {
    try (Tensors w = weights.open("encoder.layer." + index + ".")) {
      NDArray o =
          Layers.attention(
              Layers.splitHeads(Layers.linear(x, w, "attention.self.query"), config.heads),
              Layers.splitHeads(Layers.linear(x, w, "attention.self.key"), config.heads),
              Layers.splitHeads(Layers.linear(x, w, "attention.self.value"), config.heads),
              mask);
      NDArray attended = Layers.linear(Layers.mergeHeads(o), w, "attention.output.dense");
      NDArray a =
          Layers.layerNorm(x.add(attended), w, "attention.output.LayerNorm", config.epsilon);
      trace.saw("encoder.layer." + index + ".attention", a);
      NDArray inner = Layers.geluErf(Layers.linear(a, w, "intermediate.dense"));
      trace.saw("encoder.layer." + index + ".intermediate", inner);
      return Layers.layerNorm(
          a.add(Layers.linear(inner, w, "output.dense")), w, "output.LayerNorm", config.epsilon);
    }
  }
}
