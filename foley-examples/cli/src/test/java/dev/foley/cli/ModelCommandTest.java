package dev.foley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int foley(String... args) {
    Surroundings around =
        new Surroundings(
            new PrintWriter(out, true), new PrintWriter(err, true), false, new Interruption());
    return FoleyCommand.run(args, around, FoleyGenerator::builder);
  }

  @Test
  void aSyntheticFolderIsCompleteUntilAFileIsMissing() throws IOException {
    assertEquals(ExitCode.OK, foley("model", "synthesize", folder.toString()));
    assertEquals(ExitCode.OK, foley("model", "inspect", folder.toString()), err.toString());
    assertTrue(out.toString().contains("MMDiT"), out.toString());
    assertTrue(out.toString().contains("streamed"), out.toString());
    Files.delete(folder.resolve("synchformer_state_dict.pth"));
    assertEquals(ExitCode.MODEL, foley("model", "inspect", folder.toString()));
    assertTrue(err.toString().contains("synchformer_state_dict.pth"), err.toString());
    assertEquals(ExitCode.USAGE, foley("model"));
  }
}
