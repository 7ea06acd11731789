package dev.foley.internal.pipeline;

import dev.foley.FoleyException;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.Solver;
import dev.foley.stage.Stitcher;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Everything one run of the pipeline needs to know.
 *
 * @param frames opens the video for the given picture specs; {@code null} for a run without video
 * @param silentDuration length of a run without video, otherwise {@code null}
 * @param voices sounds to make, at least one
 * @param steps solver steps a window
 * @param solver how to step
 * @param guidance classifier-free guidance scale
 * @param align whether transients are moved onto events
 * @param loop whether the sound is to repeat without a seam; all of it is then delivered at the end
 * @param strict whether damage in the video is a failure
 * @param taps other consumers of frames, may be empty
 * @param correctLag whether the aligner looks for a lag of the sound as a whole
 * @param scenesAtCuts whether hard cuts start new acoustic scenes
 * @param journal where finished windows are kept
 */
public record PipelineJob(
    FoleyModel model,
    Function<List<FrameSpec>, FrameSource> frames,
    MediaTime silentDuration,
    List<Voice> voices,
    WindowPlan plan,
    int steps,
    Solver solver,
    double guidance,
    Stitcher stitcher,
    boolean align,
    boolean loop,
    boolean strict,
    List<FrameTap> taps,
    boolean correctLag,
    boolean scenesAtCuts,
    WindowJournal journal) {
  /** Shortest sound that can lead back into itself, in latent frames. */
  private static final int SHORTEST_LOOP = 10;

  /** What leads from a loop's end to its beginning lasts this long, less in short loops. */
  private static final double BRIDGE_SECONDS = 1;

  public PipelineJob {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(stitcher, "stitcher");
    Objects.requireNonNull(journal, "journal");
    voices = List.copyOf(voices);
    taps = List.copyOf(taps);
    if (voices.isEmpty()) {
      throw new IllegalArgumentException("a pipeline needs at least one voice");
    }
    if ((frames == null) == (silentDuration == null)) {
      throw new IllegalArgumentException("a pipeline needs either frames or a duration");
    }
    if (plan.window() != model.spec().windowLatents()) {
      throw new IllegalArgumentException(
          "windows of "
              + plan.window()
              + " latents do not fit a model trained on "
              + model.spec().windowLatents());
    }
  }

  /**
   * How much of its end a loop of {@code latents} frames is led back from.
   *
   * @throws FoleyException.InvalidRequest if it is too short
   */
  int loopLead(long latents) {
    if (latents < SHORTEST_LOOP) {
      throw new FoleyException.InvalidRequest(
          "a loop lasts at least "
              + (double) SHORTEST_LOOP / model.spec().latentRate()
              + " s; ask for a longer one");
    }
    return (int) Math.min(model.spec().windowLatents() / 2, latents / 2);
  }

  /** How much of the beginning of a loop of {@code latents} frames is made anew to lead there. */
  int loopBridge(long latents) {
    return (int) Math.min(BRIDGE_SECONDS * model.spec().latentRate(), latents / 4);
  }
}
