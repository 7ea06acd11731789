package dev.foley.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of a process, native parts included. */
final class ResidentMemory {
  private static final String RESIDENT = "VmRSS:";

  private ResidentMemory() {}

  /** In megabytes (10^6 bytes); NaN where /proc does not tell. */
  static double megabytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith(RESIDENT)) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Not Linux, or the process is gone: the policy does without.
    }
    return Double.NaN;
  }
}
