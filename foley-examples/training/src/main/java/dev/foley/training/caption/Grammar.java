package dev.foley.training.caption;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** The templates of one language, read from a resource once. */
final class Grammar {
  static final Grammar ENGLISH = new Grammar("en");
  static final Grammar CHINESE = new Grammar("zh");

  private final String language;
  private final Map<String, Map<String, List<Template>>> sections = new LinkedHashMap<>();
  private final Map<String, Template> shared = new HashMap<>();
  private final Set<String> stop = new TreeSet<>();

  private Grammar(String language) {
    this.language = language;
    String file = language + ".txt";
    try (InputStream in = Grammar.class.getResourceAsStream(file);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String section = "";
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("[")) {
          section = line.substring(1, line.indexOf(']'));
          sections.put(section, new LinkedHashMap<>());
        } else if (!line.isBlank() && !line.startsWith("#")) {
          read(section, line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the caption grammar " + file, e);
    }
    sections.remove("stop");
    sections.remove("shared");
  }

  private void read(String section, String line) {
    if (section.equals("stop")) {
      stop.addAll(Arrays.asList(line.trim().split("\\s+", -1)));
      return;
    }
    int colon = line.indexOf(':');
    String kind = line.substring(0, colon);
    String text = line.substring(colon + 1).trim();
    Template template = Template.parse(text, this::sharedTemplate);
    if (section.equals("shared")) {
      shared.put(kind, template);
    } else {
      sections.get(section).computeIfAbsent(kind, k -> new ArrayList<>()).add(template);
    }
  }

  private Template sharedTemplate(String name) {
    Template template = shared.get(name);
    if (template == null) {
      throw new IllegalArgumentException(language + ".txt uses <" + name + "> before defining it");
    }
    return template;
  }

  String language() {
    return language;
  }

  boolean has(String section, String kind) {
    return sections.containsKey(section) && sections.get(section).containsKey(kind);
  }

  /** A phrase of a section; the templates of one kind are equally likely. */
  String phrase(String section, String kind, SplittableRandom random) {
    List<Template> templates = sections.get(section).get(kind);
    return templates.get(random.nextInt(templates.size())).expand(random);
  }

  /** Number of phrasings of a section's nouns, sentences and keywords. */
  long count(String section) {
    long sum = 0;
    for (String kind : List.of("n", "s", "k")) {
      for (Template template : sections.get(section).getOrDefault(kind, List.of())) {
        sum += template.count();
      }
    }
    return sum;
  }

  /** Names of the sections that describe several families at once, for example THUNDER+RAIN. */
  List<String> compounds() {
    return sections.keySet().stream().filter(name -> name.indexOf('+') > 0).toList();
  }

  Set<String> stopWords() {
    return stop;
  }

  /** Every content word of every section. */
  SortedSet<String> words() {
    Set<String> all = new TreeSet<>();
    for (Map<String, List<Template>> section : sections.values()) {
      section.values().forEach(list -> list.forEach(template -> template.words(all)));
    }
    SortedSet<String> words = new TreeSet<>();
    for (String entry : all) {
      for (String word : entry.split("[^\\p{L}]+", -1)) {
        if (!word.isEmpty() && !stop.contains(word)) {
          words.add(word);
        }
      }
    }
    return words;
  }
}
