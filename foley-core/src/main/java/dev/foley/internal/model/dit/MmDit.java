package dev.foley.internal.model.dit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.nn.Layers;
import dev.foley.internal.nn.Rotary;
import dev.foley.internal.nn.Scope;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.nn.Trace;
import dev.foley.internal.nn.TracedTensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Multimodal diffusion transformer of HunyuanVideo-Foley: predicts the flow-matching velocity of
 * audio latents given visual, sync and text tokens. Weights carry the published checkpoint's key
 * names. Letters in shapes: B batch, N audio tokens, V visual tokens, S sync tokens, L text tokens,
 * h hidden size.
 *
 * <p>Everything that does not depend on the latents or the time is computed once a window, in
 * {@link #prepare}. Thread-safe as long as each thread uses its own {@link Conditions}.
 */
public final class MmDit {
  /** Stretches the logarithm of the guidance scale to the angles that {@link #sinusoids} is for. */
  private static final double GUIDANCE_ANGLE = 100;

  private final DitConfig config;
  private final Tensors weights;
  private final Trace trace;

  public MmDit(DitConfig config, Tensors weights) {
    this(config, weights, Trace.NONE);
  }

  /** With a look at what the blocks compute. */
  public MmDit(DitConfig config, Tensors weights, Trace trace) {
    this.config = config;
    this.weights = TracedTensors.of(weights, trace);
    this.trace = trace;
  }

  public DitConfig config() {
    return config;
  }

  /** Whether the network has been distilled, so that it can be told the guidance scale. */
  public boolean takesGuidance() {
    return weights.has("guidance_in.mlp.0.weight");
  }

  /**
   * What all solver steps of a window share. Owned by the manager of the features given to {@link
   * #prepare}.
   */
  public static final class Conditions {
    final int latents;
    final NDArray visual;
    final NDArray sync;

    /** What joins the time embedding, (B, h); null where only the time does. */
    final NDArray pooledText;

    final int[] syncRows;
    final Rotary single;
    final TripleBlock.Positions positions;
    final List<NDList> textKeyValues;

    private Conditions(
        int latents,
        NDArray visual,
        NDArray sync,
        NDArray pooledText,
        int[] syncRows,
        Rotary single,
        TripleBlock.Positions positions,
        List<NDList> textKeyValues) {
      this.latents = latents;
      this.visual = visual;
      this.sync = sync;
      this.pooledText = pooledText;
      this.syncRows = syncRows;
      this.single = single;
      this.positions = positions;
      this.textKeyValues = textKeyValues;
    }
  }

  /**
   * Embeds the conditions of a window.
   *
   * @param visual (B, V, visualWidth)
   * @param sync (B, S, syncWidth), S a multiple of the sync segment
   * @param text (B, L, textWidth)
   * @param latents number of audio tokens N
   */
  public Conditions prepare(NDArray visual, NDArray sync, NDArray text, int latents) {
    NDManager manager = visual.getManager();
    NDArray c = Layers.linear(text, weights, "cond_in.linear_1");
    c = Layers.linear(Layers.silu(c), weights, "cond_in.linear_2");
    trace.saw("cond_in", c);
    NDArray v = Layers.swiGlu(visual, weights, "visual_proj");
    int visualTokens = (int) visual.getShape().get(1);
    int textTokens = (int) text.getShape().get(1);
    int syncTokens = (int) sync.getShape().get(1);
    TripleBlock.Positions positions =
        TripleBlock.Positions.of(manager, latents, visualTokens, textTokens, config.headSize());
    List<NDList> textKeyValues = new ArrayList<>();
    for (int i = 0; i < config.tripleBlocks(); i++) {
      try (Tensors block = weights.open("triple_blocks." + i + ".")) {
        textKeyValues.add(TripleBlock.textKeyValue(c, block, config.heads(), positions));
      }
    }
    return new Conditions(
        latents,
        v,
        embedSync(sync),
        config.pooledText() ? poolText(text) : null,
        syncTokens == latents ? null : NearestExact.rows(syncTokens, latents),
        Rotary.upTo(manager, latents, config.headSize()),
        positions,
        textKeyValues);
  }

  /** The first text token stands for the whole text. */
  private NDArray poolText(NDArray text) {
    return Layers.linear(text.split(new long[] {1}, 1).get(0).squeeze(1), weights, "text_pool");
  }

  private NDArray embedSync(NDArray sync) {
    Shape shape = sync.getShape();
    int segment = config.syncSegment();
    NDArray placed =
        sync.reshape(shape.get(0), shape.get(1) / segment, segment, shape.get(2))
            .add(weights.get("sync_pos_emb"))
            .reshape(shape);
    NDArray embedded = Layers.silu(Layers.linear(placed, weights, "sync_in.0"));
    NDArray s = Layers.convMlp(embedded, weights, "sync_in.2");
    trace.saw("sync_in", s);
    return s;
  }

  /**
   * The velocity dx/dsigma of the latents, without guidance.
   *
   * @param x (B, N, latentChannels), token by token
   * @param t (B), time in 0 to 1000 (1000 times sigma)
   * @return (B, N, latentChannels), owned by the manager of {@code x}; everything else is freed
   */
  public NDArray velocity(NDArray x, NDArray t, Conditions conditions) {
    return velocity(x, t, null, conditions);
  }

  /**
   * The velocity that guidance would lead to, from one evaluation of a network that {@link
   * #takesGuidance}.
   *
   * @param guidance (B), guidance scales, 1 for none; null where there is none at all
   */
  public NDArray velocity(NDArray x, NDArray t, NDArray guidance, Conditions conditions) {
    NDList inputs = new NDList(x, t, conditions.visual, conditions.sync);
    conditions.textKeyValues.forEach(inputs::addAll);
    if (guidance != null) {
      inputs.add(guidance);
    }
    return Scope.run(inputs, lent -> new NDList(evaluate(x, t, guidance, conditions))).get(0);
  }

  private NDArray evaluate(NDArray x, NDArray t, NDArray guidance, Conditions conditions) {
    NDArray vec = embed(t, "time_in");
    trace.saw("time_in", vec);
    if (guidance != null) {
      vec = vec.add(embedGuidance(guidance));
    }
    if (conditions.pooledText != null) {
      vec = vec.add(conditions.pooledText);
    }
    NDArray audio = Layers.tokenConv(x, weights, "audio_embedder.proj");
    trace.saw("audio_embedder", audio);
    NDArray sync = conditions.sync;
    int[] rows = conditions.syncRows;
    audio = audio.add(rows == null ? sync : Layers.gatherTokens(sync, rows));
    NDList streams = new NDList(audio, conditions.visual, Layers.silu(vec).expandDims(1));
    for (int i = 0; i < config.tripleBlocks(); i++) {
      streams = tripleBlock(streams, conditions, i);
    }
    // Modulation depends on the sync token only, so it is computed on the fewer rows, then spread.
    NDArray perSync = Layers.silu(sync.add(vec.expandDims(1)));
    streams = new NDList(streams.get(0), perSync);
    for (int i = 0; i < config.singleBlocks(); i++) {
      streams = singleBlock(streams, conditions, i);
    }
    // The published final layer has modulation weights that its configuration never applies.
    NDArray out = Layers.layerNorm(streams.get(0), 1e-6);
    out = Layers.linear(out, weights, "final_layer.linear");
    trace.saw("final_layer", out);
    return out;
  }

  /** Takes and returns audio, visual, modulator; frees what the block leaves behind. */
  private NDList tripleBlock(NDList streams, Conditions conditions, int index) {
    NDList inputs = new NDList(streams);
    inputs.addAll(conditions.textKeyValues.get(index));
    try (Tensors block = weights.open("triple_blocks." + index + ".")) {
      NDList results =
          Scope.run(
              inputs,
              in ->
                  TripleBlock.forward(
                      in.get(0),
                      in.get(1),
                      in.get(2),
                      conditions.textKeyValues.get(index),
                      conditions.positions,
                      block,
                      config.heads()));
      trace.saw("triple_blocks." + index + ".audio", results.get(0));
      trace.saw("triple_blocks." + index + ".v_cond", results.get(1));
      results.add(streams.get(2));
      return results;
    }
  }

  /** Takes and returns audio and the modulation's input. */
  private NDList singleBlock(NDList streams, Conditions conditions, int index) {
    try (Tensors block = weights.open("single_blocks." + index + ".")) {
      NDList results =
          Scope.run(
              streams,
              in ->
                  new NDList(
                      SingleBlock.forward(
                          in.get(0),
                          in.get(1),
                          conditions.syncRows,
                          conditions.single,
                          block,
                          config.heads())));
      trace.saw("single_blocks." + index, results.get(0));
      results.add(streams.get(1));
      return results;
    }
  }

  private NDArray embed(NDArray t, String name) {
    NDArray u = sinusoids(t, config.timeFrequencies());
    return Layers.linear(
        Layers.silu(Layers.linear(u, weights, name + ".mlp.0")), weights, name + ".mlp.2");
  }

  /**
   * Grows with the logarithm of the scale, from nothing at 1: without guidance the network needs no
   * guidance embedding, whatever that has learned.
   */
  private NDArray embedGuidance(NDArray guidance) {
    NDArray strength = guidance.log();
    return embed(Layers.scaled(strength, GUIDANCE_ANGLE), "guidance_in")
        .mul(strength.reshape(-1, 1));
  }

  /** Sinusoidal embedding of times: cosines, then sines, (B) to (B, width). */
  static NDArray sinusoids(NDArray t, int width) {
    int half = width / 2;
    float[] exponents = new float[half];
    for (int i = 0; i < half; i++) {
      exponents[i] = (float) -Math.log(10000) * i / half;
    }
    // The engine's exponential, as in the reference: angles reach 1000, where the last bit of a
    // frequency is no longer small.
    NDArray frequencies = t.getManager().create(exponents, new Shape(1, half)).exp();
    NDArray angles = t.reshape(-1, 1).mul(frequencies);
    return NDArrays.concat(new NDList(angles.cos(), angles.sin()), 1);
  }
}
