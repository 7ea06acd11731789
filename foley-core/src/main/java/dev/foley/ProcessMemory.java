package dev.foley;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Resident memory of this process, native parts included. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String HIGH_WATER_MARK = "VmHWM:";

  private ProcessMemory() {}

  /** The greatest value so far in megabytes (10^6 bytes); empty where /proc does not tell. */
  static OptionalDouble peakMegabytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(HIGH_WATER_MARK)) {
          String kibibytes = line.substring(HIGH_WATER_MARK.length()).replaceAll("\\D", "");
          return OptionalDouble.of(Long.parseLong(kibibytes) * 1024 / 1e6);
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Not Linux, or /proc is hidden: the report leaves the value out.
    }
    return OptionalDouble.empty();
  }
}
