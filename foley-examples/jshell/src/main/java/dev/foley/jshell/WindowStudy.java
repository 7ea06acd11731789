package dev.foley.jshell;

import dev.foley.stage.FoleyModel;
import dev.foley.stage.Latents;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.SynthesisTask.Sampling;
import dev.foley.stage.SynthesisTask.WeightedText;
import dev.foley.stage.Synthesizer;
import dev.foley.stage.TextCondition;
import dev.foley.stage.VisualFeatures;
import dev.foley.stage.VisualStream;
import dev.foley.video.FrameSource;
import dev.foley.video.MediaTime;
import dev.foley.video.VideoDecoders;
import dev.foley.video.VideoFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first window of a video, stage by stage, through the public stage interfaces.
 *
 * @param model whose stages are used
 * @param features what its visual encoder says
 * @param text what its text conditioner says
 */
public record WindowStudy(FoleyModel model, VisualFeatures features, TextCondition text) {

  /**
   * One run of the synthesizer.
   *
   * @param steps latents after each solver step; the last are the result
   * @param noiseLevels sigma after each step, falling to 0
   */
  public record Trace(List<Latents> steps, double[] noiseLevels) {
    public Latents result() {
      return steps.get(steps.size() - 1);
    }
  }

  static WindowStudy of(FoleyModel model, Path video, String prompt) {
    TextCondition text = model.textConditioner().encode(prompt, model.spec().negativePrompt());
    try (FrameSource source =
            VideoDecoders.open(VideoDecoders.AUTO, video, model.visualEncoder().frameSpecs());
        VisualStream stream = model.visualEncoder().open()) {
      ModelSpec spec = model.spec();
      MediaTime end = MediaTime.ofIndex(spec.windowLatents(), spec.latentRate());
      VideoFrame frame = source.next();
      while (frame != null && stream.readyUntil().compareTo(end) < 0) {
        stream.push(frame);
        frame = source.next();
      }
      if (frame == null) {
        stream.end(source.duration());
      }
      return new WindowStudy(model, stream.window(MediaTime.ZERO), text);
    }
  }

  /** The model's own sampling settings, with this seed. */
  public Sampling sampling(long seed) {
    return model.spec().sampling(seed);
  }

  /** Synthesises the window and keeps the latents after every step. */
  public Trace sample(Sampling sampling) {
    ModelSpec spec = model.spec();
    float[] weight = new float[spec.windowLatents()];
    Arrays.fill(weight, 1);
    SynthesisTask task =
        new SynthesisTask(
            0,
            features,
            List.of(new WeightedText(text, weight)),
            sampling,
            new Latents(0, spec.latentChannels(), new float[0]));
    List<Latents> steps = new ArrayList<>();
    List<Double> levels = new ArrayList<>();
    model
        .synthesizer()
        .synthesize(
            task,
            new Synthesizer.StepListener() {
              @Override
              public boolean onStep(int step, int count) {
                return true;
              }

              @Override
              public void onLatents(int step, double noiseLevel, float[] latents) {
                steps.add(
                    new Latents(spec.windowLatents(), spec.latentChannels(), latents.clone()));
                levels.add(noiseLevel);
              }
            });
    return new Trace(steps, levels.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The sound of latents: mono samples at the model's rate. */
  public float[] sound(Latents latents) {
    return model.vocoder().decode(latents, new float[0]);
  }

  /** Root mean square difference of two runs of latents. */
  public static double distance(Latents a, Latents b) {
    double sum = 0;
    for (int i = 0; i < a.values().length; i++) {
      double difference = a.values()[i] - b.values()[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum / a.values().length);
  }

  /** Latents or features row by row: {@code [time][channel]}. */
  public static float[][] rows(float[] values, int width) {
    float[][] rows = new float[values.length / width][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
    }
    return rows;
  }

  @Override
  public String toString() {
    return "WindowStudy["
        + model.spec().name()
        + ", visual "
        + features.visual().tokens()
        + " x "
        + features.visual().width()
        + ", sync "
        + features.sync().tokens()
        + " x "
        + features.sync().width()
        + ", text "
        + text.prompt().tokens()
        + " x "
        + text.prompt().width()
        + "]";
  }
}
