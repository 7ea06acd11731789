package dev.foley.training.caption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.training.sound.FamilyChooser;
import dev.foley.training.sound.Layer;
import dev.foley.training.sound.Modifier;
import dev.foley.training.sound.SoundFamily;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptionsTest {
  private static final List<String> LANGUAGES = List.of("en", "zh");

  @Test
  void sameSeedGivesTheSameWords() {
    List<Layer> layers = List.of(Layer.of(SoundFamily.OWL), Layer.of(SoundFamily.LEAVES));
    assertEquals(Captions.sample(layers, 3), Captions.sample(layers, 3));
  }

  @ParameterizedTest
  @EnumSource(SoundFamily.class)
  void everyFamilyHasManyPhrasingsInBothLanguages(SoundFamily family) {
    for (String language : LANGUAGES) {
      Set<String> texts = new HashSet<>();
      for (long seed = 0; seed < 200; seed++) {
        String text = Captions.sample(List.of(Layer.of(family)), language, seed).text();
        assertFalse(text.isBlank());
        texts.add(text.toLowerCase(Locale.ROOT).replaceAll("[.。]$", ""));
      }
      assertTrue(texts.size() >= 45, family + " in " + language + " has only " + texts.size());
    }
  }

  @Test
  void contentWordsOfAllCaptionsAreInTheVocabulary() {
    for (long seed = 0; seed < 3000; seed++) {
      List<Layer> layers = FamilyChooser.choose("WALKING", null, seed % 3 != 0, seed);
      Caption english = Captions.sample(layers, "en", seed);
      for (String word : english.text().toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1)) {
        assertTrue(word.isEmpty() || known(word), word + " in: " + english.text());
      }
      Caption chinese = Captions.sample(layers, "zh", seed);
      assertEquals("", rest(chinese.text()), chinese.text());
    }
  }

  private static boolean known(String word) {
    return Captions.vocabulary().contains(word) || Captions.stopWords().contains(word);
  }

  /** What longest-match leaves over. */
  private static String rest(String text) {
    StringBuilder left = new StringBuilder();
    String letters = text.replaceAll("[^\\p{L}]", "");
    int i = 0;
    while (i < letters.length()) {
      int length = Math.min(8, letters.length() - i);
      while (length > 1 && !known(letters.substring(i, i + length))) {
        length--;
      }
      if (!known(letters.substring(i, i + length))) {
        left.append(letters.charAt(i));
      }
      i += length;
    }
    return left.toString();
  }

  @Test
  void vocabularyIsWideAndWithoutFunctionWords() {
    long english = Captions.vocabulary().stream().filter(w -> w.charAt(0) < 128).count();
    long chinese = Captions.vocabulary().size() - english;
    assertTrue(english >= 600, "English words: " + english);
    assertTrue(chinese >= 500, "Chinese words: " + chinese);
    for (String word : List.of("footsteps", "thunder", "owl", "脚步", "金属", "关门", "猫头鹰")) {
      assertTrue(Captions.vocabulary().contains(word), word);
    }
    for (String word : List.of("the", "on", "的", "在")) {
      assertFalse(Captions.vocabulary().contains(word), word);
      assertTrue(Captions.stopWords().contains(word), word);
    }
  }

  /** The words of the published example prompts must all have been seen in training. */
  @Test
  void publishedExamplePromptsAreCovered() {
    List<String> english =
        List.of(
            "footsteps on a wooden floor",
            "a distant thunderstorm",
            "metal friction, harsh in the high band",
            "an owl in a night forest, a breeze in the leaves, now and then a small animal over dry"
                + " leaves",
            "a hand slapping a table",
            "a door closing");
    for (String prompt : english) {
      for (String word : prompt.split("[^a-z]+", -1)) {
        assertTrue(known(word), word);
      }
    }
    for (String prompt :
        List.of(
            "脚步踩在木地板上", "远处雷雨交加", "金属摩擦", "夜晚森林中猫头鹰鸣叫，微风吹过树叶沙沙作响，偶尔有小动物在枯叶上跑动", "手拍桌子", "关门声")) {
      assertEquals("", rest(prompt), prompt);
    }
  }

  @Test
  void modifiersAreNamed() {
    Set<String> plain = new HashSet<>();
    for (long seed = 0; seed < 50; seed++) {
      plain.add(Captions.sample(List.of(Layer.of(SoundFamily.RAIN)), "en", seed).text());
    }
    for (long seed = 0; seed < 50; seed++) {
      List<Layer> far = List.of(Layer.of(SoundFamily.RAIN, Modifier.DISTANT));
      String text = Captions.sample(far, "en", seed).text().toLowerCase(Locale.ROOT);
      assertTrue(text.matches(".*(distan|far|remote|afar|long way).*"), text);
      String chinese = Captions.sample(far, "zh", seed).text();
      assertTrue(chinese.matches(".*[远].*"), chinese);
    }
    assertTrue(plain.size() > 30);
  }

  @Test
  void stormIsNamedAsOneThing() {
    List<Layer> storm = List.of(Layer.of(SoundFamily.THUNDER), Layer.of(SoundFamily.RAIN));
    int named = 0;
    for (long seed = 0; seed < 100; seed++) {
      named += Captions.sample(storm, "zh", seed).text().matches(".*(雷雨|雷阵雨|暴雨|风雨).*") ? 1 : 0;
    }
    assertTrue(named > 25, "named " + named + " times");
  }

  @Test
  void neutralCaptionsAreMostlyEmpty() {
    int empty = 0;
    for (long seed = 0; seed < 200; seed++) {
      empty += Captions.neutral(List.of(), seed).text().isEmpty() ? 1 : 0;
    }
    assertTrue(empty > 90 && empty < 180);
  }

  @Test
  void silenceHasWordsAndUnknownLanguagesAreRefused() {
    List<String> texts = new ArrayList<>();
    LANGUAGES.forEach(language -> texts.add(Captions.sample(List.of(), language, 1).text()));
    texts.forEach(text -> assertFalse(text.isBlank()));
    assertThrows(IllegalArgumentException.class, () -> Captions.sample(List.of(), "tlh", 1));
  }
}
