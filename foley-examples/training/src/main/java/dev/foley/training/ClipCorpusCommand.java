package dev.foley.training;

import dev.foley.training.scene.SceneKind;
import dev.foley.training.scene.SceneOptions;
import dev.foley.training.scene.Scenes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "corpus-clips",
    description = "Renders clips and stores what the visual network sees of them; resumes.")
final class ClipCorpusCommand implements Callable<Integer> {
  static final double SECONDS = 6;
  private static final int[] WIDTHS = {192, 208, 240, 256};

  @Option(names = "--work", required = true, description = "Folder of the run.")
  private Path work;

  @Option(names = "--folder", defaultValue = "clips", description = "Folder of the clips in it.")
  private String folder;

  @Option(names = "--count", defaultValue = "1500", description = "Number of clips.")
  private int count;

  @Option(names = "--seed", defaultValue = "2000000", description = "First seed.")
  private long seed;

  @Option(
      names = "--kinds",
      split = ",",
      description = "Kinds of scene to render, e.g. CAMERA_MOVE,SWINGING; all if not given.")
  private Set<SceneKind> kinds = EnumSet.allOf(SceneKind.class);

  @Override
  public Integer call() throws IOException {
    Path clips = Files.createDirectories(work.resolve(folder));
    long[] seeds =
        LongStream.iterate(seed, s -> s + 1)
            .filter(s -> kinds.contains(kind(s)))
            .limit(count)
            .toArray();
    LongStream.of(seeds).parallel().forEach(s -> render(clips, s));
    return 0;
  }

  /** A seed's kind of scene, the same whichever kinds are asked for. */
  private static SceneKind kind(long seed) {
    SceneKind[] kinds = SceneKind.values();
    return kinds[(int) Math.floorMod(seed, (long) kinds.length)];
  }

  private static void render(Path clips, long seed) {
    Path file = clips.resolve(String.format(Locale.ROOT, "%08d.clip", seed));
    if (Files.exists(file)) {
      return;
    }
    SplittableRandom random = new SplittableRandom(seed);
    int width = WIDTHS[random.nextInt(WIDTHS.length)];
    SceneOptions options = new SceneOptions(SECONDS, width, width * 9 / 16 / 2 * 2, true);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Clip.of(Scenes.generate(kind(seed), seed, options)).write(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
