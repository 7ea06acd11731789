package dev.foley.internal.model.dit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.nn.Layers;
import dev.foley.internal.nn.Rotary;
import dev.foley.internal.nn.Tensors;

/** Single-stream block over the sound alone, modulated per token by time and sync features. */
final class SingleBlock {
  private static final double LAYER_NORM_EPSILON = 1e-5;

  /** The library default where no epsilon is given: float32 machine epsilon. */
  private static final double RMS_EPSILON = Math.ulp(1f);

  private SingleBlock() {}

  /**
   * One block.
   *
   * @param audio (B, N, h)
   * @param perSync silu of time plus sync embedding, (B, S, h)
   * @param syncRows sync token of each latent; null if there is one for each
   */
  static NDArray forward(
      NDArray audio, NDArray perSync, int[] syncRows, Rotary rotary, Tensors w, int heads) {
    NDList m = Layers.linear(perSync, w, "modulation.linear").split(6, 2);
    if (syncRows != null) {
      m.replaceAll(part -> Layers.gatherTokens(part, syncRows));
    }
    NDArray y = enter(audio, m, 0, w, "norm1");

    // Last axis of this projection is laid out (H, D, 3), unlike the two-stream blocks.
    Shape s = audio.getShape();
    NDList qkv =
        Layers.linear(y, w, "linear_qkv")
            .reshape(s.get(0), s.get(1), heads, s.get(2) / heads, 3)
            .transpose(4, 0, 2, 1, 3)
            .split(3, 0);
    NDArray q = rotary.rotate(norm(qkv.get(0).squeeze(0), w, "q_norm"));
    NDArray k = rotary.rotate(norm(qkv.get(1).squeeze(0), w, "k_norm"));
    w.saw("attn.q", q);
    w.saw("attn.k", k);
    NDArray o = Layers.attention(q, k, qkv.get(2).squeeze(0));
    NDArray a = audio.add(Layers.tokenConv(Layers.mergeHeads(o), w, "linear1").mul(m.get(2)));

    NDArray z = enter(a, m, 3, w, "norm2");
    return a.add(Layers.convMlp(z, w, "linear2").mul(m.get(5)));
  }

  private static NDArray enter(NDArray y, NDList modulation, int at, Tensors w, String name) {
    NDArray norm = Layers.layerNorm(y, LAYER_NORM_EPSILON);
    w.saw(name, norm);
    return Layers.modulate(norm, modulation.get(at), modulation.get(at + 1));
  }

  private static NDArray norm(NDArray x, Tensors w, String name) {
    NDArray y = Layers.rmsNorm(x, w.get(name + ".weight"), RMS_EPSILON);
    w.saw(name, y);
    return y;
  }
}
