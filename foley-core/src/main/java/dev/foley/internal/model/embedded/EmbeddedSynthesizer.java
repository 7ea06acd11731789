package dev.foley.internal.model.embedded;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.model.dit.MmDit;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.sampling.FlowSchedule;
import dev.foley.internal.sampling.WindowSampler;
import dev.foley.stage.FeatureMap;
import dev.foley.stage.Latents;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.Synthesizer;
import dev.foley.stage.VisualFeatures;
import java.util.Arrays;
import java.util.List;

/**
 * Samples a window of latents with the diffusion transformer, as many as a window of its features
 * has.
 */
final class EmbeddedSynthesizer implements Synthesizer {
  private static final int C = EmbeddedConfig.LATENT_CHANNELS;

  /** Latents over which what is known gives way to free sampling. */
  private static final int SOFT_EDGE = 6;

  private final NDManager manager;
  private final MmDit transformer;
  private final VisualFeatures empty;
  private final FeatureMap neutral;
  private final int latents;

  /**
   * @param empty features of a window without pictures; they have one sync token for each latent
   * @param neutral what a text's negative is where none was given
   */
  EmbeddedSynthesizer(
      NDManager manager, Tensors weights, VisualFeatures empty, FeatureMap neutral) {
    this.manager = manager;
    this.transformer = new MmDit(EmbeddedConfig.DIT, weights);
    this.empty = empty;
    this.neutral = neutral;
    this.latents = empty.sync().tokens();
  }

  @Override
  public Latents synthesize(SynthesisTask task, StepListener progress) {
    try (NDManager window = manager.newSubManager()) {
      Branches branches = new Branches(window, task);
      FlowSchedule schedule =
          FlowSchedule.shifted(task.sampling().steps(), EmbeddedConfig.SCHEDULE_SHIFT, true);
      return WindowSampler.sample(
          task, schedule, latents, C, SOFT_EDGE, branches::velocity, progress);
    }
  }

  /**
   * Whether the transformer itself can answer for the guidance: it has learned that away from
   * neutral, for some scales.
   */
  private boolean isDistilled(SynthesisTask task) {
    double scale = task.sampling().guidance();
    return transformer.takesGuidance()
        && scale >= 1
        && scale <= EmbeddedConfig.MOST_DISTILLED_GUIDANCE
        && task.texts().stream()
            .allMatch(text -> Arrays.equals(text.text().negative().values(), neutral.values()));
  }

  /**
   * The guided velocity of one window: one branch for each text, and an unconditional one where the
   * transformer cannot do without.
   */
  private final class Branches {
    private final NDManager window;
    private final SynthesisTask task;
    private final boolean distilled;
    private final MmDit.Conditions guided;
    private final MmDit.Conditions conditional;

    Branches(NDManager window, SynthesisTask task) {
      this.window = window;
      this.task = task;
      this.distilled = isDistilled(task);
      this.conditional = prepare(false);
      boolean twoSided = task.sampling().guidance() != 1 && !distilled;
      this.guided = twoSided ? prepare(true) : null;
    }

    private MmDit.Conditions prepare(boolean unconditional) {
      List<SynthesisTask.WeightedText> texts = task.texts();
      int first = unconditional ? 1 : 0;
      FeatureMap[] visual = new FeatureMap[first + texts.size()];
      FeatureMap[] sync = new FeatureMap[visual.length];
      FeatureMap[] text = new FeatureMap[visual.length];
      if (unconditional) {
        visual[0] = empty.visual();
        sync[0] = empty.sync();
        text[0] = texts.get(0).text().negative();
      }
      for (int i = 0; i < texts.size(); i++) {
        visual[first + i] = task.visual().visual();
        sync[first + i] = task.visual().sync();
        text[first + i] = texts.get(i).text().prompt();
      }
      return transformer.prepare(stack(visual), stack(sync), stack(text), latents);
    }

    private NDArray stack(FeatureMap[] maps) {
      FeatureMap first = maps[0];
      int size = first.values().length;
      float[] all = new float[maps.length * size];
      for (int i = 0; i < maps.length; i++) {
        System.arraycopy(maps[i].values(), 0, all, i * size, size);
      }
      return Torch.tensor(window, all, new Shape(maps.length, first.tokens(), first.width()));
    }

    void velocity(float[] x, float sigma, float next, float[] velocity) {
      boolean guide = sigma > EmbeddedConfig.GUIDANCE_ENDS;
      boolean twoSided = guide && guided != null;
      int branches = task.texts().size() + (twoSided ? 1 : 0);
      float[] v;
      try (NDManager step = window.newSubManager()) {
        float[] batch = new float[branches * x.length];
        for (int b = 0; b < branches; b++) {
          System.arraycopy(x, 0, batch, b * x.length, x.length);
        }
        Shape each = new Shape(branches);
        NDArray result =
            transformer.velocity(
                Torch.tensor(step, batch, new Shape(branches, latents, C)),
                step.full(each, 1000 * sigma),
                guide && distilled ? step.full(each, (float) task.sampling().guidance()) : null,
                twoSided ? guided : conditional);
        result.attach(step);
        v = result.toFloatArray();
      }
      mix(v, twoSided, velocity);
    }

    private void mix(float[] v, boolean guide, float[] velocity) {
      float scale = guide ? (float) task.sampling().guidance() : 1;
      int first = guide ? 1 : 0;
      for (int t = 0; t < latents; t++) {
        for (int j = t * C; j < (t + 1) * C; j++) {
          float conditional = 0;
          for (int i = 0; i < task.texts().size(); i++) {
            conditional += task.texts().get(i).weight()[t] * v[(first + i) * latents * C + j];
          }
          velocity[j] = guide ? v[j] + scale * (conditional - v[j]) : conditional;
        }
      }
    }
  }
}
