package dev.foley.internal.model.embedded;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.foley.internal.nn.Tensors;
import dev.foley.stage.Coverage;
import dev.foley.stage.FeatureMap;
import dev.foley.stage.TextCondition;
import dev.foley.stage.TextConditioner;
import java.util.ArrayList;
import java.util.List;

/** Prompts to text tokens, and how much of a prompt the model has been taught. */
final class EmbeddedTextConditioner implements TextConditioner {
  private final NDManager manager;
  private final TextNet network;
  private final Vocabulary vocabulary;

  EmbeddedTextConditioner(NDManager manager, Tensors weights, Vocabulary vocabulary) {
    this.manager = manager;
    this.network = new TextNet(weights);
    this.vocabulary = vocabulary;
  }

  @Override
  public TextCondition encode(String prompt, String negative) {
    Coverage coverage = vocabulary.coverage(prompt);
    // Words that mean nothing to the model would be noise to it; with none left, Foley is neutral.
    String known = coverage.known() == 0 ? "" : prompt;
    List<String> texts = new ArrayList<>();
    texts.add(known);
    texts.add(negative.isBlank() ? null : negative);
    try (NDManager scope = manager.newSubManager()) {
      NDArray encoded = network.encode(scope, texts);
      encoded.attach(scope);
      float[] values = encoded.toFloatArray();
      int size = values.length / 2;
      return new TextCondition(
          map(java.util.Arrays.copyOfRange(values, 0, size)),
          map(java.util.Arrays.copyOfRange(values, size, 2 * size)),
          coverage);
    }
  }

  private static FeatureMap map(float[] values) {
    return new FeatureMap(TextNet.tokens(), TextNet.WIDTH, values);
  }
}
