package dev.foley.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "train-visual", description = "Trains the contact network; resumes where it was.")
final class TrainVisualCommand implements Callable<Integer> {
  @Option(names = "--work", required = true, description = "Folder of the run.")
  private Path work;

  @Option(names = "--minutes", required = true, description = "How long to train.")
  private double minutes;

  @Option(names = "--clips", defaultValue = "clips", description = "Folder of training clips.")
  private String clips;

  @Option(names = "--held", defaultValue = "held", description = "Folder of held-out clips.")
  private String held;

  @Option(names = "--batch", defaultValue = "6", description = "Crops in a step.")
  private int batch;

  @Option(names = "--rate", defaultValue = "1e-3", description = "Peak learning rate.")
  private double rate;

  @Option(
      names = "--report",
      defaultValue = "1000",
      description = "Steps between two points of the curve, each with a checkpoint.")
  private int report;

  @Option(names = "--device", defaultValue = "auto", description = "auto, cpu, gpu or gpu:N.")
  private String device;

  @Option(names = "--seed", defaultValue = "1", description = "Chooses weights and batches.")
  private long seed;

  @Option(names = "--from", description = "Assembled weights to start a new run from.")
  private Path from;

  @Override
  public Integer call() throws IOException {
    List<Clip> heldClips = files(work.resolve(held)).stream().map(Clip::read).toList();
    try (VisualTrainer trainer = new VisualTrainer(work, device, batch, seed, from)) {
      trainer.train(work.resolve(clips), heldClips, minutes, rate, report, seed);
      trainer.useAveraged();
      trainer
          .score(heldClips, dev.foley.internal.model.embedded.SyncTrack.THRESHOLD)
          .forEach((kind, score) -> System.out.printf("%-24s %s%n", kind, score));
    }
    return 0;
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(f -> f.toString().endsWith(".clip")).sorted().toList();
    }
  }
}
