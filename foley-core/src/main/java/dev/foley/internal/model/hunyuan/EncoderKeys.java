package dev.foley.internal.model.hunyuan;

import dev.foley.FoleyException;
import dev.foley.internal.weights.Checkpoint;
import java.util.Map;

/** Key tables of the networks around the transformer. */
final class EncoderKeys {
  private static final int SYNC_HEAD_SIZE = 64;

  private EncoderKeys() {}

  static Map<String, long[]> siglip2(Siglip2.Config c) {
    KeyTable table = new KeyTable();
    String p = "vision_model.";
    long h = c.hidden();
    table.affine(p + "embeddings.patch_embedding", h, 3, c.patch(), c.patch());
    table.put(p + "embeddings.position_embedding.weight", c.tokens(), h);
    for (int i = 0; i < c.layers(); i++) {
      String layer = p + "encoder.layers." + i + ".";
      table.norm(layer + "layer_norm1", h);
      table.norm(layer + "layer_norm2", h);
      for (String name : new String[] {"q_proj", "k_proj", "v_proj", "out_proj"}) {
        table.affine(layer + "self_attn." + name, h, h);
      }
      mlp(table, layer + "mlp", h, c.inner());
    }
    table.norm(p + "post_layernorm", h);
    table.put(p + "head.probe", 1, 1, h);
    packedAttention(table, p + "head.attention", h);
    table.norm(p + "head.layernorm", h);
    mlp(table, p + "head.mlp", h, c.inner());
    return table.keys();
  }

  private static void mlp(KeyTable table, String name, long h, long inner) {
    table.affine(name + ".fc1", inner, h);
    table.affine(name + ".fc2", h, inner);
  }

  private static void packedAttention(KeyTable table, String name, long h) {
    table.put(name + ".in_proj_weight", 3 * h, h);
    table.put(name + ".in_proj_bias", 3 * h);
    table.affine(name + ".out_proj", h, h);
  }

  /** Reads the sizes from the shapes; the published model has heads of 64. */
  static Synchformer.Config synchformer(Checkpoint file) {
    String p = "vfeat_extractor.";
    long[] place = shape(file, p + "pos_embed", 3);
    long[] instants = shape(file, p + "temp_embed", 3);
    long[] kernel = shape(file, p + "patch_embed_3d.proj.weight", 5);
    int depth = 0;
    while (file.names().contains(p + "blocks." + depth + ".norm1.weight")) {
      depth++;
    }
    int side = (int) Math.round(Math.sqrt((double) place[1] - 1));
    if ((long) side * side != place[1] - 1 || place[2] % SYNC_HEAD_SIZE != 0) {
      throw new FoleyException.InvalidModel(
          file.origin() + ": tensor " + p + "pos_embed has an unusable shape.");
    }
    return new Synchformer.Config(
        (int) place[2],
        depth,
        (int) place[2] / SYNC_HEAD_SIZE,
        side * (int) kernel[3],
        (int) kernel[3],
        (int) kernel[2],
        (int) (instants[1] * kernel[2]));
  }

  private static long[] shape(Checkpoint file, String name, int axes) {
    if (!file.names().contains(name) || file.shape(name).length != axes) {
      throw new FoleyException.InvalidModel(
          file.origin() + " has no tensor " + name + " with " + axes + " axes.");
    }
    for (long size : file.shape(name)) {
      if (size < 1 || size > 1 << 20) {
        throw new FoleyException.InvalidModel(
            file.origin() + ": tensor " + name + " has an unusable shape.");
      }
    }
    return file.shape(name);
  }

  static Map<String, long[]> synchformer(Synchformer.Config c) {
    KeyTable table = new KeyTable();
    String p = "vfeat_extractor.";
    long h = c.hidden();
    table.put(p + "cls_token", 1, 1, h);
    table.put(p + "pos_embed", 1, c.patches() + 1L, h);
    table.put(p + "temp_embed", 1, c.instants(), h);
    table.affine(p + "patch_embed_3d.proj", h, 3, c.temporalPatch(), c.patch(), c.patch());
    for (int i = 0; i < c.depth(); i++) {
      String block = p + "blocks." + i + ".";
      for (String name : new String[] {"norm1", "norm2", "norm3"}) {
        table.norm(block + name, h);
      }
      for (String name : new String[] {"attn", "timeattn"}) {
        table.affine(block + name + ".qkv", 3 * h, h);
        table.affine(block + name + ".proj", h, h);
      }
      mlp(table, block + "mlp", h, 4 * h);
    }
    table.norm(p + "norm", h);
    String aggregator = p + "spatial_attn_agg.";
    table.put(aggregator + "cls_token", 1, 1, h);
    packedAttention(table, aggregator + "self_attn", h);
    table.affine(aggregator + "linear1", 4 * h, h);
    table.affine(aggregator + "linear2", h, 4 * h);
    table.norm(aggregator + "norm1", h);
    table.norm(aggregator + "norm2", h);
    return table.keys();
  }

