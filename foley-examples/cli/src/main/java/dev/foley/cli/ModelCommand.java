package dev.foley.cli;

import dev.foley.internal.model.hunyuan.HunyuanInspection;
import dev.foley.internal.model.hunyuan.SyntheticModel;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code foley model}: folders of HunyuanVideo-Foley weights. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    description = "Inspects a folder of model weights, or writes a synthetic one.")
final class ModelCommand implements Runnable {
  private final Surroundings around;
  @Spec private CommandSpec spec;

  ModelCommand(Surroundings around) {
    this.around = around;
  }

  @Command(
      name = "inspect",
      mixinStandardHelpOptions = true,
      description =
          "Reads the files' headers and prints components, keys, types, parameters, and the memory"
              + " of each plan; exit code 4 if something is missing.")
  int inspect(@Parameters(paramLabel = "DIR", description = "model folder") Path folder) {
    HunyuanInspection inspection = HunyuanInspection.of(folder);
    around.out().print(inspection.table());
    around.out().flush();
    return inspection.faults().isEmpty() ? ExitCode.OK : ExitCode.MODEL;
  }

  @Command(
      name = "synthesize",
      mixinStandardHelpOptions = true,
      description =
          "Writes a folder in the official layout with random weights, to measure with; its sound"
              + " is noise.")
  int synthesize(
      @Parameters(paramLabel = "DIR", description = "folder to fill") Path folder,
      @Option(
              names = "--size",
              paramLabel = "tiny|xl|xxl",
              defaultValue = "tiny",
              description = "default: ${DEFAULT-VALUE}; xl takes 7.7 GB, xxl 12.2 GB")
          SyntheticModel.Size size,
      @Option(names = "--seed", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
          long seed)
      throws IOException {
    SyntheticModel.write(folder, size, seed);
    around.out().println(folder);
    return ExitCode.OK;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: inspect or synthesize (see --help)");
  }
}
