package dev.foley.media.humble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import dev.foley.audio.AudioBuffer;
import dev.foley.audio.SampleFormat;
import dev.foley.media.TestPictures;
import dev.foley.media.internal.Mp4Movie;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an MP4's index asks for and the native library does not do by itself. */
class EditsAndRotationTest {
  private static final FrameSpec SMALL = new FrameSpec(24, 24, PixelFormat.GRAY8);
  private static final int ONE = 0x10000;

  @TempDir Path folder;

  private final HumbleVideoDecoder decoder = new HumbleVideoDecoder();
  private Path clip;

  @BeforeEach
  void write() {
    clip = folder.resolve("clip.mp4");
    try (VideoWriter writer =
        VideoWriter.to(clip, 96, 64).frameRate(25, 1).reorderedFrames(2).quality(4).open()) {
      for (int i = 0; i < 20; i++) {
        writer.write(TestPictures.numbered(96, 64, i), new MediaTime(i, 25));
      }
      writer.finish();
    }
  }

  /** Overwrites the single edit: duration in milliseconds, start in track ticks. */
  private void edit(int durationMillis, int extraTicks) throws IOException {
    byte[] bytes = Files.readAllBytes(clip);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("elst") + 4;
    ByteBuffer edit = ByteBuffer.wrap(bytes);
    edit.putInt(at + 8, durationMillis);
    edit.putInt(at + 12, edit.getInt(at + 12) + extraTicks);
    Files.write(clip, bytes);
  }

  private void rotate(int... upperLeft) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(clip));
    int at = (int) Mp4Movie.tracks(clip).get(0).matrixOffset();
    int[] words = {0, 1, 3, 4};
    for (int i = 0; i < 4; i++) {
      bytes.putInt(at + 4 * words[i], upperLeft[i]);
    }
    Files.write(clip, bytes.array());
  }

  @Test
  void onlyEditedFramesAreShownAndTheFirstIsTimeZero() throws IOException {
    // 25 frames a second are 512 ticks a frame: start 5 frames later, show 10 frames.
    edit(400, 5 * 512);
    try (FrameSource source = decoder.open(clip, List.of(SMALL))) {
      for (int i = 0; i < 10; i++) {
        var frame = source.next();
        assertEquals(new MediaTime(i, 25), frame.time());
        assertEquals(
            TestPictures.level(i + 5),
            TestPictures.mean(frame.pictures().get(0), 0.1, 0.5, 0.9, 0.9),
            6,
            "frame " + i);
      }
      assertEquals(null, source.next());
      assertEquals(new MediaTime(10, 25), source.duration());
      assertEquals(List.of(), source.warnings());
    }
  }

  @ParameterizedTest
  @CsvSource({"90, 0, 1, -1, 0", "180, -1, 0, 0, -1", "270, 0, -1, 1, 0"})
  void rotationIsApplied(int degrees, int a, int b, int c, int d) throws IOException {
    rotate(a * ONE, b * ONE, c * ONE, d * ONE);
    boolean sideways = degrees != 180;
    try (FrameSource source =
        decoder.open(clip, List.of(SMALL, FrameSpec.nativeSize(PixelFormat.RGB24)))) {
      assertEquals(degrees, source.info().rotation());
      assertEquals(sideways ? 64 : 96, source.info().width());
      assertEquals(sideways ? 96 : 64, source.info().height());
      var pictures = source.next().pictures();
      assertEquals(sideways ? 64 : 96, pictures.get(1).width());
      Picture gray = pictures.get(0);
      // The bar lies along the top left before the turn: after 90 degrees along the right, top.
      double topRight = TestPictures.mean(gray, 0.8, 0.1, 0.98, 0.4);
      double bottomRight = TestPictures.mean(gray, 0.6, 0.8, 0.9, 0.98);
      double bottomLeft = TestPictures.mean(gray, 0.02, 0.6, 0.2, 0.9);
      double bar = degrees == 90 ? topRight : degrees == 180 ? bottomRight : bottomLeft;
      assertEquals(250, bar, 12);
      assertTrue(topRight + bottomRight + bottomLeft < 400, "one bar only");
    }
  }

  @Test
  void theMuxerKeepsRotationAndEdits() throws IOException {
    rotate(0, ONE, -ONE, 0);
    edit(400, 5 * 512);
    Path wav = folder.resolve("sound.wav");
    AudioBuffer.mono(48_000, new float[19_200]).writeWav(wav, SampleFormat.PCM16);
    Path out = folder.resolve("out.mov");
    assertEquals(List.of(), new HumbleVideoMuxer().mux(clip, wav, out));
    try (FrameSource source = decoder.open(out, List.of(SMALL))) {
      assertEquals(90, source.info().rotation());
      var first = source.next();
      assertEquals(MediaTime.ZERO, source.info().startTime());
      double level = TestPictures.mean(first.pictures().get(0), 0.1, 0.6, 0.5, 0.9);
      assertEquals(TestPictures.level(5), level, 6);
    }
  }

  @Test
  void anInterruptedThreadIsToldSo() {
    try (FrameSource source = decoder.open(clip, List.of(SMALL))) {
      Thread.currentThread().interrupt();
      assertThrows(
          FoleyException.Cancelled.class,
          () -> {
            while (source.next() != null) {
              // until the interruption is seen
            }
          });
    } finally {
      assertTrue(Thread.interrupted(), "the flag stays set for the caller");
    }
  }
}
