package dev.foley.internal.parity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.foley.internal.weights.Checkpoint;
import dev.foley.internal.weights.Checkpoints;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A folder of reference results (see its README), named by the system property {@code
 * foley.parity.dir}; a relative one is looked for in the module's folder and in the one above.
 * Without the property the usual place is tried, and tests are skipped where it is empty.
 */
public final class ParityFolder {
  private final Path folder;

  private ParityFolder(Path folder) {
    this.folder = folder;
  }

  /** The folder, or a skipped test. */
  public static ParityFolder require() {
    String named = System.getProperty("foley.parity.dir", "");
    if (!named.isEmpty()) {
      Path here = Path.of(named).toAbsolutePath();
      Path above = Path.of("..").toAbsolutePath().resolve(named).normalize();
      Path folder = Files.isDirectory(here) ? here : above;
      Assertions.assertTrue(
          Files.isDirectory(folder), "foley.parity.dir names no folder: " + named);
      return new ParityFolder(folder);
    }
    Path usual = Path.of(System.getProperty("foley.parity.default", ""));
    Assumptions.assumeTrue(
        Files.isRegularFile(usual.resolve("config.json")),
        "no reference results: set -Dfoley.parity.dir to their folder");
    return new ParityFolder(usual);
  }

  /** A file, or a test skipped because this set lacks it. */
  public Path file(String name) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      ParityTable.absent(name);
      Assumptions.abort("this set has no " + name);
    }
    return file;
  }

  public Checkpoint checkpoint(String name) {
    return Checkpoints.open(file(name));
  }

  /** Reference results that know which of them were looked at. */
  public Fixture fixture(String name) {
    return new Fixture(name, checkpoint(name));
  }

  public JsonElement json(String name) throws IOException {
    try (Reader reader = Files.newBufferedReader(file(name))) {
      return JsonParser.parseReader(reader);
    }
  }

  /** One section of the set's {@code config.json}. */
  public JsonObject config(String section) throws IOException {
    return json("config.json").getAsJsonObject().getAsJsonObject(section);
  }
}
