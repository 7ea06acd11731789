package dev.foley.media.humble;

import dev.foley.FoleyException;
import dev.foley.audio.WavReader;
import dev.foley.media.internal.ContainerFormat;
import dev.foley.media.internal.MediaWarnings;
import dev.foley.media.internal.Mp4Movie;
import dev.foley.media.internal.OutputContainer;
import dev.foley.media.internal.PartialFile;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoMuxer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Muxes with Humble Video: pictures copied packet by packet, sound as AAC in MP4 and as 24-bit PCM
 * in MOV and MKV. The first displayed frame is moved to time zero, where the sound starts; the
 * distances between frames stay exact.
 */
public final class HumbleVideoMuxer implements VideoMuxer {
  /** For {@link java.util.ServiceLoader}. */
  public HumbleVideoMuxer() {}

  @Override
  public String name() {
    return HumbleVideoDecoder.NAME;
  }

  @Override
  public int priority() {
    return 100;
  }

  @Override
  public boolean isAvailable() {
    return HumbleLibrary.isAvailable();
  }

  @Override
  public void check(Path out, int sampleRate) {
    HumbleLibrary.require();
    if (OutputContainer.of(out).hasAac() && !SoundEncoder.hasAac(sampleRate)) {
      throw new FoleyException.UnwritableOutput(
          out
              + ": an MP4's sound is AAC, which Humble Video cannot make at "
              + sampleRate
              + " Hz: choose another sample rate, such as 48000, or end the name in mov or mkv; the"
              + " muxer 'ffmpeg', where it is installed, resamples by itself.",
          null);
    }
  }

  @Override
  public List<String> mux(Path video, Path wav, Path out) {
    HumbleLibrary.require();
    OutputContainer container = OutputContainer.of(out);
    ContainerFormat format = ContainerFormat.of(video);
    MediaTime start = displayStart(video);
    MediaWarnings notes = new MediaWarnings();
    try (PartialFile partial = PartialFile.beside(out)) {
      try (HumbleInput input = HumbleInput.open(video, format, notes);
          WavReader sound = WavReader.open(wav);
          MuxRun run = new MuxRun(input, sound, partial.path(), container)) {
        boolean early = run.copy(startTicks(input, start));
        if (early && container == OutputContainer.MATROSKA) {
          notes.add(
              "Matroska cannot hide pictures before the first displayed one; they are shown, and"
                  + " the sound starts after them.");
        }
      } catch (FoleyException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        throw new FoleyException.UnwritableOutput(
            "Humble Video cannot put the pictures of "
                + video
                + " into "
                + out
                + ": "
                + e.getMessage(),
            e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new FoleyException.Cancelled("Writing " + out + " was interrupted.");
      }
      keepRotation(video, format, partial.path(), container, notes);
      partial.publish();
    }
    return notes.list();
  }

  /** When the first displayed frame is due on the container's clock, as the decoder sees it. */
  private static MediaTime displayStart(Path video) {
    FrameSpec small = new FrameSpec(2, 2, PixelFormat.GRAY8);
    try (FrameSource source = new HumbleVideoDecoder().open(video, List.of(small))) {
      return source.info().startTime();
    }
  }

  private static long startTicks(HumbleInput input, MediaTime start) {
    if (input.edits().isPresent()) {
      return input.edits().get().stampOf(start);
    }
    MediaTime base = input.timeBase();
    return MediaTime.ofTicks(
            start.numerator(),
            base.denominator(),
            Math.multiplyExact(start.denominator(), base.numerator()))
        .toIndex(1);
  }

  /** The native muxer writes an upright display matrix; ours is copied over it. */
  private static void keepRotation(
      Path video,
      ContainerFormat format,
      Path out,
      OutputContainer container,
      MediaWarnings notes) {
    if (format != ContainerFormat.MP4) {
      return;
    }
    Mp4Movie.Track source = videoTrack(video);
    if (source == null || source.isUpright()) {
      return;
    }
    Mp4Movie.Track target = container == OutputContainer.MATROSKA ? null : videoTrack(out);
    if (target == null) {
      notes.add("The rotation of the picture could not be kept in this container.");
      return;
    }
    ByteBuffer matrix = ByteBuffer.allocate(36);
    for (int word : source.matrix()) {
      matrix.putInt(word);
    }
    matrix.flip();
    try (FileChannel channel = FileChannel.open(out, StandardOpenOption.WRITE)) {
      long at = target.matrixOffset();
      while (matrix.hasRemaining()) {
        at += channel.write(matrix, at);
      }
    } catch (IOException e) {
      throw new FoleyException.UnwritableOutput("Cannot write the rotation into " + out, e);
    }
  }

  private static Mp4Movie.Track videoTrack(Path file) {
    for (Mp4Movie.Track track : Mp4Movie.tracks(file)) {
      if (track.handler().equals("vide") && track.matrixOffset() >= 0) {
        return track;
      }
    }
    return null;
  }
}
