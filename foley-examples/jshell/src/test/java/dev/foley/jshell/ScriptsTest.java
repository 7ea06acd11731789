package dev.foley.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.foley.stage.Solver;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked scripts, snippet by snippet as JShell runs them, with the embedded model. */
class ScriptsTest {
  @TempDir Path out;

  @BeforeAll
  static void clips() {
    System.setProperty(Notebook.SAMPLES_PROPERTY, "../cli/samples");
  }

  @AfterAll
  static void free() {
    Notebook.close();
  }

  @Test
  void firstSound() throws IOException {
    String printed = run("first-sound.jsh");
    assertTrue(printed.contains("288000 samples"), printed);
    List<String> rows = rowsAfter(printed, "steps");
    assertEquals(4, rows.size(), printed);
    assertTrue(rows.get(0).endsWith(" 0.000"), "the first row is as far from itself as 0");
    assertTrue(rows.stream().skip(1).noneMatch(row -> row.endsWith(" 0.000")), printed);
    pictures("first-sound-motion.png", "first-sound-wave.png", "first-sound-spectrogram.png");
    assertEquals(44 + 2 * 288_000, Files.size(out.resolve("first-sound.wav")), 100);
  }

  @Test
  void compareSchedulers() throws IOException {
    run("compare-schedulers.jsh");
    List<String[]> rows;
    try (Stream<String> lines = Files.lines(out.resolve("compare-schedulers.csv"))) {
      rows = lines.skip(1).map(line -> line.split(",")).toList();
    }
    for (Solver solver : Solver.values()) {
      double[] errors =
          rows.stream()
              .filter(row -> row[0].equals(solver.name()))
              .mapToDouble(row -> Double.parseDouble(row[3]))
              .toArray();
      assertEquals(solver.evaluations() == 1 ? 4 : 3, errors.length, solver + " rows");
      assertTrue(
          errors[errors.length - 1] < errors[0],
          solver + ": more steps come nearer to the fine solution");
    }
    pictures("compare-schedulers.png");
  }

  @Test
  void dissectAWindow() throws IOException {
    String printed = run("dissect-a-window.jsh");
    List<String> rows = rowsAfter(printed, "step ");
    double before = 1;
    for (String row : rows) {
      double level = Double.parseDouble(row.strip().split(" +")[1]);
      assertTrue(level < before, "noise falls: " + printed);
      before = level;
    }
    assertEquals(0, before, "no noise is left after the last step");
    pictures("window-motion.png", "window-visual.png", "window-sync.png", "window-wave.png");
    pictures("window-latents-1.png", "window-mel-1.png");
    pictures("window-latents-" + rows.size() + ".png", "window-mel-" + rows.size() + ".png");
  }

  /** Runs a script in this process; any snippet that does not compile or throws is a failure. */
  private String run(String script) throws IOException {
    System.setProperty("foley.out", out.toString());
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (JShell shell = JShell.builder().executionEngine("local").build();
        PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      String classes =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      shell.addToClasspath(classes);
      System.setOut(capture);
      evaluate(shell, Path.of("foley.jsh"));
      evaluate(shell, Path.of("scripts", script));
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static void evaluate(JShell shell, Path script) throws IOException {
    SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
    String rest = Files.readString(script);
    while (!rest.isBlank()) {
      CompletionInfo part = analysis.analyzeCompletion(rest);
      String source = part.source() == null ? rest : part.source();
      for (SnippetEvent event : shell.eval(source)) {
        if (event.exception() != null) {
          throw new AssertionError(script + ": " + source, event.exception());
        }
        if (event.causeSnippet() == null && event.status() != Snippet.Status.VALID) {
          fail(
              script
                  + ": "
                  + source
                  + shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList());
        }
      }
      rest = part.remaining();
    }
  }

  private static List<String> rowsAfter(String printed, String header) {
    return printed
        .lines()
        .dropWhile(line -> !line.strip().startsWith(header))
        .skip(1)
        .filter(line -> !line.isBlank())
        .toList();
  }

  /** A picture that was drawn has more than a handful of colours. */
  private void pictures(String... names) throws IOException {
    for (String name : names) {
      BufferedImage image = ImageIO.read(out.resolve(name).toFile());
      int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, 900);
      assertTrue(java.util.Arrays.stream(pixels).distinct().count() > 10, name + " is empty");
    }
  }
}
