package dev.foley.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's Markdown pages and their fenced blocks. */
final class Pages {
  static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

  private static final Pattern MARK = Pattern.compile("<!-- (given|from): (.*?) -->");

  private Pages() {}

  /**
   * A fenced block.
   *
   * @param page relative to the root
   * @param line of its first line of text, counted from 1
   * @param language the word behind the fence, may be empty
   * @param given declarations from a comment {@code <!-- given: TYPE NAME; ... -->} before it
   * @param from file it is part of, from a comment {@code <!-- from: PATH -->} before it, or null
   */
  record Block(Path page, int line, String language, String given, String from, List<String> text) {
    String where() {
      return page + ":" + line;
    }
  }

  static List<Path> all() {
    List<Path> pages = new ArrayList<>();
    pages.add(Path.of("README.md"));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"));
        Stream<Path> examples = Files.walk(ROOT.resolve("foley-examples"), 2)) {
      Stream.concat(docs, examples.filter(file -> file.endsWith("README.md")))
          .filter(file -> file.toString().endsWith(".md"))
          .map(ROOT::relativize)
          .sorted()
          .forEach(pages::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pages;
  }

  static List<String> lines(Path page) {
    try {
      return Files.readAllLines(ROOT.resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Block> blocks(String... languages) {
    List<Block> blocks = new ArrayList<>();
    for (Path page : all()) {
      for (Block block : blocks(page)) {
        if (List.of(languages).contains(block.language())) {
          blocks.add(block);
        }
      }
    }
    return blocks;
  }

  private static List<Block> blocks(Path page) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = lines(page);
    String given = "";
    String from = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher mark = MARK.matcher(line);
      if (mark.find()) {
        given = mark.group(1).equals("given") ? mark.group(2) : given;
        from = mark.group(1).equals("from") ? mark.group(2) : from;
      } else if (line.startsWith("```")) {
        int start = i + 1;
        i = end(page, lines, start);
        String language = line.substring(3).strip();
        blocks.add(new Block(page, start + 1, language, given, from, lines.subList(start, i)));
        given = "";
        from = null;
      } else if (!line.isBlank()) {
        given = "";
        from = null;
      }
    }
    return blocks;
  }

  private static int end(Path page, List<String> lines, int start) {
    for (int i = start; i < lines.size(); i++) {
      if (lines.get(i).startsWith("```")) {
        return i;
      }
    }
    throw new AssertionError(page + ":" + start + ": the fence is never closed");
  }
}
