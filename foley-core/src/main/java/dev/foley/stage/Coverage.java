package dev.foley.stage;

import java.util.List;

/**
 * How much of a prompt lies within what a model was trained on.
 *
 * @param known fraction of the content words that are known and read, 0 to 1; 1 for an empty prompt
 * @param unknownWords the others, in the order of the prompt: words that were never taught, and
 *     words of a prompt so long that the model does not read them
 */
public record Coverage(double known, List<String> unknownWords) {
  /** For models with an open vocabulary, and for prompts without words. */
  public static final Coverage FULL = new Coverage(1, List.of());

  public Coverage {
    if (!(known >= 0 && known <= 1)) {
      throw new IllegalArgumentException("coverage must lie in 0..1, not " + known);
    }
    unknownWords = List.copyOf(unknownWords);
  }
}
