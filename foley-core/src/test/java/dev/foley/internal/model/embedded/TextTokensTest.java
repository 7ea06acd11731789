package dev.foley.internal.model.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.stage.Coverage;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextTokensTest {
  private static List<String> words(String text) {
    return TextTokens.split(text).stream().map(TextTokens.Token::text).toList();
  }

  @Test
  void wordsAndHanCharactersAreTokens() {
    assertEquals(List.of("footsteps", "on", "wood"), words("Footsteps, on WOOD!"));
    assertEquals(List.of("脚", "步", "on", "木", "地", "板"), words("脚步on木地板。"));
    assertTrue(words(" \t,.!。").isEmpty());
  }

  @Test
  void fullWidthLettersAreTheSameWord() {
    assertArrayEquals(
        TextTokens.split("rain").get(0).features(), TextTokens.split("ＲＡＩＮ").get(0).features());
  }

  @Property(tries = 300)
  void anyTextGivesBoundedTokens(@ForAll String text) {
    List<TextTokens.Token> tokens = TextTokens.split(text);
    for (TextTokens.Token token : tokens) {
      assertTrue(token.features().length >= 1 && token.features().length <= TextTokens.FEATURES);
      for (int row : token.features()) {
        assertTrue(row >= 0 && row < TextTokens.BUCKETS);
      }
    }
  }

  @Test
  void wordsBeyondWhatIsReadAreNotCovered() {
    Vocabulary vocabulary = new Vocabulary(Set.of("rain", "thunder", "雷雨"), Set.of("and"));
    String most = "rain ".repeat(TextTokens.LENGTH - 1);
    assertEquals(Coverage.FULL, vocabulary.coverage(most + "and"));
    assertEquals(List.of("thunder"), vocabulary.coverage(most + "and thunder").unknownWords());
    assertEquals(List.of("雷雨"), vocabulary.coverage(most + "雷雨").unknownWords());
    assertEquals(39.0 / 40, vocabulary.coverage(most + "thunder").known());
  }

  @Test
  void coverageCountsContentWordsOnly() {
    Vocabulary vocabulary =
        new Vocabulary(Set.of("rain", "footsteps", "木地板", "脚步"), Set.of("on", "the", "在"));
    assertEquals(Coverage.FULL, vocabulary.coverage("rain on the footsteps"));
    Coverage half = vocabulary.coverage("rain on the xylophone");
    assertEquals(0.5, half.known());
    assertEquals(List.of("xylophone"), half.unknownWords());
    assertEquals(1, vocabulary.coverage("脚步在木地板").known());
    assertEquals(List.of("琴"), vocabulary.coverage("琴脚步").unknownWords());
    assertEquals(Coverage.FULL, vocabulary.coverage(""));
  }
}
