package dev.foley.internal.model.embedded;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.foley.internal.nn.Tensors;
import dev.foley.stage.Coverage;
import dev.foley.stage.FeatureMap;
import dev.foley.stage.TextCondition;
import dev.foley.stage.TextConditioner;
import java.util.Collections;

/** Prompts to text tokens, and how much of a prompt the model has been taught. */
final class EmbeddedTextConditioner implements TextConditioner {
  private final NDManager manager;
  private final TextNet network;
  private final Vocabulary vocabulary;
  private final FeatureMap neutral;

  EmbeddedTextConditioner(NDManager manager, Tensors weights, Vocabulary vocabulary) {
    this.manager = manager;
    this.network = new TextNet(weights);
    this.vocabulary = vocabulary;
    this.neutral = features(null);
  }

  /** What stands for a negative prompt where none is given. */
  FeatureMap neutral() {
    return neutral;
  }

  @Override
  public TextCondition encode(String prompt, String negative) {
    Coverage coverage = vocabulary.coverage(prompt);
    // Words that mean nothing to the model would be noise to it; with none left, Foley is neutral.
    String known = coverage.known() == 0 ? "" : prompt;
    return new TextCondition(
        features(known), negative.isBlank() ? neutral : features(negative), coverage);
  }

  private FeatureMap features(String text) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray encoded = network.encode(scope, Collections.singletonList(text));
      encoded.attach(scope);
      return new FeatureMap(TextNet.tokens(), TextNet.WIDTH, encoded.toFloatArray());
    }
  }
}
