package dev.foley.internal.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine's start asks nothing of the network, with native code at hand or without. */
@Timeout(120)
class TorchStartTest {
  @TempDir Path folder;

  private List<String> child(String mode, boolean withNatives) throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    if (!withNatives) {
      classPath =
          Arrays.stream(classPath.split(File.pathSeparator))
              .filter(entry -> !entry.contains("pytorch-native"))
              .collect(Collectors.joining(File.pathSeparator));
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(java, "-cp", classPath, EngineStart.class.getName(), mode);
    builder.environment().remove("OPT_OUT_TRACKING");
    builder.environment().remove("DJL_OFFLINE");
    if (!withNatives) {
      // What an earlier run unpacked must not help.
      builder.environment().put("DJL_CACHE_DIR", folder.toString());
      builder.environment().put("ENGINE_CACHE_DIR", folder.toString());
    }
    builder.redirectError(folder.resolve("stderr.txt").toFile());
    Process process = builder.start();
    byte[] out = process.getInputStream().readAllBytes();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new String(out, StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void theEngineByItselfWouldCallHome() throws Exception {
    List<String> lines = child("bare", true);
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("asked http")), lines.toString());
  }

  @Test
  void startedByTheLibraryItDoesNotAndTheHostsPropertiesAreLeft() throws Exception {
    assertEquals(List.of("sum 3.0", "sum 3.0", "left null"), child("library", true));
  }

  @Test
  void withoutNativeCodeItFailsWithAdviceInsteadOfDownloading() throws Exception {
    List<String> lines = child("library", false);
    assertEquals(3, lines.size(), lines.toString());
    for (String line : lines.subList(0, 2)) {
      assertTrue(line.startsWith("InvalidModel"), line);
      assertTrue(line.contains("pytorch-native-cpu"), line);
    }
  }
}
