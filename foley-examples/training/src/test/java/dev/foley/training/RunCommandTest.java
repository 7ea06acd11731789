package dev.foley.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.internal.model.embedded.EmbeddedConfig;
import dev.foley.internal.model.embedded.EmbeddedModel;
import dev.foley.internal.weights.Checkpoint;
import dev.foley.internal.weights.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole training, far too short to learn anything. */
class RunCommandTest {
  @TempDir private Path work;

  @Test
  void makesWholeWeightsAndDoesNothingTwice() throws IOException {
    assertEquals(0, run());
    Path file = work.resolve("embedded.safetensors");
    try (Checkpoint weights = SafeTensors.open(file)) {
      assertTrue(weights.names().containsAll(EmbeddedModel.shapes().keySet()));
      assertTrue(weights.names().containsAll(EmbeddedConfig.guidanceShapes().keySet()));
    }
    FileTime made = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(file, made);
    assertEquals(0, run());
    assertEquals(made, Files.getLastModifiedTime(file));
  }

  private int run() {
    return new CommandLine(new TrainingCommand())
        .execute(
            "run",
            "--work=" + work,
            "--minutes=0.01",
            "--soundtracks=4",
            "--clips=2",
            "--batch=2",
            "--device=cpu");
  }
}
