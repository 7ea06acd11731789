package dev.foley.cli.soak;

import dev.foley.FoleyAudio;
import dev.foley.FoleyGenerator;
import dev.foley.FoleyRequest;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.Latents;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.Synthesizer;
import dev.foley.stage.Vocoder;
import dev.foley.training.scene.SceneClip;
import dev.foley.training.scene.SceneKind;
import dev.foley.training.scene.SceneOptions;
import dev.foley.training.scene.Scenes;
import dev.foley.video.FrameSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Seams of this pipeline against the plain way: the same model, windows and overlap, but every
 * window sampled on its own and the overlaps cross-faded with Hann gains.
 */
public final class SeamStudy {
  private static final long SCENE_SEED = 9_650_000;

  private final FoleyGenerator ours;
  private final Duration length;
  private final long seed;

  /**
   * Plans a study.
   *
   * @param minutes of sound for each case and method
   */
  public SeamStudy(FoleyGenerator foley, double minutes, long seed) {
    this.ours = foley;
    this.length = Duration.ofMillis(Math.round(minutes * 60_000));
    this.seed = seed;
  }

  /** Runs everything; the table is Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| sound | method | seams | level step dB | level against sides dB | flux |");
    text.append(" flux KS p | doubled onsets/min | clicks | gaps |\n");
    text.append("|---|---|---|---|---|---|---|---|---|---|\n");
    try (FoleyGenerator plain = plain()) {
      compare(text, "rain", plain, this::rain);
      compare(text, "wind in trees", plain, this::wind);
      compare(text, "hammer, filmed", plain, this::hammer);
    }
    return text.append("\nSeam / elsewhere, medians; clicks and gaps over the whole sound.\n")
        .toString();
  }

  private FoleyRequest rain(FoleyGenerator foley) {
    return foley.silentDuration(length).prompt("steady rain on leaves");
  }

  private FoleyRequest wind(FoleyGenerator foley) {
    return foley.silentDuration(length).prompt("wind in the trees");
  }

  private FoleyRequest hammer(FoleyGenerator foley) {
    SceneOptions options = new SceneOptions(length.toMillis() / 1000.0, 256, 144, false);
    SceneClip clip = Scenes.generate(SceneKind.HAMMER, SCENE_SEED, options);
    return foley
        .video((List<FrameSpec> specs) -> clip.open(specs.toArray(FrameSpec[]::new)))
        .prompt("hammer blows on metal");
  }

  private void compare(
      StringBuilder text,
      String name,
      FoleyGenerator plain,
      Function<FoleyGenerator, FoleyRequest> request) {
    row(text, name, "continued, spliced", request.apply(ours));
    row(text, name, "independent, Hann", request.apply(plain));
  }

  private void row(StringBuilder text, String name, String method, FoleyRequest request) {
    FoleyAudio audio = request.seed(seed).align(false).generate();
    List<String> cells = new ArrayList<>(List.of(name, method));
    float[] samples = audio.samples()[0];
    cells.addAll(
        new SeamMeasures(samples, audio.report().sampleRate(), audio.report().windows()).row());
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private FoleyGenerator plain() {
    FoleyModel model = ours.model();
    ModelSpec spec = model.spec();
    Latents nothing = new Latents(0, spec.latentChannels(), new float[0]);
    FoleyModel independent =
        model
            .with(
                (SynthesisTask task, Synthesizer.StepListener progress) ->
                    model
                        .synthesizer()
                        .synthesize(
                            new SynthesisTask(
                                task.firstLatent(),
                                task.visual(),
                                task.texts(),
                                new SynthesisTask.Sampling(
                                    task.sampling().steps(),
                                    task.sampling().guidance(),
                                    task.sampling().seed() + 1_000_003 * task.firstLatent(),
                                    task.sampling().solver()),
                                nothing),
                            progress))
            .with((Vocoder) (window, preceding) -> model.vocoder().decode(window, new float[0]));
    return FoleyGenerator.builder().model(independent).stitcher(new HannStitcher()).build();
  }
}
