package dev.foley.cli.soak;

import dev.foley.FoleyException;
import dev.foley.media.humble.VideoJoiner;
import dev.foley.media.humble.VideoWriter;
import dev.foley.training.scene.Contact;
import dev.foley.training.scene.SceneClip;
import dev.foley.training.scene.SceneKind;
import dev.foley.training.scene.SceneOptions;
import dev.foley.training.scene.Scenes;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.PictureScaler;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Makes long 1080p30 H.264 films with exactly known contacts, cheaply: each scene is rendered once
 * ({@value #SHOT_SECONDS} s at 640 x 360, scaled up by three), coded once, and a film is a shuffled
 * row of such shots, joined packet by packet. To a decoder the film is as much work as any other of
 * its size; every border of a shot is a hard cut.
 */
final class FilmStudio {
  static final int SHOT_SECONDS = 10;

  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;
  private static final int ENLARGED = 3;
  private static final int RATE = 30;

  /** Seeds that neither training nor evaluation uses. */
  private static final long FIRST_SEED = 9_600_000;

  private final Path folder;
  private final BooleanSupplier stopped;
  private final Map<SceneKind, SceneClip> scenes = new ConcurrentHashMap<>();

  /**
   * Opens a studio.
   *
   * @param folder where shots are kept for later runs
   * @param stopped asked between pictures
   */
  FilmStudio(Path folder, BooleanSupplier stopped) {
    this.folder = folder;
    this.stopped = stopped;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new FoleyException.UnwritableOutput("cannot make the folder " + folder, e);
    }
  }

  /** Renders a programme's shots unless an earlier run has. */
  void prepare(Programme programme) {
    programme.scenes().parallelStream().forEach(this::shoot);
  }

  private Path file(SceneKind kind) {
    return folder.resolve("shot-" + name(kind) + ".mp4");
  }

  private static String name(SceneKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private SceneClip scene(SceneKind kind) {
    return scenes.computeIfAbsent(kind, FilmStudio::play);
  }

  private static SceneClip play(SceneKind kind) {
    SceneOptions options =
        new SceneOptions(SHOT_SECONDS, WIDTH / ENLARGED, HEIGHT / ENLARGED, false);
    return Scenes.generate(kind, FIRST_SEED + kind.ordinal(), options);
  }

  private void shoot(SceneKind kind) {
    if (Files.exists(file(kind))) {
      return;
    }
    SceneClip clip = scene(kind);
    FrameSpec screen = new FrameSpec(WIDTH, HEIGHT, PixelFormat.RGB24);
    try (FrameSource frames = clip.open(FrameSpec.nativeSize(PixelFormat.RGB24));
        VideoWriter writer =
            VideoWriter.to(file(kind), WIDTH, HEIGHT)
                .frameRate(RATE, 1)
                .preset("veryfast")
                .open()) {
      for (VideoFrame f = frames.next(); f != null; f = frames.next()) {
        if (stopped.getAsBoolean()) {
          throw new FoleyException.Cancelled("stopped while rendering " + file(kind));
        }
        writer.write(PictureScaler.scale(f.pictures().get(0), screen), f.time());
      }
      writer.finish();
    }
  }

  /**
   * Joins shots of a programme to a film; overwrites the film before.
   *
   * @param shots how many
   * @param seed of their order; each scene comes equally often, as far as the number allows
   */
  Film film(Programme programme, int shots, long seed) {
    List<SceneKind> order = new ArrayList<>();
    for (int i = 0; i < shots; i++) {
      order.add(programme.scenes().get(i % programme.scenes().size()));
    }
    Collections.shuffle(order, new Random(seed));
    Path out = folder.resolve("segment.mp4");
    MediaTime length = new MediaTime(SHOT_SECONDS, 1);
    VideoJoiner.join(order.stream().map(this::file).toList(), length, out);
    List<Double> contacts = new ArrayList<>();
    List<Film.Shot> row = new ArrayList<>();
    for (int i = 0; i < shots; i++) {
      double start = (double) i * SHOT_SECONDS;
      row.add(new Film.Shot(start, name(order.get(i))));
      for (Contact contact : scene(order.get(i)).contacts()) {
        contacts.add(start + contact.time());
      }
    }
    return new Film(out, contacts, row, Duration.ofSeconds((long) shots * SHOT_SECONDS));
  }
}
