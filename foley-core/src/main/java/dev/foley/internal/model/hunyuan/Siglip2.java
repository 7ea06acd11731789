package dev.foley.internal.model.hunyuan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import dev.foley.internal.nn.Layers;
import dev.foley.internal.nn.Scope;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.nn.Trace;

/**
 * Vision tower of SigLIP2 (Tschannen et al., 2025), fixed resolution: a pre-norm vision transformer
 * with an attention pooling head. The feature is not normalised.
 */
final class Siglip2 {
  private static final String PREFIX = "vision_model.";

  /**
   * Sizes; absent entries of a {@code vision_config} take those of base-patch16-512.
   *
   * @param image side of the square picture in pixels, a multiple of {@code patch}
   */
  record Config(
      int hidden, int inner, int layers, int heads, int image, int patch, double epsilon) {
    static Config of(JsonObject json) {
      return new Config(
          JsonFields.integer(json, "hidden_size", 768),
          JsonFields.integer(json, "intermediate_size", 3072),
          JsonFields.integer(json, "num_hidden_layers", 12),
          JsonFields.integer(json, "num_attention_heads", 12),
          JsonFields.integer(json, "image_size", 512),
          JsonFields.integer(json, "patch_size", 16),
          JsonFields.real(json, "layer_norm_eps", 1e-6));
    }

    int tokens() {
      return (image / patch) * (image / patch);
    }
  }

  private final Config config;
  private final Tensors weights;
  private final Trace trace;

  Siglip2(Config config, Tensors weights, Trace trace) {
    this.config = config;
    this.weights = weights.open(PREFIX);
    this.trace = (name, activation) -> trace.saw(PREFIX + name, activation);
  }

  Config config() {
    return config;
  }

  /**
   * Features of pictures, each by itself.
   *
   * @param pixels (B, 3, image, image), -1 to 1
   * @return (B, hidden)
   */
  NDArray encode(NDArray pixels) {
    NDArray x = Scope.run(pixels, this::embed);
    trace.saw("embeddings", x);
    for (int i = 0; i < config.layers; i++) {
      int layer = i;
      NDArray before = x;
      x = Scope.run(before, y -> layer(y, layer));
      before.close();
      trace.saw("encoder.layers." + i, x);
    }
    NDArray last = Layers.layerNorm(x, weights, "post_layernorm", config.epsilon);
    trace.saw("post_layernorm", last);
    return Scope.run(last, this::pool);
  }

  private NDArray embed(NDArray pixels) {
    long batch = pixels.getShape().get(0);
    int side = config.image / config.patch;
    NDArray patches =
        pixels
            .reshape(batch, 3, side, config.patch, side, config.patch)
            .transpose(0, 2, 4, 1, 3, 5)
            .reshape(batch, config.tokens(), 3L * config.patch * config.patch);
    return Layers.flatLinear(patches, weights, "embeddings.patch_embedding")
        .add(weights.get("embeddings.position_embedding.weight"));
  }

  private NDArray layer(NDArray x, int index) {
    try (Tensors w = weights.open("encoder.layers." + index + ".")) {
      NDArray y = Layers.layerNorm(x, w, "layer_norm1", config.epsilon);
      NDArray o =
          Layers.attention(
              Layers.splitHeads(Layers.linear(y, w, "self_attn.q_proj"), config.heads),
              Layers.splitHeads(Layers.linear(y, w, "self_attn.k_proj"), config.heads),
              Layers.splitHeads(Layers.linear(y, w, "self_attn.v_proj"), config.heads));
      NDArray attended = Layers.linear(Layers.mergeHeads(o), w, "self_attn.out_proj");
      trace.saw("encoder.layers." + index + ".self_attn", attended);
      NDArray a = x.add(attended);
      NDArray mlp = Layers.mlp(Layers.layerNorm(a, w, "layer_norm2", config.epsilon), w, "mlp");
      trace.saw("encoder.layers." + index + ".mlp", mlp);
      return a.add(mlp);
    }
  }

  /** A learned query attends to all tokens; an MLP follows. */
  private NDArray pool(NDArray x) {
    // Added to zeros, so that the result belongs to this computation and not to the weights.
    Shape one = new Shape(x.getShape().get(0), 1, config.hidden);
    NDArray query = x.getManager().zeros(one, x.getDataType()).add(weights.get("head.probe"));
    NDArray q = packed(query).get(0);
    NDList kv = packed(x);
    NDArray o =
        Layers.attention(
            Layers.splitHeads(q, config.heads),
            Layers.splitHeads(kv.get(1), config.heads),
            Layers.splitHeads(kv.get(2), config.heads));
    NDArray y = Layers.linear(Layers.mergeHeads(o), weights, "head.attention.out_proj");
    trace.saw("head.attention", y);
    NDArray mlp =
        Layers.mlp(
            Layers.layerNorm(y, weights, "head.layernorm", config.epsilon), weights, "head.mlp");
    trace.saw("head.mlp", mlp);
    return y.add(mlp).reshape(new Shape(x.getShape().get(0), config.hidden));
  }

  private NDList packed(NDArray x) {
    return Layers.packedLinear(x, weights, "head.attention.in_proj").split(3, 2);
  }
}
