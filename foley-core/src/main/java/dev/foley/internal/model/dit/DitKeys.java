package dev.foley.internal.model.dit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every tensor of a diffusion transformer by its checkpoint name, with its shape: what a loader
 * checks before any computation, and what a trainer initialises.
 */
public final class DitKeys {
  private final Map<String, long[]> shapes = new LinkedHashMap<>();
  private final DitConfig config;
  private final long h;
  private final long conv;

  private DitKeys(DitConfig config, int convWidth) {
    this.config = config;
    this.h = config.hidden();
    this.conv = convWidth;
  }

  /**
   * Names and shapes.
   *
   * @param convWidth inner width of the convolutional MLPs; {@link #publishedConvWidth} gives that
   *     of the published models
   */
  public static Map<String, long[]> shapes(DitConfig config, int convWidth) {
    DitKeys keys = new DitKeys(config, convWidth);
    keys.embedders();
    for (int i = 0; i < config.tripleBlocks(); i++) {
      keys.tripleBlock("triple_blocks." + i + ".");
    }
    for (int i = 0; i < config.singleBlocks(); i++) {
      keys.singleBlock("single_blocks." + i + ".");
    }
    keys.linear("final_layer.linear", config.latentChannels(), keys.h);
    keys.linear("final_layer.adaLN_modulation.1", 2 * keys.h, keys.h);
    return keys.shapes;
  }

  /**
   * Names and shapes of what a distilled transformer has beyond {@link #shapes}: the embedding of
   * the guidance scale.
   */
  public static Map<String, long[]> guidanceShapes(DitConfig config) {
    DitKeys keys = new DitKeys(config, 0);
    keys.linear("guidance_in.mlp.0", keys.h, config.timeFrequencies());
    keys.linear("guidance_in.mlp.2", keys.h, keys.h);
    return keys.shapes;
  }

  /** Two thirds of four times the width, rounded up to a multiple of 256. */
  public static int publishedConvWidth(int hidden) {
    return (2 * 4 * hidden / 3 + 255) / 256 * 256;
  }

  private void embedders() {
    put("sync_pos_emb", 1, 1, config.syncSegment(), config.syncWidth());
    put("empty_clip_feat", 1, config.visualWidth());
    put("empty_sync_feat", 1, config.syncWidth());
    put("audio_embedder.proj.weight", h, config.latentChannels(), 1);
    put("audio_embedder.proj.bias", h);
    put("visual_proj.w1.weight", h, config.visualWidth());
    put("visual_proj.w2.weight", h, h);
    put("visual_proj.w3.weight", h, config.visualWidth());
    linear("cond_in.linear_1", h, config.textWidth());
    linear("cond_in.linear_2", h, h);
    linear("time_in.mlp.0", h, config.timeFrequencies());
    linear("time_in.mlp.2", h, h);
    if (config.pooledText()) {
      linear("text_pool", h, config.textWidth());
    }
    linear("sync_in.0", h, config.syncWidth());
    convMlp("sync_in.2", 1);
  }

  private void tripleBlock(String prefix) {
    long headSize = config.headSize();
    for (String stream : new String[] {"audio", "v_cond"}) {
      String attention = prefix + (stream.equals("audio") ? "audio_self_attn" : "v_cond_attn");
      String norms = prefix + (stream.equals("audio") ? "audio_self" : "v_cond_attn");
      linear(prefix + stream + "_mod.linear", 9 * h, h);
      linear(attention + "_qkv", 3 * h, h);
      put(norms + "_q_norm.weight", headSize);
      put(norms + "_k_norm.weight", headSize);
      linear(prefix + stream + "_self_proj", h, h);
      linear(prefix + stream + "_cross_q", h, h);
      put(prefix + stream + "_cross_q_norm.weight", headSize);
      linear(prefix + stream + "_cross_proj", h, h);
      linear(prefix + stream + "_mlp.fc1", 4 * h, h);
      linear(prefix + stream + "_mlp.fc2", h, 4 * h);
    }
    linear(prefix + "text_cross_kv", 2 * h, h);
    put(prefix + "text_cross_k_norm.weight", headSize);
  }

  private void singleBlock(String prefix) {
    linear(prefix + "modulation.linear", 6 * h, h);
    linear(prefix + "linear_qkv", 3 * h, h);
    put(prefix + "linear1.weight", h, h, 3);
    put(prefix + "linear1.bias", h);
    convMlp(prefix + "linear2", 3);
    put(prefix + "q_norm.weight", config.headSize());
    put(prefix + "k_norm.weight", config.headSize());
  }

  private void convMlp(String name, int kernel) {
    put(name + ".w1.weight", conv, h, kernel);
    put(name + ".w2.weight", h, conv, kernel);
    put(name + ".w3.weight", conv, h, kernel);
  }

  private void linear(String name, long out, long in) {
    put(name + ".weight", out, in);
    put(name + ".bias", out);
  }

  private void put(String name, long... shape) {
    shapes.put(name, shape);
  }
}
