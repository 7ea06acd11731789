package dev.foley.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Which model makes the sound, and where it computes: the same for every command that makes any.
 */
final class ModelOptions {
  private static final String EMBEDDED = "embedded";

  @Option(names = "--model", paramLabel = "embedded|DIR", description = "default: embedded")
  private String model = EMBEDDED;

  @Option(names = "--device", paramLabel = "auto|cpu|gpu", description = "default: auto")
  private String device = "auto";

  /** Folder of checkpoint files; empty for the embedded model. */
  Optional<Path> folder() {
    return model.equals(EMBEDDED) ? Optional.empty() : Optional.of(Path.of(model));
  }

  String device() {
    return device;
  }
}
