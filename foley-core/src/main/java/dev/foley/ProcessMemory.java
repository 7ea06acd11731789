package dev.foley;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Resident memory of this process, native parts included. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String HIGH_WATER_MARK = "VmHWM:";
  private static final String NOW = "VmRSS:";

  private ProcessMemory() {}

  /** The greatest value so far in megabytes (10^6 bytes); empty where /proc does not tell. */
  static OptionalDouble peakMegabytes() {
    OptionalLong bytes = read(HIGH_WATER_MARK);
    return bytes.isPresent() ? OptionalDouble.of(bytes.getAsLong() / 1e6) : OptionalDouble.empty();
  }

  /** The value now in bytes; empty where /proc does not tell. */
  static OptionalLong residentBytes() {
    return read(NOW);
  }

  private static OptionalLong read(String name) {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(name)) {
          String kibibytes = line.substring(name.length()).replaceAll("\\D", "");
          return OptionalLong.of(Long.parseLong(kibibytes) * 1024);
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Not Linux, or /proc is hidden: the value is left out.
    }
    return OptionalLong.empty();
  }
}
