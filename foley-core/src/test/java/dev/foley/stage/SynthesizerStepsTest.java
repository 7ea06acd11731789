package dev.foley.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.foley.internal.model.embedded.EmbeddedModel;
import dev.foley.internal.model.hunyuan.HunyuanModel;
import dev.foley.internal.model.hunyuan.SyntheticModel;
import dev.foley.stage.SynthesisTask.Sampling;
import dev.foley.stage.SynthesisTask.WeightedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both models let their solver be chosen and its steps be watched. */
class SynthesizerStepsTest {
  @TempDir static Path folder;

  @Test
  void embedded() {
    try (FoleyModel model = EmbeddedModel.open("cpu")) {
      check(model);
    }
  }

  @Test
  void hunyuan() throws IOException {
    SyntheticModel.write(folder, SyntheticModel.Size.TINY, 1);
    try (FoleyModel model = HunyuanModel.open(folder, "cpu")) {
      check(model);
    }
  }

  private static void check(FoleyModel model) {
    List<float[]> shown = new ArrayList<>();
    List<Double> levels = new ArrayList<>();
    float[] euler =
        sample(
            model,
            new Sampling(2, 1, 5),
            new Synthesizer.StepListener() {
              @Override
              public boolean onStep(int step, int steps) {
                assertEquals(shown.size(), step, "latents are shown before the step is told");
                return true;
              }

              @Override
              public void onLatents(int step, double noiseLevel, float[] latents) {
                shown.add(latents.clone());
                levels.add(noiseLevel);
              }
            });
    assertEquals(2, levels.size());
    assertEquals(0, levels.get(1));
    assertArrayEquals(euler, shown.get(1));
    assertFalse(Arrays.equals(shown.get(0), shown.get(1)));
    float[] midpoint = sample(model, new Sampling(2, 1, 5, Solver.MIDPOINT), (step, steps) -> true);
    assertFalse(Arrays.equals(euler, midpoint));
  }

  private static float[] sample(
      FoleyModel model, Sampling sampling, Synthesizer.StepListener listener) {
    float[] weight = new float[model.spec().windowLatents()];
    Arrays.fill(weight, 1);
    TextCondition text = model.textConditioner().encode("rain", "");
    Latents none = new Latents(0, model.spec().latentChannels(), new float[0]);
    return model
        .synthesizer()
        .synthesize(
            new SynthesisTask(
                0,
                model.visualEncoder().empty(),
                List.of(new WeightedText(text, weight)),
                sampling,
                none),
            listener)
        .values();
  }
}
