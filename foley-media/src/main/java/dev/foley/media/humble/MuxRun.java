package dev.foley.media.humble;

import dev.foley.audio.AudioBuffer;
import dev.foley.audio.WavReader;
import dev.foley.media.internal.FrameClock;
import dev.foley.media.internal.OutputContainer;
import io.humble.video.ContainerFormat;
import io.humble.video.Decoder;
import io.humble.video.MediaPacket;
import io.humble.video.Muxer;
import io.humble.video.MuxerFormat;
import io.humble.video.Rational;
import java.io.IOException;
import java.nio.file.Path;

/** One pass over a video's packets and a WAV file's samples into a new container. */
final class MuxRun implements AutoCloseable {
  private static final int VIDEO = 0;
  private static final int SOUND = 1;
  private static final int MAX_FAILURES = 500;

  private final HumbleInput input;
  private final WavReader sound;
  private final SoundEncoder encoder;
  private final Muxer muxer;
  private final MediaPacket soundPacket;

  /** The packet being read; the one before it is held until it is known not to be the last. */
  private MediaPacket videoPacket;

  private MediaPacket heldPacket;
  private boolean holding;

  private long soundRead;
  private boolean soundEnded;
  private boolean opened;

  MuxRun(HumbleInput input, WavReader sound, Path out, OutputContainer container)
      throws InterruptedException, IOException {
    this.input = input;
    this.sound = sound;
    MuxerFormat format = MuxerFormat.guessFormat(container.muxer(), null, null);
    boolean globalHeader = format.getFlag(ContainerFormat.Flag.GLOBAL_HEADER);
    encoder = new SoundEncoder(sound.format(), container.hasAac(), globalHeader);
    muxer = Muxer.make(out.toString(), format, container.muxer());
    format.delete();
    videoPacket = MediaPacket.make();
    heldPacket = MediaPacket.make();
    soundPacket = MediaPacket.make();
    try {
      openMuxer();
    } catch (InterruptedException | IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void openMuxer() throws InterruptedException, IOException {
    Decoder decoder = input.decoder();
    Rational base =
        Rational.make(
            Math.toIntExact(input.timeBase().numerator()),
            Math.toIntExact(input.timeBase().denominator()));
    // The muxer takes its clock from here; any other would round the time stamps.
    decoder.setTimeBase(base);
    base.delete();
    muxer.addNewStream(decoder).delete();
    muxer.addNewStream(encoder.encoder()).delete();
    muxer.open(null, null);
    opened = true;
  }

  /**
   * Copies everything.
   *
   * @param startTicks time stamp of the first displayed frame, which becomes zero
   * @return whether pictures from before that frame had to be copied, for others refer to them
   */
  boolean copy(long startTicks) throws InterruptedException {
    double tick = input.timeBase().seconds();
    boolean early = false;
    long end = 0;
    while (readVideo()) {
      long pts = videoPacket.getPts();
      if (pts == FrameClock.MISSING) {
        throw new IllegalStateException(
            "a packet has no time stamp, as is usual in AVI: convert the video to an MP4 first,"
                + " for example with ffmpeg -i VIDEO video.mp4");
      }
      pts -= startTicks;
      early |= pts < 0;
      end = Math.max(end, pts + videoPacket.getDuration());
      videoPacket.setPts(pts);
      long dts = videoPacket.getDts();
      if (dts != FrameClock.MISSING) {
        videoPacket.setDts(dts - startTicks);
      }
      videoPacket.setStreamIndex(VIDEO);
      writeSoundUntil(pts * tick);
      writeHeld();
      MediaPacket free = heldPacket;
      heldPacket = videoPacket;
      videoPacket = free;
      holding = true;
    }
    if (holding && heldPacket.getDts() != FrameClock.MISSING) {
      // The MP4 muxer takes the end of decoding for the end of display; make them the same.
      heldPacket.setDuration(Math.max(heldPacket.getDuration(), end - heldPacket.getDts()));
    }
    writeHeld();
    writeSoundUntil(Double.POSITIVE_INFINITY);
    opened = false;
    muxer.close();
    return early;
  }

  private void writeHeld() {
    if (holding) {
      muxer.write(heldPacket, true);
      holding = false;
    }
  }

  private boolean readVideo() throws InterruptedException {
    int failures = 0;
    while (failures < MAX_FAILURES) {
      input.stopIfInterrupted();
      try {
        if (input.demuxer().read(videoPacket) < 0) {
          return false;
        }
      } catch (IOException | RuntimeException e) {
        failures++;
        continue;
      }
      if (videoPacket.isComplete() && videoPacket.getStreamIndex() == input.streamIndex()) {
        return true;
      }
    }
    return false;
  }

  private void writeSoundUntil(double seconds) {
    while (!soundEnded && soundRead < seconds * sound.format().sampleRate()) {
      input.stopIfInterrupted();
      AudioBuffer block = sound.read(encoder.block());
      if (block.frames() > 0) {
        soundRead += block.frames();
        encoder.encode(block, soundPacket);
        writeSound();
      } else {
        soundEnded = true;
        do {
          encoder.flush(soundPacket);
        } while (writeSound());
      }
    }
  }

  private boolean writeSound() {
    if (!soundPacket.isComplete()) {
      return false;
    }
    soundPacket.setStreamIndex(SOUND);
    muxer.write(soundPacket, true);
    return true;
  }

  @Override
  public void close() {
    if (opened) {
      opened = false;
      try {
        muxer.close();
      } catch (RuntimeException e) {
        // The file is being thrown away; only the memory matters here.
        opened = false;
      }
    }
    videoPacket.delete();
    heldPacket.delete();
    soundPacket.delete();
    muxer.delete();
    encoder.close();
  }
}
