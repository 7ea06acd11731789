package dev.foley.media.humble;

import dev.foley.FoleyException;
import dev.foley.media.internal.ContainerFormat;
import dev.foley.media.internal.EditList;
import dev.foley.media.internal.MediaWarnings;
import dev.foley.media.internal.Mp4Movie;
import dev.foley.video.MediaTime;
import io.humble.video.ContainerStream;
import io.humble.video.Decoder;
import io.humble.video.Demuxer;
import io.humble.video.DemuxerFormat;
import io.humble.video.DemuxerStream;
import io.humble.video.Global;
import io.humble.video.KeyValueBag;
import io.humble.video.MediaDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An opened file and what is known of its best video stream. Owns its demuxer and decoder. */
final class HumbleInput implements AutoCloseable {
  private final Path file;
  private final ContainerFormat format;
  private final Demuxer demuxer;
  private final MediaWarnings warnings;

  private Decoder decoder;
  private int streamIndex = -1;
  private int streamId;
  private double[] tickSeconds;
  private MediaTime timeBase;
  private MediaTime frameSpan;
  private MediaTime pixelAspect;
  private long startTicks;
  private long durationTicks;
  private int rotation;
  private String codec = "unknown";
  private Optional<EditList> edits = Optional.empty();
  private boolean closed;

  private HumbleInput(Path file, ContainerFormat format, MediaWarnings warnings) {
    this.file = file;
    this.format = format;
    this.warnings = warnings;
    this.demuxer = Demuxer.make();
  }

  static HumbleInput open(Path file, ContainerFormat format, MediaWarnings warnings) {
    HumbleInput input = new HumbleInput(file, format, warnings);
    try {
      input.openDemuxer();
      input.chooseStream();
      return input;
    } catch (RuntimeException | Error e) {
      input.close();
      throw e;
    }
  }

  private void openDemuxer() {
    DemuxerFormat forced = DemuxerFormat.findFormat(format.demuxer());
    boolean opened = false;
    try {
      demuxer.open(file.toAbsolutePath().toString(), forced, false, false, null, null);
      opened = true;
      synchronized (HumbleLibrary.CODECS) {
        demuxer.queryStreamMetaData();
      }
    } catch (InterruptedException e) {
      throw cancelled();
    } catch (IOException | RuntimeException e) {
      stopIfInterrupted();
      if (opened) {
        failForUnknownCodec();
      }
      throw new FoleyException.UnreadableMedia(
          file
              + " looks like "
              + format
              + " but cannot be read: it is damaged or cut off (an MP4 without its index, for"
              + " example); record or download it again.",
          e);
    } finally {
      if (forced != null) {
        forced.delete();
      }
    }
  }

  /** A stream this old library has no decoder for also makes the look at the streams fail. */
  private void failForUnknownCodec() {
    if (format == ContainerFormat.MP4) {
      for (Mp4Movie.Track track : Mp4Movie.tracks(file)) {
        if (track.handler().equals("vide")) {
          throw unsupported("'" + track.codec() + "'");
        }
      }
    } else if (hasStreamWithoutDecoder()) {
      throw unsupported("(unknown to this library)");
    }
  }

  private boolean hasStreamWithoutDecoder() {
    try {
      for (int i = 0; i < demuxer.getNumStreams(); i++) {
        DemuxerStream stream = demuxer.getStream(i);
        Decoder known = decoderOf(stream);
        stream.delete();
        if (known == null) {
          return true;
        }
        known.delete();
      }
      return false;
    } catch (InterruptedException e) {
      throw cancelled();
    } catch (IOException | RuntimeException e) {
      // Nothing can be told of the streams: the file counts as damaged.
      return false;
    }
  }

  FoleyException.UnsupportedCodec unsupported(String what) {
    return new FoleyException.UnsupportedCodec(
        "Humble Video cannot decode the video codec "
            + what
            + " of "
            + file
            + ": install ffmpeg and use the decoder 'ffmpeg' or 'auto', or convert the file to"
            + " H.264.");
  }

  private void chooseStream() {
    try {
      int count = demuxer.getNumStreams();
      tickSeconds = new double[count];
      long bestArea = -1;
      boolean sawVideo = false;
      for (int i = 0; i < count; i++) {
        DemuxerStream stream = demuxer.getStream(i);
        try {
          MediaTime tick = HumbleLibrary.toTime(stream.getTimeBase());
          tickSeconds[i] = tick == null ? 0 : tick.seconds();
          Decoder candidate = decoderOf(stream);
          if (candidate == null) {
            sawVideo |= isUndecodable(stream);
            continue;
          }
          long area = area(candidate, stream);
          if (area > bestArea) {
            bestArea = area;
            adopt(stream, candidate, i, tick);
          } else {
            candidate.delete();
          }
        } finally {
          stream.delete();
        }
      }
      if (decoder == null) {
        fail(sawVideo);
      }
    } catch (InterruptedException e) {
      throw cancelled();
    } catch (IOException e) {
      throw new FoleyException.UnreadableMedia("Cannot read the streams of " + file, e);
    }
    if (format == ContainerFormat.MP4) {
      readEdits();
    }
  }

  private void fail(boolean sawVideo) {
    failForUnknownCodec();
    if (sawVideo) {
      throw unsupported("(unknown to this library)");
    }
    throw new FoleyException.NoVideoStream(
        file
            + " holds no video stream (sound or a cover picture only): give a video file, or ask"
            + " for sound from text alone.");
  }

