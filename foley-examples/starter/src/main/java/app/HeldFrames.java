package app;

import dev.foley.FoleyGenerator;
import dev.foley.video.FrameSequence;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Frames you hold yourself: no file, no decoder, foley-media not needed. */
public class HeldFrames {
  public static void main(String[] args) {
    List<Picture> frames = new ArrayList<>();
    for (int i = 0; i < 50; i++) { // a white square falls on a grey floor
      byte[] rgb = new byte[160 * 90 * 3];
      for (int p = 0; p < 160 * 90; p++) {
        boolean square = Math.abs(p % 160 - 80) < 8 && Math.abs(p / 160 - Math.min(72, 2 * i)) < 8;
        java.util.Arrays.fill(rgb, 3 * p, 3 * p + 3, (byte) (square ? 255 : p / 160 > 80 ? 90 : 20));
      }
      frames.add(new Picture(160, 90, PixelFormat.RGB24, rgb));
    }
    FrameSequence video = FrameSequence.of(frames, 25, 1);
    try (FoleyGenerator foley = FoleyGenerator.create()) {
      foley.video(video::open).prompt("a wooden box drops").writeWav(Path.of(args[0]));
    }
  }
}
