package dev.foley.training.caption;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A phrase with choices: {@code a {wooden|oak|} box <hits> the floor}, where {@code <hits>} names a
 * shared template.
 */
final class Template {
  private interface Part {
    void write(StringBuilder out, SplittableRandom random);

    long count();

    void words(Set<String> out);
  }

  private final Part root;

  private Template(Part root) {
    this.root = root;
  }

  /**
   * @param shared finds a shared template by its name
   */
  static Template parse(String text, Function<String, Template> shared) {
    Parser parser = new Parser(text, shared);
    Part root = parser.sequence();
    if (parser.position != text.length()) {
      throw new IllegalArgumentException("unbalanced template: " + text);
    }
    return new Template(root);
  }

  /** One phrase; words are separated by single spaces. */
  String expand(SplittableRandom random) {
    StringBuilder out = new StringBuilder();
    root.write(out, random);
    return out.toString().trim().replaceAll("\\s+", " ");
  }

  /** Number of different ways through the choices. */
  long count() {
    return root.count();
  }

  /** Adds every word of every choice. */
  void words(Set<String> out) {
    root.words(out);
  }

  private record Words(String text) implements Part {
    @Override
    public void write(StringBuilder out, SplittableRandom random) {
      out.append(' ').append(text).append(' ');
    }

    @Override
    public long count() {
      return 1;
    }

    @Override
    public void words(Set<String> out) {
      for (String word : text.trim().split("\\s+", -1)) {
        out.add(word);
      }
    }
  }

  private record Choice(List<Part> options) implements Part {
    @Override
    public void write(StringBuilder out, SplittableRandom random) {
      options.get(random.nextInt(options.size())).write(out, random);
    }

    @Override
    public long count() {
      return options.stream().mapToLong(Part::count).sum();
    }

    @Override
    public void words(Set<String> out) {
      options.forEach(option -> option.words(out));
    }
  }

  private record Sequence(List<Part> parts) implements Part {
    @Override
    public void write(StringBuilder out, SplittableRandom random) {
      for (Part part : parts) {
        part.write(out, random);
      }
    }

    @Override
    public long count() {
      return parts.stream().mapToLong(Part::count).reduce(1, (a, b) -> a * b);
    }

    @Override
    public void words(Set<String> out) {
      parts.forEach(part -> part.words(out));
    }
  }

  private static final class Parser {
    private final String text;
    private final Function<String, Template> shared;
    private int position;

    Parser(String text, Function<String, Template> shared) {
      this.text = text;
      this.shared = shared;
    }

    Part sequence() {
      List<Part> parts = new ArrayList<>();
      while (position < text.length() && "|}".indexOf(text.charAt(position)) < 0) {
        char c = text.charAt(position);
        if (c == '{') {
          parts.add(choice());
        } else if (c == '<') {
          int end = text.indexOf('>', position);
          parts.add(shared.apply(text.substring(position + 1, end)).root);
          position = end + 1;
        } else {
          int start = position;
          while (position < text.length() && "{|}<".indexOf(text.charAt(position)) < 0) {
            position++;
          }
          parts.add(new Words(text.substring(start, position).trim()));
        }
      }
      return new Sequence(parts);
    }

    private Part choice() {
      List<Part> options = new ArrayList<>();
      do {
        position++;
        options.add(sequence());
        if (position >= text.length()) {
          throw new IllegalArgumentException("open brace in template: " + text);
        }
      } while (text.charAt(position) == '|');
      position++;
      return new Choice(options);
    }
  }
}
