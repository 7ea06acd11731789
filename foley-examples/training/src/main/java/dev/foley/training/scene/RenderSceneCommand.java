package dev.foley.training.scene;

import dev.foley.media.humble.VideoWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Films one scene, or the bundled samples, into files. */
@Command(
    name = "render-scene",
    mixinStandardHelpOptions = true,
    description = "Film a scene as a video with its true contacts beside it.")
public final class RenderSceneCommand implements Callable<Integer> {
  /** Pictures are drawn this many times larger each way and averaged down. */
  private static final int SUPERSAMPLING = 2;

  /** A clip that ships with the command line: never used for training. */
  private record Sample(String name, SceneKind kind, long seed, double seconds) {}

  private static final Sample[] SAMPLES = {
    new Sample("bouncing-ball", SceneKind.BOUNCING_BALL, 9_000_021, 6),
    new Sample("footsteps-wood", SceneKind.WALKING, 9_000_090, 6),
    new Sample("door-closing", SceneKind.DOOR, 9_000_005, 6),
    new Sample("hammer-metal", SceneKind.HAMMER, 9_000_040, 6),
    new Sample("hand-slap-table", SceneKind.HAND_SLAP, 9_000_027, 6),
  };

  @Option(
      names = "--kind",
      description = "One of ${COMPLETION-CANDIDATES}.",
      defaultValue = "BOUNCING_BALL")
  private SceneKind kind;

  @Option(names = "--seed", description = "Default ${DEFAULT-VALUE}.", defaultValue = "1")
  private long seed;

  @Option(names = "--seconds", description = "Default ${DEFAULT-VALUE}.", defaultValue = "5.5")
  private double seconds;

  @Option(
      names = "--width",
      description = "Pixels, default ${DEFAULT-VALUE}.",
      defaultValue = "640")
  private int width;

  @Option(
      names = "--height",
      description = "Pixels, default ${DEFAULT-VALUE}.",
      defaultValue = "360")
  private int height;

  @Option(
      names = "--quality",
      description = "H.264 rate factor, ${DEFAULT-VALUE}.",
      defaultValue = "23")
  private int quality;

  @Option(
      names = "--augment",
      description = "Noise, blur, compression, odd frame rates, camera moves and distractors.")
  private boolean augment;

  @Option(names = "--out", description = "Video file; the truth goes beside it as .json.")
  private Path out;

  @Option(names = "--sheet", description = "PNG with the frames around each contact.")
  private File sheet;

  @Option(names = "--samples", description = "Folder to write the bundled samples into.")
  private Path samples;

  /** Runs the command alone, without the training command around it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new RenderSceneCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (samples != null) {
      Files.createDirectories(samples);
      for (Sample sample : SAMPLES) {
        SceneClip clip = film(sample.kind(), sample.seed(), sample.seconds(), false);
        write(clip, sample.seed(), samples.resolve(sample.name() + ".mp4"));
      }
      return 0;
    }
    if (out == null && sheet == null) {
      throw new CommandLine.ParameterException(
          new CommandLine(this), "say where to write: --out, --sheet or --samples");
    }
    SceneClip clip = film(kind, seed, seconds, augment);
    if (out != null) {
      write(clip, seed, out);
    }
    if (sheet != null) {
      SceneOptions small = new SceneOptions(seconds, 256, 144, augment);
      ImageIO.write(ContactSheet.draw(Scenes.generate(kind, seed, small), 5), "png", sheet);
    }
    return 0;
  }

  private SceneClip film(SceneKind what, long number, double length, boolean spoilt) {
    SceneOptions options =
        new SceneOptions(length, width * SUPERSAMPLING, height * SUPERSAMPLING, spoilt);
    return Scenes.generate(what, number, options);
  }

  private void write(SceneClip clip, long number, Path video) throws IOException {
    SceneFiles.writeVideo(clip, video, width, height, VideoWriter.Codec.H264, quality);
    String name = video.getFileName().toString();
    String base = name.substring(0, Math.max(name.lastIndexOf('.'), 1));
    SceneFiles.writeTruth(clip, number, video.resolveSibling(base + ".json"));
  }
}