  static Map<String, long[]> clap(Clap.Config c, int vocabulary, int inner) {
    KeyTable table = new KeyTable();
    String p = "text_model.";
    long h = c.hidden();
    table.put(p + "embeddings.word_embeddings.weight", vocabulary, h);
    table.put(p + "embeddings.position_embeddings.weight", c.positions(), h);
    table.put(p + "embeddings.token_type_embeddings.weight", 1, h);
    table.norm(p + "embeddings.LayerNorm", h);
    for (int i = 0; i < c.layers(); i++) {
      String layer = p + "encoder.layer." + i + ".";
      for (String name : new String[] {"query", "key", "value"}) {
        table.affine(layer + "attention.self." + name, h, h);
      }
      table.affine(layer + "attention.output.dense", h, h);
      table.norm(layer + "attention.output.LayerNorm", h);
      table.affine(layer + "intermediate.dense", inner, h);
      table.affine(layer + "output.dense", h, inner);
      table.norm(layer + "output.LayerNorm", h);
    }
    return table.keys();
  }

  /**
   * The autoencoder's two halves with normalised weights, as published.
   *
   * @param whole false leaves out the encoder, which generation does not need
   */
  static Map<String, long[]> dac(DacVae.Config c, boolean whole) {
    KeyTable table = new KeyTable();
    long latent = c.latentDim();
    table.affine("post_quant_conv", latent, latent, 1);
    normalised(table, "decoder.model.0", c.decoderDim(), c.decoderDim(), latent, 7);
    long channels = c.decoderDim();
    int[] rates = c.decoderRates();
    for (int i = 0; i < rates.length; i++) {
      String block = "decoder.model." + (i + 1) + ".block.";
      long out = channels / 2;
      table.put(block + "0.alpha", 1, channels, 1);
      normalised(table, block + "1", out, channels, out, 2L * rates[i]);
      residuals(table, block, 2, out);
      channels = out;
    }
    table.put("decoder.model." + (rates.length + 1) + ".alpha", 1, channels, 1);
    normalised(table, "decoder.model." + (rates.length + 2), 1, 1, channels, 7);
    if (whole) {
      dacEncoder(table, c);
    }
    return table.keys();
  }

  /** The same keys as newer writers of normalised weights name them. */
  static Map<String, long[]> renamed(Map<String, long[]> dac) {
    KeyTable table = new KeyTable();
    dac.forEach(
        (name, shape) ->
            table.put(
                name.replace(".weight_g", ".parametrizations.weight.original0")
                    .replace(".weight_v", ".parametrizations.weight.original1"),
                shape));
    return table.keys();
  }

  private static void dacEncoder(KeyTable table, DacVae.Config c) {
    long channels = c.encoderDim();
    int[] rates = c.encoderRates();
    normalised(table, "encoder.block.0", channels, channels, 1, 7);
    for (int i = 0; i < rates.length; i++) {
      String block = "encoder.block." + (i + 1) + ".block.";
      residuals(table, block, 0, channels);
      table.put(block + "3.alpha", 1, channels, 1);
      normalised(table, block + "4", 2 * channels, 2 * channels, channels, 2L * rates[i]);
      channels *= 2;
    }
    table.put("encoder.block." + (rates.length + 1) + ".alpha", 1, channels, 1);
    String last = "encoder.block." + (rates.length + 2);
    normalised(table, last, c.latentDim(), c.latentDim(), channels, 3);
    table.affine("quant_conv", 2L * c.latentDim(), c.latentDim(), 1);
  }

  private static void residuals(KeyTable table, String block, int first, long channels) {
    for (int i = first; i < first + 3; i++) {
      String unit = block + i + ".block.";
      table.put(unit + "0.alpha", 1, channels, 1);
      normalised(table, unit + "1", channels, channels, channels, 7);
      table.put(unit + "2.alpha", 1, channels, 1);
      normalised(table, unit + "3", channels, channels, channels, 1);
    }
  }

  /** A convolution with weight normalisation: bias, gain of the first axis, direction. */
  private static void normalised(KeyTable table, String name, long biases, long... direction) {
    table.put(name + ".bias", biases);
    table.put(name + ".weight_g", direction[0], 1, 1);
    table.put(name + ".weight_v", direction);
  }
}
