package dev.foley.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Option(
      names = "--corpus",
      split = ",",
      defaultValue = SoundCorpusCommand.TRAIN,
      description = "Files of samples; those that are not there yet join when they are.")
  private List<String> corpus;

  @Option(
      names = "--held",
      defaultValue = SoundCorpusCommand.HELD,
      description = "File of the samples to validate on.")
  private String held;

  @Option(names = "--batch", defaultValue = "10", description = "Windows in a step.")
  private int batch;

  @Option(names = "--rate", defaultValue = "1e-3", description = "Peak learning rate.")
  private double rate;

  @Option(names = "--device", defaultValue = "auto", description = "auto, cpu, gpu or gpu:N.")
  private String device;

  @Option(names = "--seed", defaultValue = "1", description = "Chooses weights, batches and noise.")
  private long seed;

  @Option(names = "--from", description = "Assembled weights to start a new run from.")
  private Path from;

  @Option(
      names = "--distill",
      description = {
        "Teaches the transformer the guidance scale, in a run of its own, with the averaged weights",
        "of the run so far as the teacher, or where there are none, those of --from."
      })
  private boolean distill;

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(work);
    List<Path> files = corpus.stream().map(work::resolve).toList();
    TransformerTrainer.Run run = new TransformerTrainer.Run(work, device, batch, seed, from);
    if (!distill) {
      // What was distilled from the weights before would not go with the new ones.
      Files.deleteIfExists(work.resolve(DistillTrainer.STATE));
    }
    try (TransformerTrainer trainer = distill ? new DistillTrainer(run) : new SoundTrainer(run);
        SoundFeed feed = new SoundFeed(files, batch, seed)) {
      trainer.train(feed, SoundCorpus.load(work.resolve(held)), minutes, rate);
    }
    return 0;
  }
}
