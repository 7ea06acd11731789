package dev.foley.training;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Builds the corpus and trains the embedded model, step by step; every step can be run again. */
@Command(
    name = "foley-training",
    mixinStandardHelpOptions = true,
    description = "Builds the corpus and trains the embedded model.",
    subcommands = {
      RunCommand.class,
      LatentsCommand.class,
      SoundCorpusCommand.class,
      TrainSoundCommand.class,
      ClipCorpusCommand.class,
      TrainVisualCommand.class,
      SightCorpusCommand.class,
      CurvesCommand.class,
      AssembleCommand.class,
      EvaluateCommand.class
    })
public final class TrainingCommand {
  TrainingCommand() {}

  /** Runs a step; see {@code --help}. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new TrainingCommand()).execute(args));
  }
}
