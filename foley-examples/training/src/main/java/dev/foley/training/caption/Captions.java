package dev.foley.training.caption;

import dev.foley.training.sound.Layer;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Words chosen sounds in English or Chinese. */
public final class Captions {
  private static final double ENGLISH = 0.55;
  private static final double EMPTY = 0.65;
  private static final SortedSet<String> VOCABULARY = vocabularyOf();
  private static final SortedSet<String> STOP = stopWordsOf();

  private Captions() {}

  /** A caption in either language; see {@link #sample(List, String, long)}. */
  public static Caption sample(List<Layer> layers, long seed) {
    boolean english = new SplittableRandom(~seed).nextDouble() < ENGLISH;
    return sample(layers, english ? "en" : "zh", seed);
  }

  /**
   * A caption that names every layer and every modifier.
   *
   * @param layers what is heard, foreground first; empty asks for silence
   * @param language "en" or "zh"
   * @param seed chooses the words
   */
  public static Caption sample(List<Layer> layers, String language, long seed) {
    Grammar grammar =
        switch (language) {
          case "en" -> Grammar.ENGLISH;
          case "zh" -> Grammar.CHINESE;
          default -> throw new IllegalArgumentException("no captions in language " + language);
        };
    String text = new Phrasing(grammar, new SplittableRandom(seed)).caption(layers);
    return new Caption(text, language, layers);
  }

  /**
   * A caption that leaves the sound to the picture: empty, or a word such as "foley" or "音效".
   *
   * @param layers what the picture suggests, see {@code FamilyChooser.neutral}
   */
  public static Caption neutral(List<Layer> layers, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    if (random.nextDouble() < EMPTY) {
      return new Caption("", "", layers);
    }
    Grammar grammar = random.nextDouble() < ENGLISH ? Grammar.ENGLISH : Grammar.CHINESE;
    return new Caption(new Phrasing(grammar, random).neutral(), grammar.language(), layers);
  }

  /**
   * All content words that captions are made of: English in lower case, Chinese as the words of the
   * grammar, for longest-match. A prompt is covered as far as its words are here.
   */
  public static SortedSet<String> vocabulary() {
    return VOCABULARY;
  }

  /** Function words of both languages, which neither add to nor take from coverage. */
  public static SortedSet<String> stopWords() {
    return STOP;
  }

  private static SortedSet<String> vocabularyOf() {
    SortedSet<String> words = new TreeSet<>(Grammar.ENGLISH.words());
    words.addAll(Grammar.CHINESE.words());
    return Collections.unmodifiableSortedSet(words);
  }

  private static SortedSet<String> stopWordsOf() {
    SortedSet<String> words = new TreeSet<>();
    for (Set<String> stop : List.of(Grammar.ENGLISH.stopWords(), Grammar.CHINESE.stopWords())) {
      stop.stream().filter(word -> Character.isLetter(word.codePointAt(0))).forEach(words::add);
    }
    return Collections.unmodifiableSortedSet(words);
  }
}
