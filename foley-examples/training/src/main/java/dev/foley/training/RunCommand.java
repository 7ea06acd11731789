package dev.foley.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The other commands in their order; each is told to a reader as it could be typed. */
@Command(
    name = "run",
    description = {
      "Everything in one go: corpus, networks, learning curves, weights. Given again, it leaves out",
      "the steps that were finished, and resumes the one that was not."
    })
final class RunCommand implements Callable<Integer> {
  /** Shares of the training time. */
  private static final double VISUAL = 0.35;

  private static final double SOUND = 0.5;
  private static final double DISTILL = 0.15;

  private static final int LATENT_SOUNDTRACKS = 600;
  private static final int HELD_SOUNDTRACKS = 200;
  private static final int HELD_CLIPS = 92;

  @Option(names = "--work", required = true, description = "Folder of the run.")
  private Path work;

  @Option(
      names = "--minutes",
      required = true,
      description = "How long to train, all networks together; making the corpus comes on top.")
  private double minutes;

  @Option(names = "--soundtracks", defaultValue = "16000", description = "Without pictures.")
  private int soundtracks;

  @Option(names = "--clips", defaultValue = "4400", description = "Rendered clips, 5.2 MB each.")
  private int clips;

  @Option(
      names = "--batch",
      defaultValue = "12",
      description = "Windows in a step, and half as many crops; 64 suits a GPU.")
  private int batch;

  @Option(names = "--device", defaultValue = "auto", description = "auto, cpu, gpu or gpu:N.")
  private String device;

  @Option(names = "--out", description = "Folder for the weights; that of the run if left out.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(work);
    String both = SoundCorpusCommand.TRAIN + "," + SightCorpusCommand.TRAIN;
    String crops = text(Math.max(1, batch / 2));
    String windows = text(batch);
    List<List<String>> steps =
        List.of(
            List.of("latents", "--count", text(Math.min(LATENT_SOUNDTRACKS, soundtracks))),
            List.of(
                "corpus-sound",
                "--count",
                text(soundtracks),
                "--held",
                text(Math.min(HELD_SOUNDTRACKS, soundtracks))),
            List.of(
                "corpus-clips",
                "--folder",
                "held",
                "--count",
                text(Math.min(HELD_CLIPS, clips)),
                "--seed",
                text(SoundCorpusCommand.HELD_SEEDS)),
            List.of("corpus-clips", "--count", text(clips)),
            List.of("train-visual", "--minutes", share(VISUAL), "--batch", crops, device()),
            List.of("corpus-sight", device()),
            List.of(
                "train-sound",
                "--minutes",
                share(SOUND),
                "--batch",
                windows,
                "--corpus",
                both,
                device()),
            List.of(
                "train-sound",
                "--distill",
                "--rate",
                "5e-4",
                "--minutes",
                share(DISTILL),
                "--batch",
                windows,
                "--corpus",
                both,
                device()),
            List.of("curves"),
            List.of("assemble", "--out", (out == null ? work : out).toString()));
    for (int i = 0; i < steps.size(); i++) {
      int status = take(steps.get(i), work.resolve(String.format(Locale.ROOT, "%02d.done", i + 1)));
      if (status != 0) {
        return status;
      }
    }
    return 0;
  }

  /** Takes a step, unless its mark says that it was taken. */
  private int take(List<String> step, Path done) throws IOException {
    if (Files.exists(done)) {
      return 0;
    }
    List<String> line = new ArrayList<>(step);
    line.add(1, "--work=" + work);
    System.out.println("foley-training " + String.join(" ", line));
    int status = new CommandLine(new TrainingCommand()).execute(line.toArray(String[]::new));
    if (status == 0) {
      Files.createFile(done);
    }
    return status;
  }

  private static String text(long number) {
    return Long.toString(number);
  }

  private String share(double part) {
    return String.format(Locale.ROOT, "%.3f", part * minutes);
  }

  private String device() {
    return "--device=" + device;
  }
}
