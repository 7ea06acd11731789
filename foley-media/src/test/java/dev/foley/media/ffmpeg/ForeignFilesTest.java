package dev.foley.media.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.foley.FoleyException;
import dev.foley.audio.AudioBuffer;
import dev.foley.audio.SampleFormat;
import dev.foley.media.humble.HumbleVideoDecoder;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoDecoder;
import dev.foley.video.VideoDecoders;
import dev.foley.video.VideoFrame;
import dev.foley.video.VideoMuxers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that our own writer cannot make, made by the ffmpeg command where there is one. */
class ForeignFilesTest {
  private static final int FRAMES = 12;
  private static final List<FrameSpec> SPECS =
      List.of(
          new FrameSpec(64, 36, PixelFormat.GRAY8),
          new FrameSpec(48, 27, PixelFormat.RGB24),
          FrameSpec.nativeSize(PixelFormat.GRAY8));

  /** Clocks of Matroska tick in milliseconds. */
  private static final double TICK = 0.0011;

  @TempDir Path folder;

  @BeforeEach
  void needsTheCommand() {
    assumeTrue(
        new FfmpegVideoDecoder().isAvailable(),
        "ffmpeg and ffprobe are not on the PATH: not tested");
  }

  private Path encode(String name, String encoder, String pixelFormat, String size, int frames)
      throws Exception {
    Path file = folder.resolve(name);
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-f", "lavfi"));
    command.addAll(List.of("-i", "testsrc2=s=" + size + ":r=30000/1001"));
    command.addAll(List.of("-frames:v", Integer.toString(frames), "-c:v", encoder));
    command.addAll(List.of("-pix_fmt", pixelFormat, "-b:v", "2M"));
    if (encoder.startsWith("libx26")) {
      command.addAll(List.of("-preset", "ultrafast", "-bf", "3"));
    } else if (encoder.startsWith("libvpx")) {
      command.addAll(List.of("-deadline", "realtime", "-cpu-used", "8"));
    }
    command.add(file.toString());
    Process process = start(command);
    assumeTrue(process.exitValue() == 0, "this ffmpeg has no " + encoder + " for " + pixelFormat);
    return file;
  }

  private Process start(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return process;
  }

  private static List<VideoFrame> decode(VideoDecoder decoder, Path file) {
    List<VideoFrame> frames = new ArrayList<>();
    try (FrameSource source = decoder.open(file, SPECS)) {
      for (VideoFrame frame = source.next(); frame != null; frame = source.next()) {
        frames.add(frame);
      }
      assertNull(source.next());
      assertEquals(List.of(), source.warnings());
    }
    return frames;
  }

  @ParameterizedTest
  @CsvSource({
    "hevc.mp4, libx265, yuv420p, 320x180, 0",
    "hevc10.mkv, libx265, yuv420p10le, 320x180, 1",
    "h264-10.mp4, libx264, yuv420p10le, 320x180, 0",
    "h264-422-10.mov, libx264, yuv422p10le, 320x180, 0",
    "h264-444.mkv, libx264, yuv444p, 318x178, 1",
    "h264-gray.mp4, libx264, gray, 320x180, 0",
    "h264-b.avi, libx264, yuv420p, 320x180, 0",
    "mpeg2.ts, mpeg2video, yuv420p, 320x180, 0",
    "vp9.webm, libvpx-vp9, yuv420p, 320x180, 1",
    "vp9-444.webm, libvpx-vp9, yuv444p, 320x180, 1",
    "prores.mov, prores_ks, yuv422p10le, 320x180, 0",
    "uhd.mp4, libx264, yuv420p, 3840x2160, 0",
  })
  void bothDecodersSeeTheSame(
      String name, String encoder, String pixelFormat, String size, int ticks) throws Exception {
    Path file = encode(name, encoder, pixelFormat, size, FRAMES);
    List<VideoFrame> humble = decode(new HumbleVideoDecoder(), file);
    List<VideoFrame> ffmpeg = decode(new FfmpegVideoDecoder(), file);
    assertEquals(FRAMES, humble.size());
    assertEquals(FRAMES, ffmpeg.size());
    for (int i = 0; i < FRAMES; i++) {
      MediaTime exact = MediaTime.ofTicks(i, 1001, 30000);
      assertEquals(exact.seconds(), humble.get(i).time().seconds(), ticks * TICK);
      assertEquals(humble.get(i).time(), ffmpeg.get(i).time());
      for (int s = 0; s < SPECS.size(); s++) {
        double difference =
            difference(
                humble.get(i).pictures().get(s).data(), ffmpeg.get(i).pictures().get(s).data());
        // Two scalers and two chroma interpolations of a picture full of sharp edges.
        assertTrue(difference < 4, "frame " + i + ", spec " + s + ": " + difference);
      }
    }
  }

