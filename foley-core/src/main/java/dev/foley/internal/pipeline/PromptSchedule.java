package dev.foley.internal.pipeline;

import java.util.List;

/** Which prompts apply when. Immutable, or at least safe to ask from any thread. */
@FunctionalInterface
public interface PromptSchedule {
  /**
   * The prompts of {@code count} latent frames from {@code firstLatent} on. The weights of each
   * frame sum to 1; at least one prompt.
   */
  List<WeightedPrompt> over(long firstLatent, int count, int latentRate);

  /**
   * A prompt's share.
   *
   * @param weight one number for each latent frame, 0 to 1
   */
  record WeightedPrompt(String prompt, float[] weight) {}

  /** One prompt from beginning to end. */
  static PromptSchedule constant(String prompt) {
    return (first, count, rate) -> {
      float[] ones = new float[count];
      java.util.Arrays.fill(ones, 1f);
      return List.of(new WeightedPrompt(prompt, ones));
    };
  }
}
