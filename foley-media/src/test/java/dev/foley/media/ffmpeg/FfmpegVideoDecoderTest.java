package dev.foley.media.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.foley.FoleyException;
import dev.foley.audio.AudioBuffer;
import dev.foley.audio.SampleFormat;
import dev.foley.media.TestPictures;
import dev.foley.media.humble.HumbleVideoDecoder;
import dev.foley.media.humble.VideoWriter;
import dev.foley.media.internal.ContainerFormat;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoDecoder;
import dev.foley.video.VideoFrame;
import dev.foley.video.VideoMuxers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FfmpegVideoDecoderTest {
  private static final List<FrameSpec> SPECS =
      List.of(
          new FrameSpec(32, 24, PixelFormat.GRAY8),
          new FrameSpec(48, 48, PixelFormat.RGB24),
          FrameSpec.nativeSize(PixelFormat.GRAY8));

  @TempDir Path folder;

  private final FfmpegVideoDecoder decoder = new FfmpegVideoDecoder();

  @BeforeEach
  void needsTheCommand() {
    assumeTrue(decoder.isAvailable(), "ffmpeg and ffprobe are not on the PATH: not tested");
  }

  private Path clip(String name, int[] ticks) {
    Path file = folder.resolve(name);
    try (VideoWriter writer =
        VideoWriter.to(file, 96, 64).ticksPerSecond(30000).reorderedFrames(2).quality(4).open()) {
      for (int i = 0; i < ticks.length; i++) {
        writer.write(TestPictures.numbered(96, 64, i), new MediaTime(ticks[i], 30000));
      }
      writer.finish();
    }
    return file;
  }

  private static List<VideoFrame> decode(VideoDecoder decoder, Path file) {
    List<VideoFrame> frames = new ArrayList<>();
    try (FrameSource source = decoder.open(file, SPECS)) {
      for (VideoFrame frame = source.next(); frame != null; frame = source.next()) {
        frames.add(frame);
      }
      assertNotNull(source.duration());
      assertEquals(List.of(), source.warnings());
    }
    return frames;
  }

  @Test
  void bothDecodersGiveTheSameFramesAtTheSameTimes() {
    int[] ticks = {6006, 7007, 8008, 12000, 12345, 30000, 31001, 32002};
    // A name that looks like an option, a protocol, a pattern and a foreign word at once.
    Path file = clip("-i http:%03d [фильм 影] 'q'.mp4", ticks);
    List<VideoFrame> ours = decode(decoder, file);
    List<VideoFrame> theirs = decode(new HumbleVideoDecoder(), file);
    assertEquals(ticks.length, ours.size());
    for (int i = 0; i < ticks.length; i++) {
      assertEquals(new MediaTime(ticks[i] - 6006, 30000), ours.get(i).time());
      assertEquals(theirs.get(i).time(), ours.get(i).time());
      for (int s = 0; s < SPECS.size(); s++) {
        Picture a = ours.get(i).pictures().get(s);
        Picture b = theirs.get(i).pictures().get(s);
        assertEquals(b.width(), a.width());
        assertEquals(b.height(), a.height());
        double sum = 0;
        for (int k = 0; k < a.data().length; k++) {
          sum += Math.abs((a.data()[k] & 0xFF) - (b.data()[k] & 0xFF));
        }
        // Two scalers differ at the edges of the bar only.
        assertTrue(sum / a.data().length < 3, "frame " + i + ", spec " + s);
      }
    }
  }

  @Test
  void closingEarlyEndsTheChild() {
    int[] ticks = new int[200];
    for (int i = 0; i < ticks.length; i++) {
      ticks[i] = i * 1000;
    }
    Path file = clip("long.mp4", ticks);
    Set<Long> before = children();
    FrameSource source = decoder.open(file, SPECS);
    source.next();
    source.close();
    source.close();
    Set<Long> after = children();
    after.removeAll(before);
    assertEquals(Set.of(), after);
    assertThrows(IllegalStateException.class, source::next);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no mkfifo")
  void anInterruptEndsAChildThatHangs() throws Exception {
    // Nobody writes into this pipe: the child waits in vain to open it.
    Path pipe = folder.resolve("pipe.mp4");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    StreamProbe probe = StreamProbe.of(clip("clip.mp4", new int[] {0, 1001}), ContainerFormat.MP4);
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                FfmpegFrameSource.open(pipe, ContainerFormat.MP4, probe, SPECS).close();
              } catch (FoleyException e) {
                end.set(e);
              }
            });
    reader.setDaemon(true);
    reader.start();
    ProcessHandle child = null;
    while (child == null && reader.isAlive()) {
      Thread.sleep(10);
      child = childThatReads(pipe);
    }
    reader.interrupt();
    reader.join(5000);
    boolean hangs = reader.isAlive();
    if (hangs) {
      child.destroyForcibly();
    }
    assertFalse(hangs, "the interrupt was not heard");
    assertInstanceOf(FoleyException.Cancelled.class, end.get());
    assertNotNull(child);
    child.onExit().get(5, TimeUnit.SECONDS);
  }

  private static ProcessHandle childThatReads(Path file) {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(file.toString()))
        .findAny()
        .orElse(null);
  }

  private static Set<Long> children() {
    return ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  @Test
  void badFilesGiveTypedFailures() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "#EXTM3U\nfile:///etc/passwd");
    assertThrows(FoleyException.UnreadableMedia.class, () -> decoder.open(text, SPECS));
    Path missing = folder.resolve("missing.mp4");
    assertThrows(FoleyException.UnreadableMedia.class, () -> decoder.open(missing, SPECS));
    Path half = folder.resolve("half.mp4");
    byte[] whole = Files.readAllBytes(clip("whole.mp4", new int[] {0, 1000, 2000}));
    Files.write(half, java.util.Arrays.copyOf(whole, 60));
    FoleyException failure =
        assertThrows(FoleyException.UnreadableMedia.class, () -> decoder.open(half, SPECS));
    assertTrue(failure.getMessage().contains("damaged or cut off"), failure.getMessage());
  }

  @Test
  void muxesWhenAskedTo() {
    Path video = clip("clip.mp4", new int[] {0, 1001, 2002, 3003});
    Path wav = sound();
    Path out = folder.resolve("out.mp4");
    assertEquals(List.of(), new FfmpegVideoMuxer().mux(video, wav, out));
    List<VideoFrame> frames = decode(new HumbleVideoDecoder(), out);
    assertEquals(new MediaTime(3003, 30000), frames.get(3).time());
    assertFalse(Files.exists(folder.resolve(".foley")));
  }

  private Path sound() {
    Path wav = folder.resolve("sound.wav");
    AudioBuffer.mono(48_000, new float[6406]).writeWav(wav, SampleFormat.PCM16);
    return wav;
  }

  @Test
  void aMuxerThatIsNamedDoesTheWorkAndNoOther() throws IOException {
    Path video = clip("clip.mp4", new int[] {0, 1001, 2002, 3003});
    Path out = folder.resolve("out.mp4");
    assertEquals(List.of(), VideoMuxers.mux(FfmpegVideoDecoder.NAME, video, sound(), out));
    assertFalse(isOfHumble(out));
    assertEquals(List.of(), VideoMuxers.mux(HumbleVideoDecoder.NAME, video, sound(), out));
    assertTrue(isOfHumble(out));
    FoleyException failure =
        assertThrows(
            FoleyException.InvalidRequest.class,
            () -> VideoMuxers.mux("none", video, sound(), out));
    assertTrue(failure.getMessage().contains("humble, ffmpeg"), failure.getMessage());
  }

  /** Every libavformat puts its version into the file; that of Humble Video is 56. */
  private static boolean isOfHumble(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1).contains("Lavf56.");
  }
}
