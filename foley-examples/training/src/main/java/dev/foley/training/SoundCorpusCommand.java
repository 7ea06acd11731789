package dev.foley.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "corpus-sound", description = "Writes captioned soundtracks without pictures.")
final class SoundCorpusCommand implements Callable<Integer> {
  static final String TRAIN = "sound-train.bin";
  static final String HELD = "sound-held.bin";

  /** Seeds from here on are never trained on. */
  static final long HELD_SEEDS = 9_000_000;

  @Option(names = "--work", required = true, description = "Folder of the run.")
  private Path work;

  @Option(names = "--count", defaultValue = "8000", description = "Soundtracks to train on.")
  private int count;

  @Option(names = "--out", defaultValue = TRAIN, description = "File of the former.")
  private String out;

  @Option(
      names = "--held",
      defaultValue = "200",
      description = "Soundtracks to validate on; 0 to leave theirs alone.")
  private int held;

  @Option(names = "--seed", defaultValue = "1000000", description = "First seed.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    if (held > 0) {
      SoundCorpus.build(work.resolve(HELD), LatentsCommand.load(work), held, HELD_SEEDS);
    }
    SoundCorpus.build(work.resolve(out), LatentsCommand.load(work), count, seed);
    return 0;
  }
}
