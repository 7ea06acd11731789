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
import org.junit.jupiter.api.Assumptions;

/**
 * A folder of reference results (see its README), named by the system property {@code
 * foley.parity.dir}. Tests that need one are skipped, with a message, where there is none.
 */
public final class ParityFolder {
  private final Path folder;

  private ParityFolder(Path folder) {
    this.folder = folder;
  }

  /** The folder, or a skipped test. */
  public static ParityFolder require() {
    String property = System.getProperty("foley.parity.dir", "");
    Path folder = Path.of(property);
    Assumptions.assumeTrue(
        !property.isEmpty() && Files.isRegularFile(folder.resolve("config.json")),
        "no reference results: set -Dfoley.parity.dir to their folder");
    return new ParityFolder(folder);
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  public Checkpoint checkpoint(String name) {
    return Checkpoints.open(file(name));
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
