package dev.foley.internal.model.hunyuan;

import dev.foley.FoleyException;
import dev.foley.internal.model.dit.DitConfig;
import dev.foley.internal.weights.Checkpoint;
import java.util.Map;

/** The key table of the diffusion transformer's checkpoint, and its sizes read from one. */
final class DitKeys {
  /** The size that was never published. */
  static final String CUSTOM = "custom";

  private DitKeys() {}

  /** Reads the sizes from the shapes of a few tensors; their count gives the depths. */
  static DitConfig config(Checkpoint file) {
    int hidden = size(file, "audio_embedder.proj.weight", 0);
    int triple = depth(file, "triple_blocks.");
    int single = depth(file, "single_blocks.");
    String norm =
        single > 0 ? "single_blocks.0.q_norm.weight" : "triple_blocks.0.audio_self_q_norm.weight";
    try {
      return new DitConfig(
          hidden,
          hidden / Math.max(1, size(file, norm, 0)),
          triple,
          single,
          size(file, "audio_embedder.proj.weight", 1),
          size(file, "visual_proj.w1.weight", 1),
          size(file, "sync_in.0.weight", 1),
          size(file, "cond_in.linear_1.weight", 1),
          size(file, "sync_pos_emb", 2),
          size(file, "time_in.mlp.0.weight", 1));
    } catch (IllegalArgumentException e) {
      throw new FoleyException.InvalidModel(file.origin() + ": " + e.getMessage(), e);
    }
  }

  /** {@code xl}, {@code xxl}, or {@code custom} for sizes that were never published. */
  static String size(DitConfig config) {
    return switch (config.hidden() + "," + config.tripleBlocks() + "," + config.singleBlocks()) {
      case "1408,12,24" -> "xl";
      case "1536,18,36" -> "xxl";
      default -> CUSTOM;
    };
  }

  private static int size(Checkpoint file, String name, int axis) {
    if (!file.names().contains(name)) {
      throw new FoleyException.InvalidModel(
          file.origin() + " is no HunyuanVideo-Foley transformer: it has no tensor " + name + ".");
    }
    long[] shape = file.shape(name);
    if (axis >= shape.length || shape[axis] < 1 || shape[axis] > 1 << 20) {
      throw new FoleyException.InvalidModel(
          file.origin() + ": tensor " + name + " has an unusable shape.");
    }
    return (int) shape[axis];
  }

  private static int depth(Checkpoint file, String prefix) {
    int depth = 0;
    for (String name : file.names()) {
      if (name.startsWith(prefix)) {
        int end = name.indexOf('.', prefix.length());
        String number = end < 0 ? "" : name.substring(prefix.length(), end);
        if (number.matches("[0-9]{1,4}")) {
          depth = Math.max(depth, Integer.parseInt(number) + 1);
        }
      }
    }
    return depth;
  }

  /** Inner width of the gated convolutions: two thirds of 4h, rounded up to a multiple of 256. */
  static int convWidth(int hidden) {
    int two = 2 * 4 * hidden / 3;
    return (two + 255) / 256 * 256;
  }

  /** Every key with its shape. */
  static Map<String, long[]> table(DitConfig config) {
    KeyTable table = new KeyTable();
    int h = config.hidden();
    int w = convWidth(h);
    table.put("sync_pos_emb", 1, 1, config.syncSegment(), config.syncWidth());
    table.put("empty_clip_feat", 1, config.visualWidth());
    table.put("empty_sync_feat", 1, config.syncWidth());
    table.affine("audio_embedder.proj", h, config.latentChannels(), 1);
    table.put("visual_proj.w1.weight", h, config.visualWidth());
    table.put("visual_proj.w2.weight", h, h);
    table.put("visual_proj.w3.weight", h, config.visualWidth());
    table.affine("cond_in.linear_1", h, config.textWidth());
    table.affine("cond_in.linear_2", h, h);
    table.affine("time_in.mlp.0", h, config.timeFrequencies());
    table.affine("time_in.mlp.2", h, h);
    table.affine("sync_in.0", h, config.syncWidth());
    convMlp(table, "sync_in.2.", h, w, 1);
    for (int i = 0; i < config.tripleBlocks(); i++) {
      tripleBlock(table, "triple_blocks." + i + ".", h, config.headSize());
    }
    for (int i = 0; i < config.singleBlocks(); i++) {
      String block = "single_blocks." + i + ".";
      table.affine(block + "modulation.linear", 6L * h, h);
      table.affine(block + "linear_qkv", 3L * h, h);
      table.affine(block + "linear1", h, h, 3);
      convMlp(table, block + "linear2.", h, w, 3);
      table.put(block + "q_norm.weight", config.headSize());
      table.put(block + "k_norm.weight", config.headSize());
    }
    table.affine("final_layer.linear", config.latentChannels(), h);
    table.affine("final_layer.adaLN_modulation.1", 2L * h, h);
    return table.keys();
  }

  private static void convMlp(KeyTable table, String name, int h, int w, int kernel) {
    table.put(name + "w1.weight", w, h, kernel);
    table.put(name + "w2.weight", h, w, kernel);
    table.put(name + "w3.weight", w, h, kernel);
  }

  private static void tripleBlock(KeyTable table, String block, int h, int head) {
    table.affine(block + "audio_mod.linear", 9L * h, h);
    table.affine(block + "v_cond_mod.linear", 9L * h, h);
    table.affine(block + "audio_self_attn_qkv", 3L * h, h);
    table.affine(block + "v_cond_attn_qkv", 3L * h, h);
    table.affine(block + "text_cross_kv", 2L * h, h);
    for (String name :
        new String[] {
          "audio_self_proj",
          "v_cond_self_proj",
          "audio_cross_q",
          "v_cond_cross_q",
          "audio_cross_proj",
          "v_cond_cross_proj"
        }) {
      table.affine(block + name, h, h);
    }
    for (String name :
        new String[] {
          "audio_self_q_norm",
          "audio_self_k_norm",
          "v_cond_attn_q_norm",
          "v_cond_attn_k_norm",
          "audio_cross_q_norm",
          "v_cond_cross_q_norm",
          "text_cross_k_norm"
        }) {
      table.put(block + name + ".weight", head);
    }
    for (String name : new String[] {"audio_mlp", "v_cond_mlp"}) {
      table.affine(block + name + ".fc1", 4L * h, h);
      table.affine(block + name + ".fc2", h, 4L * h);
    }
  }
}
