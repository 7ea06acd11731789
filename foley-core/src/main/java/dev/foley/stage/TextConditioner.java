package dev.foley.stage;

/** Stage <em>text</em>: prompts in, embeddings out. Thread-safe. */
public interface TextConditioner {
  /**
   * Encodes a prompt with its negative.
   *
   * @param prompt any text in any language, may be empty
   * @param negative what should not be heard, may be empty
   */
  TextCondition encode(String prompt, String negative);
}
