package dev.foley.media.humble;

import dev.foley.FoleyException;
import dev.foley.media.internal.ContainerFormat;
import dev.foley.media.internal.FrameClock;
import dev.foley.media.internal.MediaWarnings;
import dev.foley.media.internal.PartialFile;
import dev.foley.video.MediaTime;
import io.humble.video.MediaPacket;
import io.humble.video.Muxer;
import io.humble.video.MuxerFormat;
import io.humble.video.Rational;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Joins MP4 videos end to end, packet by packet, without coding anything again. The pieces must
 * come from {@link VideoWriter} with the same size, codec, rate and settings; each starts with a
 * key frame, so every piece keeps its exact times, moved by the length of those before it.
 */
public final class VideoJoiner {
  private VideoJoiner() {}

  /**
   * Writes {@code out}; it appears only when it is complete.
   *
   * @param pieces at least one; a file may come several times
   * @param length display length of every piece, a multiple of its frame spacing
   * @throws FoleyException.UnreadableMedia if a piece cannot be read or has another time base
   * @throws FoleyException.UnwritableOutput if {@code out} cannot be written
   */
  public static void join(List<Path> pieces, MediaTime length, Path out) {
    HumbleLibrary.require();
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException("nothing to join");
    }
    try (PartialFile partial = PartialFile.beside(out)) {
      copy(pieces, length, partial.path());
      partial.publish();
    } catch (IOException e) {
      throw new FoleyException.UnwritableOutput("Cannot write the video " + out, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FoleyException.Cancelled("Writing " + out + " was interrupted.");
    }
  }

  private static HumbleInput open(Path piece) {
    return HumbleInput.open(piece, ContainerFormat.of(piece), new MediaWarnings());
  }

  private static void copy(List<Path> pieces, MediaTime length, Path out)
      throws IOException, InterruptedException {
    MuxerFormat format = MuxerFormat.guessFormat("mp4", null, null);
    Muxer muxer = Muxer.make(out.toString(), format, "mp4");
    MediaPacket packet = MediaPacket.make();
    boolean opened = false;
    // The muxer's stream is described by the first piece, which stays open as long as it does.
    try (HumbleInput first = open(pieces.get(0))) {
      MediaTime base = first.timeBase();
      Rational clock = rational(base);
      first.decoder().setTimeBase(clock);
      clock.delete();
      muxer.addNewStream(first.decoder()).delete();
      muxer.open(null, null);
      opened = true;
      long ticks = ticks(length, base);
      for (int i = 0; i < pieces.size(); i++) {
        append(pieces.get(i), base, i * ticks, muxer, packet);
      }
      opened = false;
      muxer.close();
    } finally {
      if (opened) {
        muxer.close();
      }
      packet.delete();
      muxer.delete();
      format.delete();
    }
  }

  private static void append(
      Path piece, MediaTime base, long offset, Muxer muxer, MediaPacket packet)
      throws IOException, InterruptedException {
    try (HumbleInput input = open(piece)) {
      if (!input.timeBase().equals(base)) {
        throw new FoleyException.UnreadableMedia(
            piece + " has the time base " + input.timeBase() + ", the first piece " + base);
      }
      while (input.demuxer().read(packet) >= 0) {
        if (packet.isComplete() && packet.getStreamIndex() == input.streamIndex()) {
          packet.setPts(packet.getPts() + offset);
          if (packet.getDts() != FrameClock.MISSING) {
            packet.setDts(packet.getDts() + offset);
          }
          packet.setStreamIndex(0);
          muxer.write(packet, false);
        }
      }
    }
  }

  private static long ticks(MediaTime length, MediaTime base) {
    MediaTime ticks =
        MediaTime.ofTicks(
            length.numerator(),
            base.denominator(),
            Math.multiplyExact(length.denominator(), base.numerator()));
    if (ticks.denominator() != 1) {
      throw new IllegalArgumentException(
          "a length of " + length + " is no multiple of the time base " + base);
    }
    return ticks.numerator();
  }

  private static Rational rational(MediaTime time) {
    return Rational.make(Math.toIntExact(time.numerator()), Math.toIntExact(time.denominator()));
  }
}
