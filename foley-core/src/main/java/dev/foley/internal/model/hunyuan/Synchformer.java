package dev.foley.internal.model.hunyuan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import dev.foley.internal.nn.Layers;
import dev.foley.internal.nn.Scope;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.nn.Trace;
import java.util.Arrays;

/**
 * Visual branch of Synchformer (Iashin et al., 2024): a video transformer with divided space-time
 * attention (Motionformer's variant) over segments of 16 frames, then one transformer layer that
 * sums up each instant. Segments are independent of each other.
 */
final class Synchformer {
  private static final String PREFIX = "vfeat_extractor.";
  private static final double EPSILON = 1e-6;

  /** Sizes; absent entries take those of the published model. */
  record Config(
      int hidden, int depth, int heads, int image, int patch, int temporalPatch, int frames) {
    static Config of(JsonObject json) {
      return new Config(
          JsonFields.integer(json, "embed_dim", 768),
          JsonFields.integer(json, "depth", 12),
          JsonFields.integer(json, "num_heads", 12),
          JsonFields.integer(json, "image", 224),
          JsonFields.integer(json, "patch", 16),
          JsonFields.integer(json, "temporal_patch", 2),
          JsonFields.integer(json, "frames", 16));
    }

    /** Instants of a segment; one output token each. */
    int instants() {
      return frames / temporalPatch;
    }

    /** Patches of one frame. */
    int patches() {
      return (image / patch) * (image / patch);
    }
  }

  private final Config config;
  private final Tensors weights;
  private final Trace trace;

  Synchformer(Config config, Tensors weights, Trace trace) {
    this.config = config;
    this.weights = weights.open(PREFIX);
    this.trace = (name, activation) -> trace.saw(PREFIX + name, activation);
  }

  Config config() {
    return config;
  }

  /**
   * Features of segments.
   *
   * @param segments (B, frames, 3, image, image), -1 to 1
   * @return (B, instants, hidden)
   */
  NDArray encode(NDArray segments) {
    NDArray x = Scope.run(segments, this::embed);
    for (int i = 0; i < config.depth; i++) {
      int block = i;
      NDArray before = x;
      x = Scope.run(before, y -> block(y, block));
      before.close();
      trace.saw("blocks." + i, x);
    }
    return Scope.run(x, this::summarise);
  }

  private NDArray embed(NDArray segments) {
    long batch = segments.getShape().get(0);
    int f = config.instants();
    int side = config.image / config.patch;
    // The kernel's axes are (channel, time, y, x); tokens run over time, then row, then column.
    NDArray patches =
        segments
            .reshape(
                new Shape(
                    batch, f, config.temporalPatch, 3, side, config.patch, side, config.patch))
            .transpose(0, 1, 4, 6, 3, 2, 5, 7)
            .reshape(
                batch,
                (long) f * config.patches(),
                3L * config.temporalPatch * config.patch * config.patch);
    NDArray x = Layers.flatLinear(patches, weights, "patch_embed_3d.proj");
    trace.saw("patch_embed_3d", x);
    NDArray cls = token(x, batch, "cls_token").add(firstPosition(x));
    return NDArrays.concat(new NDList(cls, x.add(positions(x))), 1);
  }

  /** A learned token for each sequence, owned by the manager of {@code x}: (count, 1, C). */
  private NDArray token(NDArray x, long count, String name) {
    return x.getManager()
        .zeros(new Shape(count, 1, config.hidden), x.getDataType())
        .add(weights.get(name));
  }

  /** Position of the first token, which has no place in time, as (1, 1, C). */
  private NDArray firstPosition(NDArray x) {
    return like(x, Arrays.copyOf(host("pos_embed"), config.hidden), new Shape(1, 1, config.hidden));
  }

  private static NDArray like(NDArray x, float[] values, Shape shape) {
    return x.getManager().create(values, shape).toType(x.getDataType(), false);
  }

  /** Place plus instant of all patches, (1, F * P, C). */
  private NDArray positions(NDArray x) {
    int f = config.instants();
    int p = config.patches();
    int c = config.hidden;
    float[] place = host("pos_embed");
    float[] instant = host("temp_embed");
    float[] sum = new float[f * p * c];
    for (int i = 0; i < f; i++) {
      for (int j = 0; j < p * c; j++) {
        sum[i * p * c + j] = place[c + j] + instant[i * c + j % c];
      }
    }
    return like(x, sum, new Shape(1, (long) f * p, c));
  }

  private float[] host(String name) {
    try (NDArray wide = weights.get(name).toType(DataType.FLOAT32, true)) {
      return wide.toFloatArray();
    }
  }

