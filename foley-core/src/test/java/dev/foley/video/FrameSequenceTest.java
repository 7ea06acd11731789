package dev.foley.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.foley.FoleyException;
import dev.foley.video.FrameSequence.TimedPicture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameSequenceTest {
  private static final FrameSpec GRAY = new FrameSpec(2, 2, PixelFormat.GRAY8);

  private static Picture level(int value) {
    byte[] data = new byte[16];
    java.util.Arrays.fill(data, (byte) value);
    return new Picture(4, 4, PixelFormat.GRAY8, data);
  }

  private static List<VideoFrame> drain(FrameSource source) {
    List<VideoFrame> frames = new ArrayList<>();
    for (VideoFrame frame = source.next(); frame != null; frame = source.next()) {
      frames.add(frame);
    }
    assertNull(source.next());
    return frames;
  }

  @Test
  void constantRateIsExactAndReopens() {
    FrameSequence sequence =
        FrameSequence.of(List.of(level(10), level(20), level(30)), 30000, 1001);
    for (int pass = 0; pass < 2; pass++) {
      try (FrameSource source =
          sequence.open(List.of(GRAY, FrameSpec.nativeSize(PixelFormat.RGB24)))) {
        assertThrows(IllegalStateException.class, source::duration);
        List<VideoFrame> frames = drain(source);
        assertEquals(3, frames.size());
        assertEquals(new MediaTime(2002, 30000), frames.get(2).time());
        assertEquals(30, frames.get(2).pictures().get(0).data()[3]);
        assertEquals(48, frames.get(2).pictures().get(1).data().length);
        assertEquals(new MediaTime(3003, 30000), source.duration());
      }
    }
  }

  @Test
  void ownTimesStartAtZeroAndEndWhereTheCallerSays() {
    List<TimedPicture> frames =
        List.of(
            new TimedPicture(new MediaTime(7, 2), level(1)),
            new TimedPicture(new MediaTime(4, 1), level(2)));
    try (FrameSource source =
        FrameSequence.timed(frames::iterator, new MediaTime(6, 1)).open(List.of(GRAY))) {
      List<VideoFrame> drained = drain(source);
      assertEquals(MediaTime.ZERO, drained.get(0).time());
      assertEquals(new MediaTime(1, 2), drained.get(1).time());
      assertEquals(new MediaTime(5, 2), source.duration());
      assertEquals(new MediaTime(7, 2), source.info().startTime());
    }
    try (FrameSource source = FrameSequence.timed(frames::iterator, null).open(List.of(GRAY))) {
      drain(source);
      assertEquals(MediaTime.ofIndex(1, 1), source.duration(), "one spacing after the last start");
    }
  }

  @Test
  void timesThatStandStillAreRefused() {
    TimedPicture frame = new TimedPicture(MediaTime.ZERO, level(1));
    FrameSequence sequence = FrameSequence.timed(List.of(frame, frame)::iterator, null);
    try (FrameSource source = sequence.open(List.of(GRAY))) {
      source.next();
      assertThrows(IllegalArgumentException.class, source::next);
    }
    FrameSequence empty = FrameSequence.timed(List.<TimedPicture>of()::iterator, null);
    assertThrows(IllegalArgumentException.class, () -> empty.open(List.of(GRAY)));
    assertThrows(IllegalArgumentException.class, () -> FrameSequence.of(List.of(level(1)), 0, 1));
  }

  @Test
  void imagesComeInNaturalOrder(@TempDir Path folder) throws IOException {
    int[] numbers = {10, 2, 1};
    for (int number : numbers) {
      BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < 16; i++) {
        image.setRGB(i % 4, i / 4, number * 0x010101);
      }
      ImageIO.write(image, "png", folder.resolve("frame" + number + ".png").toFile());
    }
    Files.writeString(folder.resolve("notes.txt"), "not a picture");
    try (FrameSource source = FrameSequence.images(folder, 25, 1).open(List.of(GRAY))) {
      List<VideoFrame> frames = drain(source);
      assertEquals(3, frames.size());
      assertEquals(1, frames.get(0).pictures().get(0).data()[0]);
      assertEquals(2, frames.get(1).pictures().get(0).data()[0]);
      assertEquals(10, frames.get(2).pictures().get(0).data()[0]);
    }
  }

  @Test
  void foldersWithoutImagesAndFalseImagesSayWhatToDo(@TempDir Path folder) throws IOException {
    assertThrows(FoleyException.UnreadableMedia.class, () -> FrameSequence.images(folder, 25, 1));
    assertThrows(
        FoleyException.UnreadableMedia.class,
        () -> FrameSequence.images(folder.resolve("missing"), 25, 1));
    Files.writeString(folder.resolve("a.png"), "text");
    FrameSequence sequence = FrameSequence.images(folder, 25, 1);
    assertThrows(FoleyException.UnreadableMedia.class, () -> sequence.open(List.of(GRAY)));
  }
}
