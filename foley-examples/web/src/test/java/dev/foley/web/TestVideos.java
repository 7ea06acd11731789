package dev.foley.web;

import dev.foley.media.humble.VideoWriter;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import java.nio.file.Path;

/** Small videos of a square that falls again and again, made on the spot. */
final class TestVideos {
  /** The clips that come with the command line. */
  static final Path SAMPLES = Path.of("..", "cli", "samples");

  private static final int RATE = 25;
  private static final int FALL_FRAMES = 15;

  private TestVideos() {}

  /** Writes a video; the extension of the name chooses the container. */
  static Path write(Path file, VideoWriter.Codec codec, int width, int height, int frames) {
    try (VideoWriter writer =
        VideoWriter.to(file, width, height)
            .codec(codec)
            .frameRate(RATE, 1)
            .preset("ultrafast")
            .open()) {
      for (int i = 0; i < frames; i++) {
        writer.write(picture(width, height, i), new MediaTime(i, RATE));
      }
      writer.finish();
    }
    return file;
  }

  private static Picture picture(int width, int height, int frame) {
    byte[] data = new byte[width * height];
    int side = Math.max(2, height / 6);
    double fall = (double) (frame % FALL_FRAMES) / FALL_FRAMES;
    int top = (int) (fall * fall * (height - side));
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean inside = y >= top && y < top + side && x >= side && x < 2 * side;
        data[y * width + x] = (byte) (inside ? 230 : 60 + 40 * x / width);
      }
    }
    return new Picture(width, height, PixelFormat.GRAY8, data);
  }
}