  private NDArray block(NDArray x, int index) {
    try (Tensors w = weights.open("blocks." + index + ".")) {
      NDArray time = divided(Layers.layerNorm(x, w, "norm3", EPSILON), w, "timeattn", true);
      trace.saw("blocks." + index + ".timeattn", time);
      NDArray a = x.add(time);
      NDArray space = divided(Layers.layerNorm(a, w, "norm1", EPSILON), w, "attn", false);
      trace.saw("blocks." + index + ".attn", space);
      NDArray b = a.add(space);
      NDArray inner = Layers.linear(Layers.layerNorm(b, w, "norm2", EPSILON), w, "mlp.fc1");
      NDArray mlp = Layers.linear(Layers.geluErf(inner), w, "mlp.fc2");
      trace.saw("blocks." + index + ".mlp", mlp);
      return b.add(mlp);
    }
  }

  /**
   * Attention within groups: over the same patch at all instants, or over all patches of the same
   * instant. The first token sees everything and is seen by everyone.
   */
  private NDArray divided(NDArray x, Tensors w, String name, boolean overTime) {
    NDList qkv = Layers.linear(x, w, name + ".qkv").split(3, 2);
    NDArray q = Layers.splitHeads(qkv.get(0), config.heads);
    NDArray k = Layers.splitHeads(qkv.get(1), config.heads);
    NDArray v = Layers.splitHeads(qkv.get(2), config.heads);
    NDArray first = Layers.attention(q.get(":, :, 0:1"), k, v);
    NDArray rest =
        ungroup(
            Layers.attention(
                group(q.get(":, :, 1:"), overTime), withFirst(k, overTime), withFirst(v, overTime)),
            q.getShape(),
            overTime);
    NDArray both = NDArrays.concat(new NDList(first, rest), 2);
    return Layers.linear(Layers.mergeHeads(both), w, name + ".proj");
  }

  /** (B, H, F * P, D) to (B * H, groups, members, D). */
  private NDArray group(NDArray x, boolean overTime) {
    Shape s = x.getShape();
    NDArray grid = x.reshape(s.get(0) * s.get(1), config.instants(), config.patches(), s.get(3));
    return overTime ? grid.transpose(0, 2, 1, 3) : grid;
  }

  private NDArray withFirst(NDArray x, boolean overTime) {
    NDArray groups = group(x.get(":, :, 1:"), overTime);
    Shape s = groups.getShape();
    NDArray first = x.get(":, :, 0:1").reshape(s.get(0), 1, 1, s.get(3)).repeat(1, s.get(1));
    return NDArrays.concat(new NDList(first, groups), 2);
  }

  private NDArray ungroup(NDArray x, Shape full, boolean overTime) {
    NDArray grid = overTime ? x.transpose(0, 2, 1, 3) : x;
    return grid.reshape(full.get(0), full.get(1), full.get(2) - 1, full.get(3));
  }

  /** One vector for each instant: (B, 1 + F * P, C) to (B, F, C). */
  private NDArray summarise(NDArray x) {
    long batch = x.getShape().get(0);
    NDArray tokens = Layers.layerNorm(x.get(":, 1:"), weights, "norm", EPSILON);
    trace.saw("norm", tokens);
    try (Tensors w = weights.open("spatial_attn_agg.")) {
      NDArray frames = tokens.reshape(batch * config.instants(), config.patches(), config.hidden);
      NDArray cls = token(frames, batch * config.instants(), "spatial_attn_agg.cls_token");
      NDArray y =
          Layers.layerNorm(NDArrays.concat(new NDList(cls, frames), 1), w, "norm1", EPSILON);
      NDList kv = Layers.packedLinear(y, w, "self_attn.in_proj").split(3, 2);
      // Only the first token's result is used, so only its query is asked.
      NDArray o =
          Layers.attention(
              Layers.splitHeads(kv.get(0).get(":, 0:1"), config.heads),
              Layers.splitHeads(kv.get(1), config.heads),
              Layers.splitHeads(kv.get(2), config.heads));
      NDArray a = cls.add(Layers.linear(Layers.mergeHeads(o), w, "self_attn.out_proj"));
      NDArray inner = Layers.linear(Layers.layerNorm(a, w, "norm2", EPSILON), w, "linear1");
      NDArray result = a.add(Layers.linear(Layers.geluErf(inner), w, "linear2"));
      NDArray features = result.reshape(batch, config.instants(), config.hidden);
      trace.saw("spatial_attn_agg", features);
      return features;
    }
  }
}
