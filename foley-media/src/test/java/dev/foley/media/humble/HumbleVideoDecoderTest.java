package dev.foley.media.humble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.media.TestPictures;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumbleVideoDecoderTest {
  private static final FrameSpec GRAY = new FrameSpec(32, 24, PixelFormat.GRAY8);

  /** Quantisation at the qualities used here moves a uniform grey by a few levels at most. */
  private static final double LEVEL_TOLERANCE = 6;

  @TempDir Path folder;

  private final HumbleVideoDecoder decoder = new HumbleVideoDecoder();

  private static List<MediaTime> constant(int count, int numerator, int denominator) {
    List<MediaTime> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      times.add(MediaTime.ofTicks(i, denominator, numerator));
    }
    return times;
  }

  private Path encode(VideoWriter.Builder builder, int width, int height, List<MediaTime> times) {
    try (VideoWriter writer = builder.open()) {
      for (int i = 0; i < times.size(); i++) {
        writer.write(TestPictures.numbered(width, height, i), times.get(i));
      }
      writer.finish();
    }
    return builder.out;
  }

  /** Decodes and checks every time and that every picture is the one written at that time. */
  private MediaTime assertDecodes(Path file, List<MediaTime> expected) {
    try (FrameSource source = decoder.open(file, List.of(GRAY))) {
      for (int i = 0; i < expected.size(); i++) {
        VideoFrame frame = source.next();
        assertEquals(expected.get(i), frame.time(), "time of frame " + i);
        Picture picture = frame.pictures().get(0);
        assertEquals(
            TestPictures.level(i),
            TestPictures.mean(picture, 0.1, 0.5, 0.9, 0.9),
            LEVEL_TOLERANCE,
            "grey level of frame " + i);
        assertEquals(
            250,
            TestPictures.mean(picture, 0.1, 0.05, 0.35, 0.18),
            2 * LEVEL_TOLERANCE,
            "bar of frame " + i);
      }
      assertNull(source.next());
      assertNull(source.next(), "stays at the end");
      assertEquals(List.of(), source.warnings());
      return source.duration();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "H264, mp4, 96, 64, 30000, 1001",
    "H264, mp4, 96, 64, 24000, 1001",
    "H264, mov, 98, 62, 60, 1",
    "H264, mkv, 96, 64, 25, 1",
    "H264, avi, 96, 64, 25, 1",
    "H264, ts, 96, 64, 25, 1",
    "MPEG4, avi, 97, 61, 25, 1",
    "MPEG4, mp4, 96, 64, 30, 1",
    "MJPEG, avi, 97, 61, 15, 1",
    "MJPEG, mov, 96, 64, 30000, 1001",
    "VP9, webm, 96, 64, 25, 1",
  })
  void constantRatesAreExact(
      VideoWriter.Codec codec, String container, int width, int height, int rate, int over) {
    Path file = folder.resolve("clip." + container);
    VideoWriter.Builder builder =
        VideoWriter.to(file, width, height).codec(codec).frameRate(rate, over).quality(4);
    List<MediaTime> times = constant(23, rate, over);
    encode(builder, width, height, times);
    assertEquals(MediaTime.ofTicks(23, over, rate), assertDecodes(file, times));
  }

  @Test
  void variableRateWithReorderedFramesKeepsItsTimes() {
    Path file = folder.resolve("vfr.mp4");
    List<MediaTime> times = new ArrayList<>();
    int[] ticks = {
      0, 1000, 3003, 3400, 9000, 9001, 12345, 30000, 30400, 55000, 79000, 90000, 90777
    };
    for (int tick : ticks) {
      times.add(new MediaTime(tick, 30000));
    }
    encode(
        VideoWriter.to(file, 96, 64).ticksPerSecond(30000).reorderedFrames(3).quality(4),
        96,
        64,
        times);
    assertEquals(new MediaTime(90777 + 777, 30000), assertDecodes(file, times));
  }

  @Test
  void timeIsCountedFromTheFirstFrameHoweverLateItComes() {
    Path file = folder.resolve("late.mp4");
    List<MediaTime> written = new ArrayList<>();
    List<MediaTime> expected = constant(10, 25, 1);
    for (MediaTime time : expected) {
      written.add(time.plus(new MediaTime(7, 5)));
    }
    encode(VideoWriter.to(file, 96, 64).frameRate(25, 1).quality(4), 96, 64, written);
    assertEquals(new MediaTime(2, 5), assertDecodes(file, expected));
    try (FrameSource source = decoder.open(file, List.of(GRAY))) {
      assertEquals(new MediaTime(7, 5), source.info().startTime());
    }
  }

  @ParameterizedTest
  @CsvSource({"yuv444p", "yuv422p", "yuv420p"})
  void otherChromaLayoutsKeepTheirColours(String pixelFormat) {
    Path file = folder.resolve("colour.mp4");
    int width = pixelFormat.equals("yuv444p") ? 97 : 96;
    VideoWriter.Builder builder =
        VideoWriter.to(file, width, 64).pixelFormat(pixelFormat).quality(4);
    try (VideoWriter writer = builder.open()) {
      writer.write(TestPictures.plain(width, 64, 200, 60, 20), MediaTime.ZERO);
      writer.finish();
    }
    FrameSpec rgb = FrameSpec.nativeSize(PixelFormat.RGB24);
    try (FrameSource source = decoder.open(file, List.of(rgb, GRAY))) {
      VideoFrame frame = source.next();
      Picture picture = frame.pictures().get(0);
      assertEquals(width, picture.width());
      assertEquals(64, picture.height());
      int middle = (32 * width + width / 2) * 3;
      assertEquals(200, picture.data()[middle] & 0xFF, 5);
      assertEquals(60, picture.data()[middle + 1] & 0xFF, 5);
      assertEquals(20, picture.data()[middle + 2] & 0xFF, 5);
      double luma = 0.299 * 200 + 0.587 * 60 + 0.114 * 20;
      assertEquals(luma, TestPictures.mean(frame.pictures().get(1), 0, 0, 1, 1), 3);
    }
  }

  @Test
  void blackAndWhiteReachTheEndsOfTheRange() {
    for (VideoWriter.Codec codec :
        List.of(VideoWriter.Codec.H264, VideoWriter.Codec.MJPEG, VideoWriter.Codec.MPEG4)) {
      Path file = folder.resolve(codec + ".avi");
      try (VideoWriter writer =
          VideoWriter.to(file, 64, 64).codec(codec).frameRate(25, 1).quality(2).open()) {
        writer.write(TestPictures.plain(64, 64, 0, 0, 0), MediaTime.ZERO);
        writer.write(TestPictures.plain(64, 64, 255, 255, 255), new MediaTime(1, 25));
        writer.finish();
      }
      try (FrameSource source = decoder.open(file, List.of(GRAY))) {
        assertEquals(0, TestPictures.mean(source.next().pictures().get(0), 0, 0, 1, 1), 2);
        assertEquals(255, TestPictures.mean(source.next().pictures().get(0), 0, 0, 1, 1), 2);
      }
    }
  }

  @Test
  void durationIsUnknownBeforeTheEndAndUseAfterCloseFails() {
    Path file = folder.resolve("short.mp4");
    encode(VideoWriter.to(file, 96, 64), 96, 64, constant(2, 30, 1));
    FrameSource source = decoder.open(file, List.of(GRAY));
    assertThrows(IllegalStateException.class, source::duration);
    source.close();
    source.close();
    assertThrows(IllegalStateException.class, source::next);
    assertThrows(IllegalArgumentException.class, () -> decoder.open(file, List.of()));
    assertTrue(decoder.isAvailable());
  }
}
