package dev.foley.internal.model.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.weights.Checkpoint;
import dev.foley.internal.weights.DType;
import dev.foley.internal.weights.SafeTensors;
import dev.foley.internal.weights.SafeTensorsWriter;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.Latents;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.SynthesisTask.WeightedText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A guidance embedding that has learned nothing tells which way a window went: through the one
 * evaluation that is told the scale, guidance then changes nothing; through two, it still does.
 */
class DistilledGuidanceTest {
  @TempDir private static Path folder;

  private static FoleyModel plain;
  private static FoleyModel zero;
  private static FoleyModel random;

  @BeforeAll
  static void open() throws IOException {
    plain = open(-1);
    zero = open(0);
    random = open(1);
  }

  @AfterAll
  static void close() {
    plain.close();
    zero.close();
    random.close();
  }

  /** The shipped weights with a random guidance embedding of this scale; below 0 without any. */
  private static FoleyModel open(float scale) throws IOException {
    Map<String, SafeTensorsWriter.Tensor> tensors = shipped();
    Random noise = new Random(1);
    if (scale >= 0) {
      EmbeddedConfig.guidanceShapes()
          .forEach(
              (name, shape) -> {
                float[] values =
                    new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
                for (int i = 0; i < values.length; i++) {
                  values[i] = scale * 0.1f * (float) noise.nextGaussian();
                }
                tensors.put(name, new SafeTensorsWriter.Tensor(values, shape));
              });
    }
    return open(tensors);
  }

  private static Map<String, SafeTensorsWriter.Tensor> shipped() throws IOException {
    Map<String, SafeTensorsWriter.Tensor> tensors = new LinkedHashMap<>();
    try (InputStream in = EmbeddedModel.class.getResourceAsStream("embedded.safetensors");
        Checkpoint weights = SafeTensors.read(in, "embedded.safetensors")) {
      EmbeddedModel.shapes()
          .forEach(
              (name, shape) ->
                  tensors.put(name, new SafeTensorsWriter.Tensor(weights.floats(name), shape)));
    }
    return tensors;
  }

  private static FoleyModel open(Map<String, SafeTensorsWriter.Tensor> tensors) throws IOException {
    Path file = folder.resolve("weights.safetensors");
    SafeTensorsWriter.write(file, tensors, DType.F16, Map.of());
    try (Checkpoint weights = SafeTensors.open(file)) {
      return EmbeddedModel.open(
          weights, Vocabulary.parse(List.of("rain", "wind")), Torch.device("cpu"));
    }
  }

  private static float[] sample(FoleyModel model, double guidance, String... negatives) {
    FoleyModel live = model.live();
    int latents = live.spec().windowLatents();
    List<WeightedText> texts = new ArrayList<>();
    for (String negative : negatives) {
      float[] weight = new float[latents];
      Arrays.fill(weight, 1f / negatives.length);
      texts.add(new WeightedText(live.textConditioner().encode("rain", negative), weight));
    }
    return live.synthesizer()
        .synthesize(
            new SynthesisTask(
                0,
                live.visualEncoder().empty(),
                texts,
                new SynthesisTask.Sampling(2, guidance, 3),
                new Latents(0, EmbeddedConfig.LATENT_CHANNELS, new float[0])),
            (step, steps) -> true)
        .values();
  }

  private static void assertSame(float[] expected, float[] actual) {
    assertArrayEquals(expected, actual, 1e-4f);
  }

  private static void assertDiffer(float[] one, float[] other) {
    double most = 0;
    for (int i = 0; i < one.length; i++) {
      most = Math.max(most, Math.abs(one[i] - other[i]));
    }
    assertTrue(most > 0.01, "differ by " + most);
  }

  @Test
  void awayFromNeutralOneEvaluationDoes() {
    float[] unguided = sample(plain, 1, "");
    assertSame(unguided, sample(zero, 3, ""));
    assertSame(unguided, sample(zero, 3, " ", ""));
    assertDiffer(unguided, sample(random, 3, ""));
    assertDiffer(sample(random, 2, ""), sample(random, 3, ""));
  }

  @Test
  void withoutGuidanceTheEmbeddingSaysNothing() {
    assertSame(sample(plain, 1, ""), sample(random, 1, ""));
  }

  @Test
  void aGivenNegativeTakesTwo() {
    float[] guided = sample(plain, 3, "wind");
    assertDiffer(sample(plain, 1, ""), guided);
    assertSame(guided, sample(random, 3, "wind"));
    assertSame(sample(plain, 3, "", "wind"), sample(random, 3, "", "wind"));
  }

  @Test
  void aScaleThatWasNotTaughtTakesTwo() {
    assertSame(sample(plain, 7, ""), sample(random, 7, ""));
    assertSame(sample(plain, 0.5, ""), sample(random, 0.5, ""));
  }

  @Test
  void undistilledWeightsTakeTwo() {
    assertDiffer(sample(plain, 1, ""), sample(plain, 3, ""));
  }

  @Test
  void halfAnEmbeddingIsRefused() throws IOException {
    Map<String, SafeTensorsWriter.Tensor> tensors = shipped();
    tensors.put("guidance_in.mlp.2.bias", new SafeTensorsWriter.Tensor(new float[128], 128));
    assertThrows(FoleyException.InvalidModel.class, () -> open(tensors));
  }
}
