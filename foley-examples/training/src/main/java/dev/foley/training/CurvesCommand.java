package dev.foley.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Apart from training, so that a machine without fonts or graphics can train. */
@Command(name = "curves", description = "Draws the learning curves of a run.")
final class CurvesCommand implements Callable<Integer> {
  @Option(names = "--work", required = true, description = "Folder of the run.")
  private Path work;

  @Option(names = "--out", description = "Folder for the pictures; that of the run if left out.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    draw(VisualTrainer.CURVE, "Contact network on held-out clips", "train", "f1");
    draw(SoundTrainer.CURVE, "Flow-matching loss", "train", "validation");
    draw(
        DistillTrainer.CURVE,
        "Error of the distilled guidance",
        "guided",
        "plain",
        "unconditional");
    return 0;
  }

  private void draw(String name, String title, String... columns) throws IOException {
    Path csv = work.resolve(name + ".csv");
    if (Files.exists(csv)) {
      Path folder = out == null ? work : Files.createDirectories(out);
      LearningCurve.draw(csv, folder.resolve(name + ".png"), title, columns);
    }
  }
}
