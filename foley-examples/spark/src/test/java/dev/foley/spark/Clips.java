package dev.foley.spark;

import dev.foley.media.humble.VideoWriter;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Films short clips: a ball that bounces, each time a little differently. */
final class Clips {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 96;
  private static final int RATE = 25;

  private Clips() {}

  /** For the benchmark: {@code FOLDER COUNT SECONDS}. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      film(folder.resolve(String.format("clip-%02d.mp4", i)), i, Double.parseDouble(args[2]));
    }
  }

  /**
   * Films one.
   *
   * @param variant changes the ball's rhythm and place
   */
  static void film(Path file, int variant, double seconds) {
    try (VideoWriter writer = VideoWriter.to(file, WIDTH, HEIGHT).frameRate(RATE, 1).open()) {
      for (int i = 0; i < seconds * RATE; i++) {
        double beat = i / (8.0 + variant % 7);
        double height = 4 * (beat % 1) * (1 - beat % 1);
        writer.write(
            picture(20 + variant * 29 % 120, HEIGHT - 12 - 60 * height), new MediaTime(i, RATE));
      }
      writer.finish();
    }
  }

  private static Picture picture(double ballX, double ballY) {
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % WIDTH;
      int y = i / 3 / WIDTH;
      rgb[i] = (byte) (Math.hypot(x - ballX, y - ballY) < 10 ? 220 - 50 * (i % 3) : 40 + y / 2);
    }
    return new Picture(WIDTH, HEIGHT, PixelFormat.RGB24, rgb);
  }
}
