package dev.foley.internal.model.embedded;

import dev.foley.internal.model.dit.DitConfig;
import dev.foley.internal.model.dit.DitKeys;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.Solver;
import java.util.Map;

/** Sizes, rates and defaults of the embedded model, in one place for inference and training. */
public final class EmbeddedConfig {
  /** Samples a second. */
  public static final int SAMPLE_RATE = 48_000;

  /** Latent frames a second; also the rate of the sync tokens. */
  public static final int LATENT_RATE = 50;

  /** Values in a latent frame. */
  public static final int LATENT_CHANNELS = 64;

  /** Latent frames in a window: 5 s. */
  public static final int WINDOW_LATENTS = 250;

  /** Visual tokens a second. */
  public static final int VISUAL_RATE = 25;

  /** Visual tokens in a window. */
  public static final int WINDOW_VISUALS = visuals(WINDOW_LATENTS);

  /** Latent frames in a window of live sound: 1.6 s. */
  public static final int LIVE_LATENTS = 80;

  /**
   * Bends the noise levels towards noise, where the composition of the sound is decided. Bent more,
   * few steps come nearer to the exact trajectory but leave onsets that no event asks for.
   */
  public static final double SCHEDULE_SHIFT = 2;

  /**
   * Below this noise level guidance has nothing left to decide and only sharpens noise
   * (Kynkaanniemi et al., 2024), so there is none.
   */
  public static final float GUIDANCE_ENDS = 0.25f;

  /** Largest guidance scale that distillation teaches; 1 is the least. */
  public static final double MOST_DISTILLED_GUIDANCE = 6;

  /** Inner width of the transformer's convolutional MLPs. */
  public static final int CONV_WIDTH = 384;

  /** The diffusion transformer. */
  public static final DitConfig DIT =
      new DitConfig(
          128,
          4,
          2,
          4,
          LATENT_CHANNELS,
          VisualNet.WIDTH,
          SyncTrack.WIDTH,
          TextNet.WIDTH,
          1,
          128,
          true);

  /** Rates, window and defaults for the pipeline. */
  public static final ModelSpec SPEC = spec(WINDOW_LATENTS);

  /** The same for live sound. */
  public static final ModelSpec LIVE_SPEC = spec(LIVE_LATENTS);

  private EmbeddedConfig() {}

  /** Visual tokens in a window of so many latent frames. */
  static int visuals(int latents) {
    return latents * VISUAL_RATE / LATENT_RATE;
  }

  private static ModelSpec spec(int windowLatents) {
    return new ModelSpec(
        "embedded",
        SAMPLE_RATE,
        LATENT_RATE,
        LATENT_CHANNELS,
        windowLatents,
        40,
        5,
        Solver.ADAMS_BASHFORTH_2,
        3.0,
        "");
  }

  /**
   * Names and shapes of the transformer's weights: those of the published layout without its final
   * modulation, which the published configuration never applies and we do not train.
   */
  public static Map<String, long[]> transformerShapes() {
    Map<String, long[]> shapes = DitKeys.shapes(DIT, CONV_WIDTH);
    shapes.keySet().removeIf(name -> name.startsWith("final_layer.adaLN"));
    return shapes;
  }

  /** Names and shapes of what a distilled transformer has on top. */
  public static Map<String, long[]> guidanceShapes() {
    return DitKeys.guidanceShapes(DIT);
  }
}
