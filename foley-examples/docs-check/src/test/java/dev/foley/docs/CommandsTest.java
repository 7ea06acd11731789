package dev.foley.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.foley.cli.Options;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** Commands, XML, JSON and links of the documentation. */
class CommandsTest {
  /** A call of the command line: the jar, or foley at the start of a line. */
  private static final Pattern CALL =
      Pattern.compile("(?:foley\\.jar|(?m:^(?:\\$ )?foley)) ([a-z]+\\b[^|&;]*)");

  private static final Pattern MODULES = Pattern.compile(" -pl ([^ ]+)");
  private static final Pattern JAR = Pattern.compile("([\\w./-]+)/target/([\\w-]+)\\.jar");
  private static final Pattern OWN_FILE =
      Pattern.compile("(?<![\\w/.-])((?:\\./)?foley-(?:core|media|examples)/[\\w./-]+)");
  private static final Pattern LINK =
      Pattern.compile("!?\\[[^\\]]*\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

  @Test
  void commandsUseOptionsThatExist() {
    List<String> wrong = new ArrayList<>();
    int calls = 0;
    for (Pages.Block block : Pages.blocks("", "sh", "bash", "console")) {
      // A backslash at the end of a line continues it.
      String text = String.join("\n", block.text()).replace("\\\n", " ");
      Matcher call = CALL.matcher(text);
      while (call.find()) {
        calls++;
        faults(call.group(1).lines().findFirst().orElse(""))
            .forEach(fault -> wrong.add(block.where() + ": " + fault));
      }
    }
    assertTrue(calls > 0, "no call of foley was found in the documentation");
    assertEquals(List.of(), wrong);
  }

  @Test
  void aWrongOptionIsFound() {
    assertEquals(List.of(), faults("generate --video a.mp4 --out b.wav -q"));
    assertEquals(List.of("foley generate has no --colour"), faults("generate --colour red"));
    assertEquals(List.of("foley model inspect has no --seed"), faults("model inspect --seed 1 x"));
    assertEquals(List.of("there is no foley model fetch"), faults("model fetch"));
  }

  private static List<String> faults(String call) {
    String[] words = call.strip().split("\\s+(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
    int depth = words[0].equals("model") && words.length > 1 ? 2 : 1;
    String[] command = Arrays.copyOf(words, depth);
    String name = "foley " + String.join(" ", command);
    Set<String> known = Options.of(command);
    if (known.isEmpty()) {
      return List.of("there is no " + name);
    }
    return Arrays.stream(words)
        .skip(depth)
        .filter(word -> word.matches("--?[a-z][a-z-]*(=.*)?"))
        .map(word -> word.replaceFirst("=.*", ""))
        .filter(option -> !known.contains(option))
        .map(option -> name + " has no " + option)
        .toList();
  }

  @Test
  void commandsNameModulesJarsAndFilesThatExist() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Pages.Block block : Pages.blocks("", "sh", "bash", "console")) {
      for (String line : block.text()) {
        for (String part : firstGroups(MODULES, line)) {
          for (String module : part.split(",")) {
            if (!Files.exists(Pages.ROOT.resolve(module).resolve("pom.xml"))) {
              wrong.add(block.where() + ": no module " + module);
            }
          }
        }
        Matcher jar = JAR.matcher(line);
        while (jar.find()) {
          Path pom = Pages.ROOT.resolve(jar.group(1)).resolve("pom.xml");
          String name = "<finalName>" + jar.group(2) + "</finalName>";
          if (!Files.exists(pom) || !Files.readString(pom).contains(name)) {
            wrong.add(block.where() + ": no module builds " + jar.group());
          }
        }
        for (String file : firstGroups(OWN_FILE, line)) {
          if (!file.contains("/target") && !Files.exists(Pages.ROOT.resolve(file))) {
            wrong.add(block.where() + ": no file " + file);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void xmlIsWellFormedAndNamesOurArtifacts() throws Exception {
    for (Pages.Block block : Pages.blocks("xml")) {
      String text = "<all>" + String.join("\n", block.text()) + "</all>";
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(text)));
      Matcher own =
          Pattern.compile("<groupId>dev.foley</groupId>\\s*<artifactId>([\\w-]+)<").matcher(text);
      while (own.find()) {
        String id = "<artifactId>" + own.group(1) + "</artifactId>";
        assertTrue(ownArtifact(id), block.where() + ": there is no artifact " + own.group(1));
      }
    }
  }

  private static boolean ownArtifact(String id) throws IOException {
    try (Stream<Path> poms = Files.walk(Pages.ROOT, 3)) {
      for (Path pom : poms.filter(file -> file.endsWith("pom.xml")).toList()) {
        // The first one outside a parent or dependency is the module's own.
        String text = Files.readString(pom).replaceFirst("(?s)<parent>.*?</parent>", "");
        int first = text.indexOf("<artifactId>");
        if (first >= 0 && text.startsWith(id, first)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void jsonIsWellFormed() {
    for (Pages.Block block : Pages.blocks("json")) {
      assertTrue(
          JsonParser.parseString(String.join("\n", block.text())).isJsonObject(), block.where());
    }
  }

  @Test
  void linksLeadSomewhere() {
    List<String> wrong = new ArrayList<>();
    for (Path page : Pages.all()) {
      List<String> lines = Pages.lines(page);
      for (int i = 0; i < lines.size(); i++) {
        for (String target : firstGroups(LINK, lines.get(i))) {
          Path folder = Pages.ROOT.resolve(page).getParent();
          if (!target.matches("[a-z]+:.*") && !Files.exists(folder.resolve(target))) {
            wrong.add(page + ":" + (i + 1) + ": no " + target);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertFalse(Pages.all().isEmpty());
  }

  private static List<String> firstGroups(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
