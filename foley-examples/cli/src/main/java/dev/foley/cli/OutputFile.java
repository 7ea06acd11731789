package dev.foley.cli;

import dev.foley.FoleyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Files the command is about to write. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Finds out before any work whether files can be written.
   *
   * @param outputs nulls are skipped
   * @param input may be {@code null}
   * @throws FoleyException.UnwritableOutput says which file and why
   */
  static void check(List<Path> outputs, Path input, boolean overwrite) {
    Map<Path, Path> seen = new HashMap<>();
    if (input != null) {
      seen.put(input.toAbsolutePath().normalize(), input);
    }
    for (Path output : outputs) {
      if (output == null) {
        continue;
      }
      Path absolute = output.toAbsolutePath().normalize();
      if (seen.put(absolute, output) != null) {
        throw unwritable(output, "another file of this command has the same name");
      }
      Path folder = absolute.getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw unwritable(output, "there is no folder " + folder);
      }
      if (Files.isDirectory(absolute)) {
        throw unwritable(output, "it is a folder");
      }
      if (!overwrite && Files.exists(absolute)) {
        throw unwritable(output, "it exists and --no-overwrite was given");
      }
      probe(output, folder);
    }
  }

  /** Permissions tell little (read-only mounts, quotas, root): making a file tells. */
  private static void probe(Path output, Path folder) {
    try {
      Files.delete(Files.createTempFile(folder, ".foley-", ".probe"));
    } catch (IOException e) {
      throw new FoleyException.UnwritableOutput(
          "cannot write " + output + ": " + reason(e) + "; choose another folder", e);
    }
  }

  private static FoleyException unwritable(Path output, String why) {
    return new FoleyException.UnwritableOutput("cannot write " + output + ": " + why, null);
  }

  /** Writes text so that the name shows either nothing, the earlier file, or all of it. */
  static void write(Path target, String text) {
    // Not createTempFile: what it makes only its owner may read, and the name is the user's.
    String unique = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    Path partial = target.toAbsolutePath().resolveSibling(".foley-" + unique + ".part");
    try {
      Files.writeString(partial, text, StandardOpenOption.CREATE_NEW);
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      discard(partial);
      throw new FoleyException.UnwritableOutput("cannot write " + target + ": " + reason(e), e);
    }
  }

  /** Deletes a file if it is there. */
  static void discard(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // A left-over temporary file is not worth failing for; its name starts with a dot.
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "")
        + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")");
  }
}
