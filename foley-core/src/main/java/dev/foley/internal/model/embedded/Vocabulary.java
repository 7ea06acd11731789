package dev.foley.internal.model.embedded;

import dev.foley.stage.Coverage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The content words the model was taught, and the words that carry no content. English is looked up
 * word by word, Chinese by longest match.
 */
public final class Vocabulary {
  private static final int LONGEST_HAN_WORD = 8;

  private final Set<String> content;
  private final Set<String> function;

  public Vocabulary(Set<String> content, Set<String> function) {
    this.content = Set.copyOf(content);
    this.function = Set.copyOf(function);
  }

  /**
   * Reads the text form: one word a line; lines that start with a minus sign are function words.
   */
  static Vocabulary parse(List<String> lines) {
    Set<String> content = new HashSet<>();
    Set<String> function = new HashSet<>();
    for (String line : lines) {
      if (line.startsWith("-")) {
        function.add(line.substring(1));
      } else if (!line.isBlank()) {
        content.add(line);
      }
    }
    return new Vocabulary(content, function);
  }

  /**
   * Which share of a prompt's content words is known; letters of unknown Han words count one each.
   * Words that begin beyond what the text encoder reads are as good as unknown.
   */
  public Coverage coverage(String prompt) {
    List<String> unknown = new ArrayList<>();
    int known = 0;
    List<TextTokens.Token> tokens = TextTokens.split(prompt);
    for (int i = 0; i < tokens.size(); i++) {
      String word = tokens.get(i).text();
      boolean read = i < TextTokens.LENGTH - 1;
      if (TextTokens.isHan(word.codePointAt(0))) {
        int length = Math.max(1, longestHanMatch(tokens, i));
        word = join(tokens, i, length);
        i += length - 1;
      }
      boolean taught = content.contains(word);
      if (taught && read) {
        known++;
      } else if (taught || !function.contains(word)) {
        unknown.add(word);
      }
    }
    int words = known + unknown.size();
    return words == 0 ? Coverage.FULL : new Coverage((double) known / words, unknown);
  }

  private int longestHanMatch(List<TextTokens.Token> tokens, int from) {
    for (int length = Math.min(LONGEST_HAN_WORD, tokens.size() - from); length > 0; length--) {
      String word = join(tokens, from, length);
      if (content.contains(word) || function.contains(word)) {
        return length;
      }
    }
    return 0;
  }

  private static String join(List<TextTokens.Token> tokens, int from, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = from; i < from + length; i++) {
      word.append(tokens.get(i).text());
    }
    return word.toString();
  }
}
