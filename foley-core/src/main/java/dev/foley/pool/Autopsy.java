package dev.foley.pool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds words for the end of a worker process. */
final class Autopsy {
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          128 + 6, "SIGABRT",
          128 + 9, "SIGKILL: the system ran out of memory, or somebody killed it",
          128 + 11, "SIGSEGV",
          128 + 15, "SIGTERM");

  private Autopsy() {}

  /**
   * Describes an end.
   *
   * @param crashLog where the JVM would have written what it knows of a crash
   * @param lastWords the last lines of the standard error output
   */
  static String describe(int exitCode, Path crashLog, List<String> lastWords) {
    StringBuilder text = new StringBuilder("exit code ").append(exitCode);
    if (SIGNALS.containsKey(exitCode)) {
      text.append(" (").append(SIGNALS.get(exitCode)).append(')');
    }
    String crash = crash(crashLog);
    if (!crash.isEmpty()) {
      text.append("; ").append(crash).append("; crash log: ").append(crashLog);
    } else if (!lastWords.isEmpty()) {
      text.append("; its last words: ").append(String.join(" | ", lastWords));
    }
    return text.toString();
  }

  /** The signal and the frame in which it struck, from the head of an hs_err file. */
  private static String crash(Path log) {
    if (!Files.exists(log)) {
      return "";
    }
    StringBuilder found = new StringBuilder();
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      for (int i = 0; i + 1 < lines.size(); i++) {
        if (lines.get(i).matches("#\\s+(SIG|EXCEPTION_|Internal Error|Native memory).*")) {
          found.append(lines.get(i).substring(1).strip());
        } else if (lines.get(i).contains("Problematic frame")) {
          return found + " in " + lines.get(i + 1).replaceFirst("#\\s*", "").strip();
        }
      }
    } catch (IOException e) {
      found.append("its crash log cannot be read: ").append(e);
    }
    return found.toString();
  }
}