  private static double difference(byte[] a, byte[] b) {
    assertEquals(a.length, b.length);
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += Math.abs((a[k] & 0xFF) - (b[k] & 0xFF));
    }
    return sum / a.length;
  }

  @Test
  void automaticChoiceTurnsToFfmpegForWhatHumbleLacks() throws Exception {
    Path file = encode("av1.mp4", "libaom-av1", "yuv420p", "64x36", 2);
    List<FrameSpec> gray = List.of(new FrameSpec(8, 8, PixelFormat.GRAY8));
    try (FrameSource source = VideoDecoders.open(VideoDecoders.AUTO, file, gray)) {
      assertEquals(FfmpegVideoDecoder.NAME, source.info().decoder());
    }
    FoleyException.UnsupportedCodec failure =
        assertThrows(
            FoleyException.UnsupportedCodec.class,
            () -> VideoDecoders.open(HumbleVideoDecoder.NAME, file, gray));
    assertTrue(failure.getMessage().contains("ffmpeg"), failure.getMessage());
  }

  @Test
  void muxingTurnsToFfmpegForWhatHumbleLacks() throws Exception {
    Path file = encode("av1.mp4", "libaom-av1", "yuv420p", "64x36", 2);
    Path out = folder.resolve("out.mp4");
    List<String> notes = VideoMuxers.mux(file, silence(), out);
    assertEquals(1, notes.size(), notes.toString());
    assertTrue(notes.get(0).startsWith("The muxer humble failed: "), notes.get(0));
    assertEquals(2, decode(new FfmpegVideoDecoder(), out).size());
  }

  @Test
  void aVideoWithoutTimeStampsIsToBeConverted() throws Exception {
    Path file = encode("h264-b.avi", "libx264", "yuv420p", "320x180", FRAMES);
    Path out = folder.resolve("out.mp4");
    FoleyException.UnwritableOutput failure =
        assertThrows(
            FoleyException.UnwritableOutput.class,
            () -> VideoMuxers.mux(HumbleVideoDecoder.NAME, file, silence(), out));
    assertTrue(failure.getMessage().contains("convert the video"), failure.getMessage());
  }

  @Test
  void onlyHumbleObjectsToRatesThatAacLacks() {
    Path out = folder.resolve("out.mp4");
    VideoMuxers.check(VideoDecoders.AUTO, out, 50_000);
    VideoMuxers.check(FfmpegVideoDecoder.NAME, out, 50_000);
    VideoMuxers.check(HumbleVideoDecoder.NAME, out, 44_100);
    assertThrows(
        FoleyException.UnwritableOutput.class,
        () -> VideoMuxers.check(HumbleVideoDecoder.NAME, out, 50_000));
    Path foreign = folder.resolve("out.avi");
    assertThrows(
        FoleyException.UnwritableOutput.class,
        () -> VideoMuxers.check(VideoDecoders.AUTO, foreign, 48_000));
  }

  private Path silence() {
    Path wav = folder.resolve("sound.wav");
    AudioBuffer.mono(48_000, new float[4800]).writeWav(wav, SampleFormat.PCM16);
    return wav;
  }

  @Test
  void editListsAndLateStartsGiveTheSameTimes() throws Exception {
    Path whole = encode("whole.mp4", "libx264", "yuv420p", "320x180", 60);
    Path cut = folder.resolve("cut.mp4");
    Path late = folder.resolve("late.ts");
    List<String> copy = List.of("ffmpeg", "-v", "error", "-y");
    List<String> first = new ArrayList<>(copy);
    first.addAll(List.of("-ss", "0.7", "-i", whole.toString(), "-c", "copy", cut.toString()));
    assertEquals(0, start(first).exitValue());
    List<String> second = new ArrayList<>(copy);
    second.addAll(List.of("-i", whole.toString(), "-c", "copy", "-output_ts_offset", "5"));
    second.add(late.toString());
    assertEquals(0, start(second).exitValue());
    for (Path file : List.of(cut, late)) {
      List<VideoFrame> humble = decode(new HumbleVideoDecoder(), file);
      List<VideoFrame> ffmpeg = decode(new FfmpegVideoDecoder(), file);
      assertEquals(MediaTime.ZERO, humble.get(0).time());
      assertEquals(
          humble.stream().map(VideoFrame::time).toList(),
          ffmpeg.stream().map(VideoFrame::time).toList());
    }
  }
}
