package dev.foley.internal.model.dit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.nn.Layers;
import dev.foley.internal.nn.Rotary;
import dev.foley.internal.nn.Tensors;

/**
 * Two-stream block: joint self-attention of sound and picture tokens with interleaved positions,
 * cross-attention of both to the text, then an MLP for each stream.
 */
final class TripleBlock {
  private static final double EPSILON = 1e-6;

  private TripleBlock() {}

  /**
   * Where tokens stand on the time axis of this window's attention.
   *
   * @param audioJoint audio token i stands at 2i among the interleaved tokens
   * @param visualJoint visual tokens stand at the odd places between them
   * @param visualSource which visual token each one is replaced by; null where each is itself
   */
  record Positions(
      Rotary audioJoint,
      Rotary visualJoint,
      int[] visualSource,
      Rotary audio,
      Rotary visual,
      Rotary text) {

    static Positions of(NDManager manager, int latents, int visuals, int texts, int headSize) {
      int[] even = new int[latents];
      for (int i = 0; i < latents; i++) {
        even[i] = 2 * i;
      }
      // Visual tokens are spread to one per latent, interleaved, then picked back (nearest-exact
      // both
      // ways); the two gathers collapse into one.
      int[] spread = NearestExact.rows(visuals, latents);
      int[] back = NearestExact.rows(latents, visuals);
      int[] odd = new int[visuals];
      int[] source = new int[visuals];
      boolean identity = true;
      for (int j = 0; j < visuals; j++) {
        odd[j] = 2 * back[j] + 1;
        source[j] = spread[back[j]];
        identity &= source[j] == j;
      }
      return new Positions(
          Rotary.at(manager, even, headSize),
          Rotary.at(manager, odd, headSize),
          identity ? null : source,
          Rotary.upTo(manager, latents, headSize),
          Rotary.upTo(manager, visuals, headSize),
          Rotary.upTo(manager, texts, headSize));
    }
  }

  /** Keys and values of the text: (B, H, L, D) each; the same for every step of a window. */
  static NDList textKeyValue(NDArray c, Tensors w, int heads, Positions positions) {
    NDList kv = Layers.linear(c, w, "text_cross_kv").split(2, 2);
    NDArray k = norm(Layers.splitHeads(kv.get(0), heads), w, "text_cross_k_norm");
    return new NDList(positions.text().rotate(k), Layers.splitHeads(kv.get(1), heads));
  }

  /** Returns the audio and the visual stream after the block. */
  static NDList forward(
      NDArray audio,
      NDArray visual,
      NDArray modulator,
      NDList textKeyValue,
      Positions positions,
      Tensors w,
      int heads) {
    NDList am = Layers.linear(modulator, w, "audio_mod.linear").split(9, 2);
    NDList vm = Layers.linear(modulator, w, "v_cond_mod.linear").split(9, 2);
    long visuals = visual.getShape().get(1);

    NDList aq =
        qkv(enter(audio, am, 0, w, "audio_norm1"), w, "audio_self_attn_qkv", "audio_self", heads);
    NDList vq =
        qkv(enter(visual, vm, 0, w, "v_cond_norm1"), w, "v_cond_attn_qkv", "v_cond_attn", heads);
    NDArray q = joint(rotateVisual(vq.get(0), positions), positions.audioJoint().rotate(aq.get(0)));
    NDArray k = joint(rotateVisual(vq.get(1), positions), positions.audioJoint().rotate(aq.get(1)));
    NDArray v = joint(vq.get(2), aq.get(2));
    NDList both = attend(q, k, v, w, "self_attn").split(new long[] {visuals}, 1);
    NDArray a = leave(audio, both.get(1), am, 0, w, "audio_self_proj");
    NDArray p = leave(visual, both.get(0), vm, 0, w, "v_cond_self_proj");

    NDArray aCross = crossQuery(enter(a, am, 3, w, "audio_norm2"), w, "audio_cross_q", heads);
    NDArray vCross = crossQuery(enter(p, vm, 3, w, "v_cond_norm2"), w, "v_cond_cross_q", heads);
    NDArray query = joint(positions.visual().rotate(vCross), positions.audio().rotate(aCross));
    both =
        attend(query, textKeyValue.get(0), textKeyValue.get(1), w, "cross_attn")
            .split(new long[] {visuals}, 1);
    a = leave(a, both.get(1), am, 3, w, "audio_cross_proj");
    p = leave(p, both.get(0), vm, 3, w, "v_cond_cross_proj");

    NDArray aMlp = Layers.mlp(enter(a, am, 6, w, "audio_norm3"), w, "audio_mlp");
    NDArray vMlp = Layers.mlp(enter(p, vm, 6, w, "v_cond_norm3"), w, "v_cond_mlp");
    return new NDList(a.add(aMlp.mul(am.get(8))), p.add(vMlp.mul(vm.get(8))));
  }

  private static NDArray enter(NDArray y, NDList modulation, int at, Tensors w, String name) {
    NDArray norm = Layers.layerNorm(y, EPSILON);
    w.saw(name, norm);
    return Layers.modulate(norm, modulation.get(at), modulation.get(at + 1));
  }

  /** Attention with its heads merged again, (B, N, h). */
  private static NDArray attend(NDArray q, NDArray k, NDArray v, Tensors w, String name) {
    w.saw(name + ".q", q);
    w.saw(name + ".k", k);
    w.saw(name + ".v", v);
    NDArray out = Layers.mergeHeads(Layers.attention(q, k, v));
    w.saw(name + ".out", out);
    return out;
  }

  private static NDArray leave(
      NDArray stream, NDArray update, NDList modulation, int at, Tensors w, String projection) {
    return stream.add(Layers.linear(update, w, projection).mul(modulation.get(at + 2)));
  }

  /** Queries, keys, values as (B, H, N, D); the projection's last axis is laid out (3, H, D). */
  private static NDList qkv(NDArray y, Tensors w, String projection, String norms, int heads) {
    NDList parts = Layers.linear(y, w, projection).split(3, 2);
    return new NDList(
        norm(Layers.splitHeads(parts.get(0), heads), w, norms + "_q_norm"),
        norm(Layers.splitHeads(parts.get(1), heads), w, norms + "_k_norm"),
        Layers.splitHeads(parts.get(2), heads));
  }

  private static NDArray crossQuery(NDArray y, Tensors w, String name, int heads) {
    return norm(Layers.splitHeads(Layers.linear(y, w, name), heads), w, name + "_norm");
  }

  private static NDArray norm(NDArray x, Tensors w, String name) {
    NDArray y = Layers.rmsNorm(x, w.get(name + ".weight"), EPSILON);
    w.saw(name, y);
    return y;
  }

  private static NDArray rotateVisual(NDArray x, Positions positions) {
    if (positions.visualSource() == null) {
      return positions.visualJoint().rotate(x);
    }
    Shape s = x.getShape();
    NDArray picked =
        Layers.gatherTokens(
            x.reshape(s.get(0) * s.get(1), s.get(2), s.get(3)), positions.visualSource());
    return positions.visualJoint().rotate(picked.reshape(s));
  }

  /** Visual tokens first, then audio, along the token axis. */
  private static NDArray joint(NDArray visual, NDArray audio) {
    return NDArrays.concat(new NDList(visual, audio), 2);
  }
}