  /** Pictures in the area, or -1 for what is no moving picture. */
  private static long area(Decoder candidate, ContainerStream stream) {
    if (candidate.getCodecType() != MediaDescriptor.Type.MEDIA_VIDEO || isCover(stream)) {
      return -1;
    }
    return Math.max(0, (long) candidate.getWidth() * candidate.getHeight());
  }

  private static boolean isCover(ContainerStream stream) {
    try {
      return stream.getDisposition() == ContainerStream.Disposition.DISPOSITION_ATTACHED_PIC;
    } catch (IllegalArgumentException e) {
      // A combination of flags that Humble's enumeration has no name for.
      return false;
    }
  }

  private static Decoder decoderOf(DemuxerStream stream) {
    try {
      return stream.getDecoder();
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** Without a decoder the kind of stream is not told; only video has a frame rate. */
  private static boolean isUndecodable(DemuxerStream stream) {
    return HumbleLibrary.toTime(stream.getFrameRate()) != null;
  }

  private void adopt(DemuxerStream stream, Decoder candidate, int index, MediaTime tick) {
    if (decoder != null) {
      decoder.delete();
    }
    decoder = candidate;
    streamIndex = index;
    streamId = stream.getId();
    timeBase = tick == null ? new MediaTime(1, 1_000_000) : tick;
    MediaTime rate = HumbleLibrary.toTime(stream.getFrameRate());
    frameSpan = rate == null ? null : new MediaTime(rate.denominator(), rate.numerator());
    pixelAspect = HumbleLibrary.toTime(stream.getSampleAspectRatio());
    startTicks = stream.getStartTime();
    durationTicks = stream.getDuration();
    rotation = rotation(stream);
    String name = String.valueOf(candidate.getCodecID());
    codec = name.replace("CODEC_ID_", "").toLowerCase(Locale.ROOT);
  }

  private static int rotation(DemuxerStream stream) {
    KeyValueBag bag = stream.getMetaData();
    if (bag == null) {
      return 0;
    }
    String value = bag.getValue("rotate");
    bag.delete();
    try {
      int degrees = value == null ? 0 : (int) Math.round(Double.parseDouble(value) / 90) * 90;
      return Math.floorMod(degrees, 360);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private void readEdits() {
    List<Mp4Movie.Track> tracks = Mp4Movie.tracks(file);
    for (Mp4Movie.Track track : tracks) {
      boolean same = track.id() == streamId || tracks.size() == 1;
      if (same && track.handler().equals("vide")) {
        edits = track.edits();
        if (track.odd()) {
          warnings.add(
              "The edit list reorders or re-times the picture; only its parts in order were used.");
        }
        return;
      }
    }
  }

  /** An interrupt makes native calls fail, and not always with the exception for it. */
  void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled();
    }
  }

  FoleyException.Cancelled cancelled() {
    Thread.currentThread().interrupt();
    return new FoleyException.Cancelled("Reading " + file + " was interrupted.");
  }

  Path file() {
    return file;
  }

  ContainerFormat format() {
    return format;
  }

  Demuxer demuxer() {
    return demuxer;
  }

  Decoder decoder() {
    return decoder;
  }

  int streamIndex() {
    return streamIndex;
  }

  /** Seconds a tick of each stream, for rough positions only. */
  double tickSeconds(int stream) {
    return stream >= 0 && stream < tickSeconds.length ? tickSeconds[stream] : 0;
  }

  MediaTime timeBase() {
    return timeBase;
  }

  /** Nominal frame duration, or null. */
  MediaTime frameSpan() {
    return frameSpan;
  }

  /** Width of a pixel over its height, or null. */
  MediaTime pixelAspect() {
    return pixelAspect;
  }

  /** Start of the stream by its header, in ticks; {@link Global#NO_PTS} if not stated. */
  long startTicks() {
    return startTicks;
  }

  /** What the header claims the stream lasts. */
  Optional<MediaTime> declaredDuration() {
    if (durationTicks <= 0 || durationTicks == Global.NO_PTS || durationTicks > 1L << 60) {
      return Optional.empty();
    }
    return Optional.of(
        MediaTime.ofTicks(durationTicks, timeBase.numerator(), timeBase.denominator()));
  }

  /** What the header claims is displayed: the edit list's length, else the stream's. */
  Optional<MediaTime> presentationDuration() {
    MediaTime edited = edits.map(EditList::length).orElse(null);
    return edited != null ? Optional.of(edited) : declaredDuration();
  }

  /** Where the container claims to end, in seconds on its own clock; 0 if it does not say. */
  double containerEnd() {
    long length = demuxer.getDuration();
    if (length == Global.NO_PTS) {
      return 0;
    }
    long start = demuxer.getStartTime();
    // Matroska states the end, the others what lies between start and end.
    boolean relative = start != Global.NO_PTS && format != ContainerFormat.MATROSKA;
    return (length + (relative ? (double) start : 0)) / 1e6;
  }

  int rotation() {
    return rotation;
  }

  String codec() {
    return codec;
  }

  Optional<EditList> edits() {
    return edits;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    synchronized (HumbleLibrary.CODECS) {
      closeCodecs();
    }
  }

  private void closeCodecs() {
    if (decoder != null) {
      decoder.delete();
      decoder = null;
    }
    try {
      Demuxer.State state = demuxer.getState();
      if (state != Demuxer.State.STATE_INITED
          && state != Demuxer.State.STATE_CLOSED
          && state != Demuxer.State.STATE_ERROR) {
        demuxer.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      // Nothing is lost: the file was only read.
      warnings.add("Closing " + file + " failed: " + e.getMessage());
    } finally {
      demuxer.delete();
    }
  }
}
