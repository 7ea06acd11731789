package dev.foley.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "train-sound",
    description = "Trains the synthesizer and the text encoder; resumes where it was.")
final class TrainSoundCommand implements Callable<Integer> {
  @Option(names = "--work", required = true, description = "Folder of the run.")
  private Path work;

  @Option(names = "--minutes", required = true, description = "How long to train.")
  private double minutes;

  @Option(names = "--corpus", split = ",", defaultValue = SoundCorpusCommand.TRAIN)
  private List<String> corpus;

  @Option(names = "--held", defaultValue = SoundCorpusCommand.HELD)
  private String held;

  @Option(names = "--batch", defaultValue = "10", description = "Windows in a step.")
  private int batch;

  @Option(names = "--rate", defaultValue = "1e-3", description = "Peak learning rate.")
  private double rate;

  @Option(names = "--seed", defaultValue = "1", description = "Chooses weights, batches and noise.")
  private long seed;

  @Option(names = "--from", description = "Assembled weights to start a new run from.")
  private Path from;

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(work);
    List<SoundSample> samples = new ArrayList<>();
    for (String file : corpus) {
      samples.addAll(SoundCorpus.load(work.resolve(file)));
    }
    try (SoundTrainer trainer = new SoundTrainer(work, batch, seed, from)) {
      trainer.train(samples, SoundCorpus.load(work.resolve(held)), minutes, rate, seed);
    }
    return 0;
  }
}
