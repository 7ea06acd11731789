package dev.foley.media.humble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.foley.FoleyException;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoJoinerTest {
  private static final int FRAMES = 15;
  private static final MediaTime LENGTH = new MediaTime(1, 2);

  @TempDir Path folder;

  private Path piece(String name, int gray) {
    Path file = folder.resolve(name);
    try (VideoWriter writer = VideoWriter.to(file, 64, 48).frameRate(30, 1).open()) {
      for (int i = 0; i < FRAMES; i++) {
        byte[] luma = new byte[64 * 48];
        Arrays.fill(luma, (byte) (gray + 2 * i));
        writer.write(new Picture(64, 48, PixelFormat.GRAY8, luma), new MediaTime(i, 30));
      }
      writer.finish();
    }
    return file;
  }

  @Test
  void everyPieceKeepsItsPicturesAndItsExactTimes() {
    Path dark = piece("dark.mp4", 40);
    Path light = piece("light.mp4", 160);
    Path out = folder.resolve("joined.mp4");
    VideoJoiner.join(List.of(dark, light, light, dark), LENGTH, out);
    FrameSpec spec = new FrameSpec(16, 12, PixelFormat.GRAY8);
    try (FrameSource source = new HumbleVideoDecoder().open(out, List.of(spec))) {
      for (int i = 0; i < 4 * FRAMES; i++) {
        VideoFrame frame = source.next();
        assertEquals(new MediaTime(i, 30), frame.time());
        int gray = (i / FRAMES % 3 == 0 ? 40 : 160) + 2 * (i % FRAMES);
        assertEquals(gray, frame.pictures().get(0).data()[50] & 255, 3, "frame " + i);
      }
      assertEquals(null, source.next());
      assertEquals(new MediaTime(2, 1), source.duration());
      assertEquals(List.of(), source.warnings());
    }
  }

  @Test
  void whatCannotBeJoinedLeavesNothing() {
    Path out = folder.resolve("joined.mp4");
    assertThrows(IllegalArgumentException.class, () -> VideoJoiner.join(List.of(), LENGTH, out));
    List<Path> missing = List.of(piece("a.mp4", 50), folder.resolve("none.mp4"));
    assertThrows(FoleyException.class, () -> VideoJoiner.join(missing, LENGTH, out));
    assertFalse(Files.exists(out));
  }
}
