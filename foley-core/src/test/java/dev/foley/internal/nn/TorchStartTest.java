package dev.foley.internal.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine's start reaches for no network. A child process has every connection of its JVM led to
 * a trap, by way of the proxy properties.
 */
@Timeout(120)
class TorchStartTest {
  @TempDir Path emptyCache;

  private final AtomicInteger caught = new AtomicInteger();
  private ServerSocket trap;

  @BeforeEach
  void setTrap() throws IOException {
    trap = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  trap.accept().close();
                  caught.incrementAndGet();
                }
              } catch (IOException closed) {
                // The test is over.
              }
            },
            "trap");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void removeTrap() throws IOException {
    trap.close();
  }

  private List<String> child(String mode, boolean withNatives) throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    if (!withNatives) {
      classPath =
          Arrays.stream(classPath.split(File.pathSeparator))
              .filter(entry -> !entry.contains("pytorch-native"))
              .collect(Collectors.joining(File.pathSeparator));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String scheme : List.of("http.proxy", "https.proxy", "socksProxy")) {
      command.add("-D" + scheme + "Host=" + trap.getInetAddress().getHostAddress());
      command.add("-D" + scheme + "Port=" + trap.getLocalPort());
    }
    command.add("-Dhttp.nonProxyHosts=");
    command.addAll(List.of("-cp", classPath, EngineStart.class.getName(), mode));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("OPT_OUT_TRACKING");
    builder.environment().remove("DJL_OFFLINE");
    if (!withNatives) {
      builder.environment().put("DJL_CACHE_DIR", emptyCache.toString());
      builder.environment().put("ENGINE_CACHE_DIR", emptyCache.toString());
    }
    File errors = emptyCache.resolve("stderr.txt").toFile();
    Process process = builder.redirectError(errors).start();
    byte[] out = process.getInputStream().readAllBytes();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new String(out, StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void theTrapCatchesWhatCallsOut() throws Exception {
    assertEquals(List.of("called"), child("call", true));
    assertTrue(caught.get() > 0, "the trap catches nothing");
  }

  @Test
  void theEngineStartsInSilenceAndLeavesTheHostsProperties() throws Exception {
    assertEquals(List.of("sum 3.0", "sum 3.0", "left null"), child("start", true));
    assertEquals(0, caught.get(), "connections made");
  }

  @Test
  void withoutNativeCodeItFailsWithAdviceInsteadOfDownloading() throws Exception {
    List<String> lines = child("start", false);
    assertEquals(3, lines.size(), lines.toString());
    for (String line : lines.subList(0, 2)) {
      assertTrue(line.startsWith("InvalidModel"), line);
      assertTrue(line.contains("pytorch-native-cpu"), line);
    }
    assertEquals(0, caught.get(), "connections made");
  }
}
