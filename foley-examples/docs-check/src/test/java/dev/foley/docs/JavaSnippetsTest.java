package dev.foley.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles every Java block of the documentation. A block with a type in its first column is a
 * file; any other is statements, which find {@link #IMPORTS} and {@link #GIVEN} and what a comment
 * {@code <!-- given: TYPE NAME; -->} before the block adds. A block behind {@code <!-- from: FILE
 * -->} must stand in that file, which its own module compiles.
 */
class JavaSnippetsTest {
  private static final Pattern TYPE =
      Pattern.compile("(public |final |abstract )*(class|record|interface|enum) .*");

  /** All public packages of foley-core, the notebook, and what snippets use of the JDK. */
  private static final String IMPORTS =
      publicPackages()
          + " import dev.foley.jshell.*; import static dev.foley.jshell.Notebook.*;"
          + " import dev.foley.dsp.Window; import dev.foley.live.FrameFormat.Layout;"
          + " import dev.foley.stage.SynthesisTask.Sampling; import java.nio.ByteBuffer;"
          + " import java.nio.file.*; import java.time.Duration; import java.util.*;";

  private static final String GIVEN =
      "Path path; Path folder; FoleyGenerator foley; FoleyRequest request; FoleyAudio audio;"
          + " FoleyListener progress; PromptTrack track; List<Picture> pictures; FoleyModel model;"
          + " FrameFormat format; ByteBuffer pixels; float[] block; String prompt;";

  private static final int LONGEST_SAMPLE = 20;

  @TempDir Path classes;

  private static String publicPackages() {
    Path sources = Pages.ROOT.resolve("foley-core/src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
          .filter(name -> !name.contains("internal"))
          .distinct()
          .map(name -> "import " + name + ".*;")
          .collect(Collectors.joining(" "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyJavaBlockCompiles() {
    List<JavaFileObject> sources = new ArrayList<>();
    Map<String, Pages.Block> origins = new HashMap<>();
    for (Pages.Block block : Pages.blocks("java")) {
      if (block.from() == null) {
        String name = "snippet" + sources.size();
        origins.put(name, block);
        sources.add(new Source(name, source(name, block)));
      }
    }
    assertFalse(sources.isEmpty(), "no Java was found in the documentation");
    assertEquals("", errors(sources, origins));
  }

  /** The check itself: a wrong block is found, with its page and line. */
  @Test
  void aWrongBlockIsNamedWithItsLine() {
    Pages.Block wrong =
        new Pages.Block(
            Path.of("page.md"), 41, "java", "", null, List.of("int n = 1;", "foley.nothing(n);"));
    String errors =
        errors(
            List.of(new Source("snippet0", source("snippet0", wrong))), Map.of("snippet0", wrong));
    assertTrue(errors.startsWith("page.md:42: cannot find symbol"), errors);
    Pages.Block right =
        new Pages.Block(
            Path.of("page.md"), 41, "java", "int n;", null, List.of("foley.video(path).seed(n);"));
    assertEquals(
        "",
        errors(
            List.of(new Source("snippet0", source("snippet0", right))), Map.of("snippet0", right)));
  }

  @Test
  void blocksFromFilesStandInThem() throws IOException {
    for (Pages.Block block : Pages.blocks("java")) {
      if (block.from() != null) {
        String file = squeezed(Files.readAllLines(Pages.ROOT.resolve(block.from())));
        assertTrue(
            file.contains(squeezed(block.text())),
            block.where() + " is not what stands in " + block.from());
      }
    }
  }

  @Test
  void samplesForEmbeddingAreShort() {
    for (Pages.Block block : Pages.blocks("java")) {
      if (block.from() != null && block.from().startsWith("foley-examples/starter/src/main")) {
        long lines = block.text().stream().filter(line -> !line.isBlank()).count();
        assertTrue(lines <= LONGEST_SAMPLE, block.where() + " has " + lines + " lines");
      }
    }
  }

  private static String squeezed(List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private String errors(List<? extends JavaFileObject> sources, Map<String, Pages.Block> origins) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> options =
        List.of("-proc:none", "-Xlint:none", "-cp", path, "-d", classes.toString());
    compiler.getTask(null, null, found, options, null, sources).call();
    return found.getDiagnostics().stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .map(
            d -> {
              Pages.Block block = origins.get(((Source) d.getSource()).name);
              // The first line of a source is ours.
              long line = block.line() + d.getLineNumber() - 2;
              return block.page() + ":" + line + ": " + d.getMessage(null);
            })
        .collect(Collectors.joining("\n"));
  }

  /** One line of our own, then the block, line for line. */
  private static String source(String name, Pages.Block block) {
    String text = String.join("\n", block.text());
    if (block.text().stream().anyMatch(line -> TYPE.matcher(line).matches())) {
      return "package " + name + ";\n" + text.replaceFirst("(?m)^package .*;", "");
    }
    StringBuilder imports = new StringBuilder();
    List<String> body = new ArrayList<>();
    for (String line : block.text()) {
      if (line.startsWith("import ")) {
        imports.append(line).append(' ');
        body.add("");
      } else {
        body.add(line);
      }
    }
    return "package "
        + name
        + "; "
        + IMPORTS
        + imports
        + "class Snippet { "
        + GIVEN
        + block.given()
        + "; void run() throws Exception {\n"
        + String.join("\n", body)
        + "\n}}";
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String name;
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + "/" + typeName(text) + ".java"), Kind.SOURCE);
      this.name = name;
      this.text = text;
    }

    /** A public type wants a file of its name. */
    private static String typeName(String text) {
      var type =
          Pattern.compile("(?m)^public (?:final )?(?:class|record|interface|enum) (\\w+)")
              .matcher(text);
      return type.find() ? type.group(1) : "Snippet";
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
