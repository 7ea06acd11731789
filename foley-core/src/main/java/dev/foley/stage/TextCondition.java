package dev.foley.stage;

import java.util.Objects;

/**
 * A prompt and its negative, encoded together (some encoders pad one to the length of the other).
 *
 * @param prompt tokens of the prompt
 * @param negative tokens of the negative prompt, used as the unconditional branch of the guidance
 * @param coverage how much of the prompt the model knows
 */
public record TextCondition(FeatureMap prompt, FeatureMap negative, Coverage coverage) {
  public TextCondition {
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(negative, "negative");
    Objects.requireNonNull(coverage, "coverage");
  }
}
