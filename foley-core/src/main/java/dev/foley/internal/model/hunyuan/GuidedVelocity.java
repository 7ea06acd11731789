package dev.foley.internal.model.hunyuan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.model.dit.MmDit;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.sampling.VelocityField;
import dev.foley.stage.FeatureMap;
import dev.foley.stage.SynthesisTask.WeightedText;
import dev.foley.stage.VisualFeatures;
import java.util.ArrayList;
import java.util.List;

/**
 * The velocity of one window under its conditions, with classifier-free guidance: the unconditional
 * branch has the learned empty features and the negative prompt. Conditions are embedded once. One
 * thread at a time.
 */
final class GuidedVelocity implements VelocityField, AutoCloseable {
  private final NDManager manager;
  private final MmDit transformer;
  private final List<WeightedText> texts;
  private final float guidance;
  private final int latents;
  private final int samples;

  /** One run of the network for each text; the first carries the unconditional branch. */
  private final List<MmDit.Conditions> conditions = new ArrayList<>();

  /**
   * Embeds the conditions.
   *
   * @param texts prompts with their weights; texts may differ in their number of tokens
   * @param guidance 1 switches guidance off
   * @param latents latent frames of the window
   * @param samples sounds made at once from the same conditions
   */
  GuidedVelocity(
      NDManager parent,
      MmDit transformer,
      VisualFeatures visual,
      VisualFeatures empty,
      List<WeightedText> texts,
      double guidance,
      int latents,
      int samples) {
    this.manager = parent.newSubManager();
    this.transformer = transformer;
    this.texts = List.copyOf(texts);
    this.guidance = (float) guidance;
    this.latents = latents;
    this.samples = samples;
    for (WeightedText text : texts) {
      boolean first = conditions.isEmpty() && this.guidance != 1;
      FeatureMap prompt = text.text().prompt();
      conditions.add(
          transformer.prepare(
              stack(first ? empty.visual() : null, visual.visual()),
              stack(first ? empty.sync() : null, visual.sync()),
              stack(first ? text.text().negative() : null, prompt),
              latents));
    }
  }

  /** Unconditional samples first, if there are any, then as many conditional ones. */
  private NDArray stack(FeatureMap unconditional, FeatureMap conditional) {
    int size = conditional.values().length;
    int branches = unconditional == null ? 1 : 2;
    float[] all = new float[branches * samples * size];
    for (int i = 0; i < branches * samples; i++) {
      FeatureMap map = branches == 2 && i < samples ? unconditional : conditional;
      System.arraycopy(map.values(), 0, all, i * size, size);
    }
    return Torch.tensor(
        manager,
        all,
        new Shape((long) branches * samples, conditional.tokens(), conditional.width()));
  }

  @Override
  public void evaluate(float[] x, float sigma, float next, float[] velocity) {
    int channels = x.length / (samples * latents);
    java.util.Arrays.fill(velocity, 0);
    float[] unconditional = null;
    for (int i = 0; i < texts.size(); i++) {
      boolean both = i == 0 && guidance != 1;
      float[] v = run(x, sigma, channels, both ? 2 : 1, conditions.get(i));
      int offset = both ? x.length : 0;
      unconditional = both ? v : unconditional;
      float[] weight = texts.get(i).weight();
      for (int j = 0; j < x.length; j++) {
        velocity[j] += weight[j / channels % latents] * v[offset + j];
      }
    }
    if (unconditional != null) {
      for (int j = 0; j < x.length; j++) {
        velocity[j] = unconditional[j] + guidance * (velocity[j] - unconditional[j]);
      }
    }
  }

  private float[] run(
      float[] x, float sigma, int channels, int branches, MmDit.Conditions prepared) {
    int batch = branches * samples;
    float[] inputs = new float[branches * x.length];
    float[] times = new float[batch];
    for (int b = 0; b < branches; b++) {
      System.arraycopy(x, 0, inputs, b * x.length, x.length);
    }
    java.util.Arrays.fill(times, sigma * 1000f);
    try (NDManager step = manager.newSubManager()) {
      NDArray result =
          transformer.velocity(
              Torch.tensor(step, inputs, new Shape(batch, latents, channels)),
              step.create(times, new Shape(batch)),
              prepared);
      return result.toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
