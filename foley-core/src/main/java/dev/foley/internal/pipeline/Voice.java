package dev.foley.internal.pipeline;

import java.util.Objects;

/**
 * One sound to be made: prompts and the seed of its noise.
 *
 * @param name for messages
 */
public record Voice(String name, PromptSchedule prompts, String negativePrompt, long seed) {
  public Voice {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(prompts, "prompts");
    Objects.requireNonNull(negativePrompt, "negativePrompt");
  }
}
