package dev.foley.training.caption;

import dev.foley.training.sound.Layer;
import dev.foley.training.sound.Modifier;
import dev.foley.training.sound.SoundFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Makes one caption: style, order, adjectives, connectives. */
final class Phrasing {
  private static final Set<String> ARTICLES = Set.of("a", "an", "the");

  /** First words that take no adjective: the phrase then gets an adverb at its end. */
  private static final Set<String> PRONOUNS =
      Set.of("someone", "somebody", "he", "she", "something", "leaves", "one", "water", "air");

  /** Families that are heard now and then rather than all the time. */
  private static final Set<SoundFamily> OCCASIONAL =
      EnumSet.of(
          SoundFamily.OWL,
          SoundFamily.BIRD,
          SoundFamily.SMALL_ANIMAL,
          SoundFamily.THUNDER,
          SoundFamily.WATER_DROPS,
          SoundFamily.WHOOSH,
          SoundFamily.METAL_SCRAPE);

  /** What one phrase names: a family or a compound of several. */
  private record Topic(String section, Set<Modifier> modifiers, boolean occasional, boolean bed) {}

  private final Grammar grammar;
  private final SplittableRandom random;
  private final boolean chinese;

  Phrasing(Grammar grammar, SplittableRandom random) {
    this.grammar = grammar;
    this.random = random;
    this.chinese = grammar.language().equals("zh");
  }

  String caption(List<Layer> layers) {
    if (layers.isEmpty()) {
      return finish(grammar.phrase("SILENCE", pick("n", "s", "k"), random), 0.3);
    }
    List<Topic> topics = topics(layers);
    double style = random.nextDouble();
    if (style < 0.2) {
      return finish(keywords(topics), 0.05);
    }
    return finish(style < 0.65 ? nouns(topics) : sentences(topics), 0.35);
  }

  String neutral() {
    return finish(grammar.phrase("NEUTRAL", pick("n", "k"), random), 0.1);
  }

  private List<Topic> topics(List<Layer> layers) {
    List<Layer> left = new ArrayList<>(layers);
    List<Topic> topics = new ArrayList<>();
    for (String compound : grammar.compounds()) {
      Set<SoundFamily> families =
          Arrays.stream(compound.split("\\+", -1))
              .map(SoundFamily::valueOf)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(SoundFamily.class)));
      List<Layer> members = left.stream().filter(l -> families.contains(l.family())).toList();
      boolean alike = members.stream().map(Layer::modifiers).distinct().count() == 1;
      if (members.size() == families.size() && alike && chance(0.6)) {
        topics.add(new Topic(compound, members.get(0).modifiers(), false, true));
        left.removeAll(members);
      }
    }
    for (Layer layer : left) {
      SoundFamily family = layer.family();
      boolean bed = !family.eventDriven();
      boolean rare = OCCASIONAL.contains(family);
      topics.add(new Topic(family.name(), layer.modifiers(), rare, bed));
    }
    if (chance(0.3)) {
      Collections.shuffle(topics, new Random(random.nextLong()));
    }
    return topics;
  }

  private String keywords(List<Topic> topics) {
    String joint = chinese ? pick("，", "、", "和", "，") : pick(" , ", " , ", " ", " and ", " + ");
    List<String> parts = new ArrayList<>();
    for (Topic topic : topics) {
      parts.add(describe(topic, grammar.phrase(topic.section, "k", random), true));
    }
    return String.join(joint, parts);
  }

  private String nouns(List<Topic> topics) {
    StringBuilder text = new StringBuilder();
    if (chance(0.2)) {
      text.append(grammar.phrase("wrap", "n", random)).append(' ');
    }
    append(text, topics, 0);
    return text.toString();
  }

  private String sentences(List<Topic> topics) {
    StringBuilder text = new StringBuilder(sentence(topics.get(0)));
    if (topics.size() > 1 && chance(0.5)) {
      for (Topic topic : topics.subList(1, topics.size())) {
        String joint = topics.size() > 2 ? pick(chinese ? "，" : ",", chinese ? "。" : ".") : "";
        joint = joint.isEmpty() ? grammar.phrase("join", "clause", random) : joint;
        text.append(' ').append(joint).append(' ').append(sentence(topic));
      }
    } else {
      append(text, topics, 1);
    }
    return text.toString();
  }

  private void append(StringBuilder text, List<Topic> topics, int from) {
    for (int k = from; k < topics.size(); k++) {
      Topic topic = topics.get(k);
      if (k > 0) {
        boolean last = k == topics.size() - 1;
        String comma = chinese ? "，" : ",";
        String joint = last ? grammar.phrase("join", "two", random) : comma;
        if (topic.occasional && chance(0.35)) {
          joint = grammar.phrase("join", "rare", random);
        }
        text.append(' ').append(joint).append(' ');
      }
      text.append(describe(topic, grammar.phrase(topic.section, "n", random), chance(0.65)));
      if (k > 0 && topic.bed && grammar.has("join", "back") && chance(0.15)) {
        text.append(' ').append(grammar.phrase("join", "back", random));
      }
    }
  }

  private String sentence(Topic topic) {
    return describe(topic, grammar.phrase(topic.section, "s", random), false);
  }

  /** Adds the modifiers before the noun or after the phrase. */
  private String describe(Topic topic, String phrase, boolean before) {
    String text = phrase;
    for (Modifier modifier : topic.modifiers) {
      String own = grammar.has(topic.section, modifier.name()) ? topic.section : "modifiers";
      if (before && takesAdjective(text)) {
        text = insert(grammar.phrase(own, modifier.name(), random), text);
      } else if (chinese && modifier == Modifier.DISTANT && chance(0.7)) {
        text = pick("远处", "远方", "远远 地") + " " + text;
      } else {
        String adverb = grammar.phrase("modifiers", modifier.name() + ".adv", random);
        String joint = chinese ? " ， " : pick(" ", " ", " , ");
        text = text + joint + adverb;
      }
    }
    return text;
  }

  private boolean takesAdjective(String phrase) {
    return chinese || !PRONOUNS.contains(phrase.split(" ", 2)[0]);
  }

  private String insert(String adjective, String phrase) {
    int space = phrase.indexOf(' ');
    if (!chinese && space > 0 && ARTICLES.contains(phrase.substring(0, space))) {
      return phrase.substring(0, space) + " " + adjective + phrase.substring(space);
    }
    return adjective + " " + phrase;
  }

  private String finish(String raw, double stop) {
    boolean end = chance(stop);
    if (chinese) {
      return raw.replaceAll("\\s+", "") + (end ? "。" : "");
    }
    String text = raw.replaceAll("\\s+", " ").replaceAll(" ([,.])", "$1").trim();
    text = text.replaceAll("\\ban (?=[^aeiou])", "a ").replaceAll("\\ba (?=[aeiou])", "an ");
    if (chance(0.4)) {
      text = Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
    return end && !text.endsWith(".") ? text + "." : text;
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private String pick(String... options) {
    return options[random.nextInt(options.length)];
  }
}
