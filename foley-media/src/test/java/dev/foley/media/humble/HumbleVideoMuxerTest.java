package dev.foley.media.humble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import dev.foley.audio.AudioBuffer;
import dev.foley.audio.AudioFormat;
import dev.foley.audio.SampleFormat;
import dev.foley.media.TestPictures;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoFrame;
import dev.foley.video.VideoMuxers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumbleVideoMuxerTest {
  private static final int RATE = 48_000;
  private static final int CLICK = 24_000;

  @TempDir Path folder;

  private final HumbleVideoMuxer muxer = new HumbleVideoMuxer();

  private Path video(String name, MediaTime start) {
    Path file = folder.resolve(name);
    try (VideoWriter writer =
        VideoWriter.to(file, 64, 48).frameRate(30000, 1001).reorderedFrames(3).open()) {
      for (int i = 0; i < 30; i++) {
        writer.write(
            TestPictures.numbered(64, 48, i), start.plus(MediaTime.ofTicks(i, 1001, 30000)));
      }
      writer.finish();
    }
    return file;
  }

  /** One second with a short decaying tone that starts at a known sample. */
  private Path sound() {
    float[] samples = new float[RATE];
    for (int i = CLICK; i < CLICK + 4000; i++) {
      int k = i - CLICK;
      samples[i] = (float) (0.8 * Math.exp(-k / 400.0) * Math.sin(0.3 * k));
    }
    Path file = folder.resolve("sound.wav");
    AudioBuffer.of(AudioFormat.stereo(RATE), samples, samples.clone())
        .writeWav(file, SampleFormat.PCM24);
    return file;
  }

  private List<MediaTime> times(Path file) {
    List<MediaTime> times = new ArrayList<>();
    List<FrameSpec> specs = List.of(new FrameSpec(8, 8, PixelFormat.GRAY8));
    try (FrameSource source = new HumbleVideoDecoder().open(file, specs)) {
      for (VideoFrame frame = source.next(); frame != null; frame = source.next()) {
        times.add(frame.time());
      }
      assertEquals(MediaTime.ZERO, source.info().startTime());
    }
    return times;
  }

  @ParameterizedTest
  @CsvSource({"mp4, 0", "mov, 0", "mp4, 2002", "mov, 2002"})
  void picturesKeepTheirTimesAndSoundStartsWithThem(String extension, int start) {
    Path clip = video("clip.mp4", new MediaTime(start, 30000));
    Path out = folder.resolve("clip.foley." + extension);
    assertEquals(List.of(), muxer.mux(clip, sound(), out));
    List<MediaTime> expected = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      expected.add(MediaTime.ofTicks(i, 1001, 30000));
    }
    assertEquals(expected, times(out));
    List<ByteBuffer> packets = VideoPackets.of(clip);
    assertEquals(30, packets.size());
    assertEquals(packets, VideoPackets.of(out), "the pictures were not copied untouched");
    float[] heard = DecodedSound.firstChannel(out);
    // AAC is no exact copy: its attack is found within 2 samples (42 us). PCM is exact.
    int tolerance = extension.equals("mp4") ? 2 : 0;
    assertEquals(0, DecodedSound.lag(heard, CLICK), tolerance, "delay in samples");
    assertTrue(heard.length >= RATE && heard.length < RATE + 2048, "length " + heard.length);
  }

  @Test
  void failuresLeaveNothingBehind() throws IOException {
    Path clip = video("clip.mp4", MediaTime.ZERO);
    Path wav = sound();
    Path out = folder.resolve("out.mp4");
    Path text = Files.writeString(folder.resolve("text.mp4"), "no video");
    assertThrows(FoleyException.UnreadableMedia.class, () -> muxer.mux(text, wav, out));
    assertThrows(FoleyException.UnreadableMedia.class, () -> muxer.mux(clip, text, out));
    assertThrows(
        FoleyException.UnwritableOutput.class,
        () -> muxer.mux(clip, wav, folder.resolve("none/out.mp4")));
    assertThrows(
        FoleyException.UnwritableOutput.class,
        () -> muxer.mux(clip, wav, folder.resolve("out.xyz")));
    assertEquals(3, files(), "clip, sound and text only");
  }

  @Test
  void anInterruptStopsItAndLeavesNothingBehind() throws Exception {
    Path clip = video("clip.mp4", MediaTime.ZERO);
    Path wav = folder.resolve("long.wav");
    float[] minutes = new float[180 * RATE];
    for (int i = 0; i < minutes.length; i++) {
      minutes[i] = (float) Math.sin(0.05 * i + 3 * Math.sin(0.0007 * i));
    }
    AudioBuffer.of(new AudioFormat(RATE, 1), minutes).writeWav(wav, SampleFormat.PCM16);
    AtomicReference<FoleyException> end = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                muxer.mux(clip, wav, folder.resolve("out.mp4"));
              } catch (FoleyException e) {
                end.set(Thread.currentThread().isInterrupted() ? e : null);
              }
            });
    caller.start();
    while (caller.isAlive() && files() < 3) {
      Thread.sleep(1);
    }
    assertEquals(3, files(), "it has begun");
    caller.interrupt();
    caller.join();
    assertInstanceOf(FoleyException.Cancelled.class, end.get());
    assertEquals(2, files(), "clip and sound only");
  }

  private long files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void theServiceFindsIt() {
    Path out = folder.resolve("found.mp4");
    assertEquals(List.of(), VideoMuxers.mux(video("clip.mp4", MediaTime.ZERO), sound(), out));
    assertTrue(Files.exists(out));
  }
}
