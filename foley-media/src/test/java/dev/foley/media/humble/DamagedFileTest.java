package dev.foley.media.humble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import dev.foley.media.TestPictures;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoDecoders;
import dev.foley.video.VideoFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Good files made bad: typed failures or fewer frames with a warning, never anything else. */
class DamagedFileTest {
  private static final List<FrameSpec> SPECS = List.of(new FrameSpec(16, 16, PixelFormat.GRAY8));

  @TempDir Path folder;

  private final HumbleVideoDecoder decoder = new HumbleVideoDecoder();

  private byte[] clip(String name, VideoWriter.Codec codec, int frames) throws IOException {
    Path file = folder.resolve(name);
    try (VideoWriter writer =
        VideoWriter.to(file, 96, 64)
            .codec(codec)
            .frameRate(25, 1)
            .keyFrameInterval(5)
            .quality(5)
            .open()) {
      for (int i = 0; i < frames; i++) {
        writer.write(noise(i), new MediaTime(i, 25));
      }
      writer.finish();
    }
    return Files.readAllBytes(file);
  }

  /** Noise makes packets large enough to be hit. */
  private static dev.foley.video.Picture noise(int seed) {
    byte[] data = TestPictures.numbered(96, 64, seed).data();
    Random random = new Random(seed);
    for (int i = 0; i < data.length; i += 7) {
      data[i] = (byte) random.nextInt(256);
    }
    return new dev.foley.video.Picture(96, 64, PixelFormat.RGB24, data);
  }

  private record Result(int frames, MediaTime duration, List<String> warnings) {}

  private Result decode(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("mutant"), bytes);
    try (FrameSource source = decoder.open(file, SPECS)) {
      int frames = 0;
      MediaTime last = new MediaTime(-1, 1);
      for (VideoFrame frame = source.next(); frame != null; frame = source.next()) {
        assertTrue(frame.time().compareTo(last) > 0, "times increase");
        last = frame.time();
        frames++;
      }
      assertTrue(source.duration().compareTo(last) > 0, "the end comes after the last frame");
      return new Result(frames, source.duration(), source.warnings());
    }
  }

  /** Offset of a box type's four characters. */
  private static int find(byte[] bytes, String type) {
    byte[] wanted = type.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i + 4 <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + 4, wanted, 0, 4)) {
        return i;
      }
    }
    throw new AssertionError(type + " not found");
  }

  private static void putInt(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >>> (24 - 8 * i));
    }
  }

  @Test
  void aFalseDurationIsNotBelieved() throws IOException {
    byte[] bytes = clip("a.mp4", VideoWriter.Codec.H264, 25);
    // mdhd: version and flags, two dates, time scale, duration
    putInt(bytes, find(bytes, "mdhd") + 4 + 16, 0x7FFFFFFF);
    putInt(bytes, find(bytes, "mvhd") + 4 + 16, 0x7FFFFFFF);
    putInt(bytes, find(bytes, "elst") + 4 + 8, 0x7FFFFFFF);
    Result result = decode(bytes);
    assertEquals(25, result.frames());
    assertEquals(MediaTime.ofIndex(1, 1), result.duration());
    assertTrue(result.warnings().get(0).contains("claims"), result.warnings().toString());
  }

  @Test
  void aFalseSizeIsNotBelieved() throws IOException {
    byte[] bytes = clip("a.mp4", VideoWriter.Codec.H264, 5);
    int entry = find(bytes, "avc1");
    putInt(bytes, entry + 4 + 24, 0x40004000);
    putInt(bytes, find(bytes, "tkhd") + 4 + 76, 0x40000000);
    Path file = Files.write(folder.resolve("size.mp4"), bytes);
    try (FrameSource source = decoder.open(file, SPECS)) {
      assertEquals(96, source.info().width());
      assertEquals(64, source.info().height());
    }
  }

  @Test
  void damageInTheMiddleCostsOnlyThatPart() throws IOException {
    byte[] bytes = clip("a.avi", VideoWriter.Codec.MJPEG, 30);
    // Each chunk is 00dc, its size in little-endian order, then one JPEG: empty four of them.
    int chunk = 0;
    for (int i = find(bytes, "movi") + 4; chunk < 16; chunk++) {
      int size = (bytes[i + 5] & 0xFF) << 8 | bytes[i + 4] & 0xFF;
      if (chunk >= 12) {
        Arrays.fill(bytes, i + 8, i + 8 + size, (byte) 0);
      }
      i += 8 + size + size % 2;
    }
    Result result = decode(bytes);
    assertEquals(26, result.frames());
    assertEquals(new MediaTime(30, 25), result.duration());
    assertEquals(
        List.of(
            "The picture from 0.480 s to 0.640 s is damaged and missing; the frame before it"
                + " stands still."),
        result.warnings());
  }

  @Test
  void aCutFileGivesWhatIsThere() throws IOException {
    byte[] bytes = clip("a.mkv", VideoWriter.Codec.H264, 50);
    Result result = decode(Arrays.copyOf(bytes, bytes.length / 2));
    assertTrue(result.frames() > 10 && result.frames() < 40, "frames " + result.frames());
  }

  @Test
  void anUnknownCodecIsNamed() throws IOException {
    byte[] bytes = clip("a.mkv", VideoWriter.Codec.H264, 3);
    int codec = find(bytes, "/AVC");
    System.arraycopy("/XYZ".getBytes(StandardCharsets.US_ASCII), 0, bytes, codec, 4);
    Path file = Files.write(folder.resolve("unknown.mkv"), bytes);
    FoleyException failure =
        assertThrows(FoleyException.UnsupportedCodec.class, () -> decoder.open(file, SPECS));
    assertTrue(failure.getMessage().contains("ffmpeg"), failure.getMessage());
    assertThrows(FoleyException.class, () -> VideoDecoders.open("auto", file, SPECS));
  }

  @Test
  void randomMutationsNeverEscapeTheContract() throws IOException {
    byte[][] originals = {
      clip("m.mp4", VideoWriter.Codec.H264, 12),
      clip("m.avi", VideoWriter.Codec.MPEG4, 12),
      clip("m.mkv", VideoWriter.Codec.H264, 12),
      clip("m.ts", VideoWriter.Codec.H264, 12),
    };
    Random random = new Random(7);
    int decoded = 0;
    for (int round = 0; round < 60; round++) {
      byte[] bytes = originals[round % originals.length].clone();
      int hits = 1 + random.nextInt(20);
      for (int i = 0; i < hits; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (random.nextInt(4) == 0) {
        bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
      }
      try {
        Result result = decode(bytes);
        decoded++;
        assertTrue(result.duration().seconds() < 300, "believable duration " + result.duration());
      } catch (FoleyException e) {
        assertNotNull(e.getMessage());
      }
    }
    assertTrue(decoded > 20, "decoded " + decoded);
  }
}
