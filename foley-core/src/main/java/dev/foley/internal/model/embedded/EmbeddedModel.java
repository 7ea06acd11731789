package dev.foley.internal.model.embedded;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.foley.FoleyException;
import dev.foley.internal.nn.ResidentTensors;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.weights.Checkpoint;
import dev.foley.internal.weights.SafeTensors;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.ModelSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Opens the model that ships with the library. */
public final class EmbeddedModel {
  private static final String WEIGHTS = "embedded.safetensors";
  private static final String VOCABULARY = "vocabulary.txt";

  private EmbeddedModel() {}

  /**
   * Loads the committed weights.
   *
   * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
   * @throws FoleyException.InvalidModel if the weights are missing from the jar or damaged
   */
  public static FoleyModel open(String device) {
    try (InputStream in = resource(WEIGHTS);
        Checkpoint weights = SafeTensors.read(in, WEIGHTS)) {
      return open(weights, vocabulary(), Torch.device(device));
    } catch (IOException e) {
      throw new FoleyException.InvalidModel(
          "the embedded model's weights could not be read from the foley-core jar: "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Builds the model from any checkpoint of its layout; the checkpoint may be closed afterwards.
   */
  public static FoleyModel open(Checkpoint weights, Vocabulary vocabulary, Device device) {
    requireComplete(weights);
    NDManager manager = Torch.newManager(device);
    try {
      Map<String, NDArray> tensors = new HashMap<>();
      for (String name : weights.names()) {
        if (!name.startsWith("latents.")) {
          tensors.put(name, manager.create(weights.floats(name), new Shape(weights.shape(name))));
        }
      }
      ResidentTensors resident = new ResidentTensors(tensors);
      EmbeddedTextConditioner text = new EmbeddedTextConditioner(manager, resident, vocabulary);
      EmbeddedVocoder vocoder = new EmbeddedVocoder(new LatentSpace(weights::floats));
      FoleyModel live = bundle(EmbeddedConfig.LIVE_SPEC, manager, resident, text, vocoder);
      return bundle(EmbeddedConfig.SPEC, manager, resident, text, vocoder).withLive(live);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static FoleyModel bundle(
      ModelSpec spec,
      NDManager manager,
      Tensors weights,
      EmbeddedTextConditioner text,
      EmbeddedVocoder vocoder) {
    EmbeddedVisualEncoder visual =
        new EmbeddedVisualEncoder(manager, weights, spec.windowLatents());
    return new FoleyModel(
        spec,
        visual,
        text,
        new EmbeddedSynthesizer(manager, weights, visual.empty(), text.neutral()),
        vocoder,
        manager::close);
  }

  /**
   * Names and shapes of all weights of the model, but for {@link EmbeddedConfig#guidanceShapes}:
   * only distilled weights have those.
   */
  public static Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>(LatentSpace.shapes());
    shapes.putAll(EmbeddedConfig.transformerShapes());
    shapes.putAll(TextNet.shapes());
    shapes.putAll(VisualNet.shapes());
    return shapes;
  }

  private static void requireComplete(Checkpoint weights) {
    Map<String, long[]> required = shapes();
    Map<String, long[]> guidance = EmbeddedConfig.guidanceShapes();
    if (!Collections.disjoint(weights.names(), guidance.keySet())) {
      required.putAll(guidance);
    }
    required.forEach(
        (name, shape) -> {
          if (!weights.names().contains(name) || !Arrays.equals(weights.shape(name), shape)) {
            throw new FoleyException.InvalidModel(
                weights.origin()
                    + ": tensor "
                    + name
                    + " of shape "
                    + Arrays.toString(shape)
                    + " is missing or has another shape; weights and library do not match");
          }
        });
  }

  private static Vocabulary vocabulary() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(resource(VOCABULARY), StandardCharsets.UTF_8))) {
      List<String> lines = reader.lines().toList();
      return Vocabulary.parse(lines);
    }
  }

  private static InputStream resource(String name) {
    InputStream in = EmbeddedModel.class.getResourceAsStream(name);
    if (in == null) {
      throw new FoleyException.InvalidModel(
          name + " is missing from the foley-core jar; take the jar from a complete build");
    }
    return in;
  }
}
