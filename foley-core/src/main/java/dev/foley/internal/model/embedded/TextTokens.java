package dev.foley.internal.model.embedded;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Open-vocabulary tokens of English and Chinese text: a token is a word or one Han character, and
 * is described by hashed features (the word and its letter trigrams; the character and the two
 * bigrams it is part of), so that inflected and misspelt words stay close to the words they come
 * from.
 */
final class TextTokens {
  /** Tokens that the text encoder reads, the leading summary token included. */
  static final int LENGTH = 40;

  /** Hashed features a token may have. */
  static final int FEATURES = 12;

  /** Rows of the hashed embedding table. */
  static final int BUCKETS = 4096;

  /** One token: what was read, and the table rows that describe it. */
  record Token(String text, int[] features) {}

  private TextTokens() {}

  /** All tokens in order of reading; the text encoder hears the first {@link #LENGTH} - 1. */
  static List<Token> split(String text) {
    int[] points =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .codePoints()
            .toArray();
    List<Token> tokens = new ArrayList<>();
    int i = 0;
    while (i < points.length) {
      if (isHan(points[i])) {
        tokens.add(han(points, i));
        i++;
      } else if (isWordPart(points[i])) {
        int end = i;
        while (end < points.length && isWordPart(points[end])) {
          end++;
        }
        tokens.add(word(new String(points, i, end - i)));
        i = end;
      } else {
        i++;
      }
    }
    return tokens;
  }

  static boolean isHan(int codePoint) {
    return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
  }

  private static boolean isWordPart(int codePoint) {
    return (Character.isLetterOrDigit(codePoint) || codePoint == '\'') && !isHan(codePoint);
  }

  private static Token word(String word) {
    String framed = "<" + word + ">";
    int trigrams = Math.min(framed.length() - 2, FEATURES - 1);
    int[] features = new int[1 + trigrams];
    features[0] = bucket('w', word);
    for (int i = 0; i < trigrams; i++) {
      features[1 + i] = bucket('t', framed.substring(i, i + 3));
    }
    return new Token(word, features);
  }

  private static Token han(int[] points, int at) {
    String self = new String(points, at, 1);
    String before = at > 0 && isHan(points[at - 1]) ? new String(points, at - 1, 1) : "<";
    String after =
        at + 1 < points.length && isHan(points[at + 1]) ? new String(points, at + 1, 1) : ">";
    return new Token(
        self, new int[] {bucket('h', self), bucket('b', before + self), bucket('b', self + after)});
  }

  /** FNV-1a over UTF-16 units, so that the table means the same on every machine. */
  private static int bucket(char kind, String text) {
    int hash = 0x811c9dc5;
    hash = (hash ^ kind) * 0x01000193;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x01000193;
    }
    return Integer.remainderUnsigned(hash ^ hash >>> 15, BUCKETS);
  }
}
