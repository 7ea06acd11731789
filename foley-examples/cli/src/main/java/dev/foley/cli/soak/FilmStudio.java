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
import dev.foley.video.Picture;
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
import java.util.Random;

/**
 * Makes long 1080p30 H.264 films with exactly known contacts, cheaply: each scene is rendered once
 * ({@value #SHOT_SECONDS} s at 960 x 540, scaled up by two), coded once, and a film is a shuffled
 * row of such shots, joined packet by packet. To a decoder the film is as much work as any other of
 * its size; every border of a shot is a hard cut.
 */
final class FilmStudio {
  static final int SHOT_SECONDS = 10;

  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;
  private static final int RATE = 30;

  /** Seeds that neither training nor evaluation uses. */
  private static final long FIRST_SEED = 9_600_000;

  private final Path folder;

  /**
   * Opens a studio.
   *
   * @param folder where shots are kept for later runs
   */
  FilmStudio(Path folder) {
    this.folder = folder;
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

  private static SceneClip scene(SceneKind kind) {
    SceneOptions options = new SceneOptions(SHOT_SECONDS, WIDTH / 2, HEIGHT / 2, false);
    return Scenes.generate(kind, FIRST_SEED + kind.ordinal(), options);
  }

  private void shoot(SceneKind kind) {
    if (Files.exists(file(kind))) {
      return;
    }
    SceneClip clip = scene(kind);
    try (FrameSource frames = clip.open(FrameSpec.nativeSize(PixelFormat.RGB24));
        VideoWriter writer =
            VideoWriter.to(file(kind), WIDTH, HEIGHT).frameRate(RATE, 1).quality(23).open()) {
      for (VideoFrame f = frames.next(); f != null; f = frames.next()) {
        writer.write(doubled(f.pictures().get(0)), f.time());
      }
      writer.finish();
    }
  }

  /** Twice the size, new pixels halfway between their neighbours. */
  private static Picture doubled(Picture small) {
    int w = small.width();
    int h = small.height();
    byte[] from = small.data();
    byte[] to = new byte[from.length * 4];
    for (int y = 0; y < 2 * h; y++) {
      int top = y / 2 * w * 3;
      int bottom = Math.min(h - 1, (y + 1) / 2) * w * 3;
      for (int x = 0; x < 2 * w; x++) {
        int left = x / 2 * 3;
        int right = Math.min(w - 1, (x + 1) / 2) * 3;
        for (int c = 0; c < 3; c++) {
          int sum =
              (from[top + left + c] & 255)
                  + (from[top + right + c] & 255)
                  + (from[bottom + left + c] & 255)
                  + (from[bottom + right + c] & 255);
          to[(y * 2 * w + x) * 3 + c] = (byte) ((sum + 2) / 4);
        }
      }
    }
    return new Picture(2 * w, 2 * h, PixelFormat.RGB24, to);
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
