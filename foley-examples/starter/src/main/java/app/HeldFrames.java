package app;

import dev.foley.FoleyGenerator;
import dev.foley.video.*;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Frames you hold yourself, here of a falling bar: no file, no decoder, foley-media not needed. */
public class HeldFrames {
  public static void main(String[] args) {
    var frames = IntStream.range(0, 50).mapToObj(HeldFrames::frame).toList();
    try (FoleyGenerator foley = FoleyGenerator.create()) {
      FrameSequence video = FrameSequence.of(frames, 25, 1);
      foley.video(video::open).prompt("a wooden box drops").writeWav(Path.of(args[0]));
    }
  }

  static Picture frame(int number) {
    byte[] pixels = new byte[160 * 90];
    int top = 160 * Math.min(2 * number, 80);
    java.util.Arrays.fill(pixels, top, top + 160 * 10, (byte) 255);
    return new Picture(160, 90, PixelFormat.GRAY8, pixels);
  }
}
