package dev.foley.media.humble;

import dev.foley.FoleyException;
import dev.foley.media.internal.ContainerFormat;
import dev.foley.media.internal.FrameClock;
import dev.foley.media.internal.MediaWarnings;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.VideoFrame;
import dev.foley.video.VideoInfo;
import io.humble.video.Decoder;
import io.humble.video.MediaPacket;
import io.humble.video.MediaPicture;
import io.humble.video.PixelFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Pulls packets through Humble's decoder. One frame is held ahead: the first, because its time and
 * size are part of {@link #info()}. The decoder itself holds one frame a thread.
 */
final class HumbleFrameSource implements FrameSource {
  /** Consecutive failures after which a file is taken as ended. */
  private static final int MAX_FAILURES = 500;

  private static final int MAX_THREADS = 8;

  /** A hostile header can ask for any size; 8K is four times what is promised. */
  private static final long MAX_PIXELS = 8192L * 8192L;

  private final HumbleInput input;
  private final List<FrameSpec> specs;
  private final MediaWarnings warnings;
  private final FrameClock clock;
  private final MediaPacket packet;
  private final PictureConverter[] converters;

  private MediaPicture picture;
  private VideoInfo info;
  private VideoFrame held;
  private MediaTime duration;
  private boolean inputEnded;
  private boolean firstStampSeen;
  private double readUntil;
  private int failures;
  private boolean closed;

  private HumbleFrameSource(HumbleInput input, List<FrameSpec> specs, MediaWarnings warnings) {
    this.input = input;
    this.specs = specs;
    this.warnings = warnings;
    this.clock =
        new FrameClock(
            input.timeBase(), input.frameSpan(), input.declaredDuration(), input.edits(), warnings);
    this.packet = MediaPacket.make();
    this.converters = new PictureConverter[specs.size()];
  }

  static HumbleFrameSource open(Path file, ContainerFormat format, List<FrameSpec> specs) {
    MediaWarnings warnings = new MediaWarnings();
    HumbleInput input = HumbleInput.open(file, format, warnings);
    HumbleFrameSource source;
    try {
      source = new HumbleFrameSource(input, specs, warnings);
    } catch (RuntimeException | Error e) {
      input.close();
      throw e;
    }
    try {
      source.start();
      return source;
    } catch (RuntimeException | Error e) {
      source.close();
      throw e;
    }
  }

  private void start() {
    Decoder decoder = input.decoder();
    try {
      long threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
      decoder.setProperty("threads", threads);
      synchronized (HumbleLibrary.CODECS) {
        decoder.open(null, null);
      }
    } catch (RuntimeException e) {
      throw input.unsupported(input.codec());
    }
    held = decodeNext();
    if (held == null) {
      throw new FoleyException.UnreadableMedia(
          "Not one picture of "
              + input.file()
              + " ("
              + input.codec()
              + ") can be decoded: the file is damaged or cut off; get it again.");
    }
  }

  @Override
  public VideoInfo info() {
    return info;
  }

  @Override
  public VideoFrame next() {
    if (closed) {
      throw new IllegalStateException("the frame source is closed");
    }
    if (held != null) {
      VideoFrame first = held;
      held = null;
      return first;
    }
    if (duration != null) {
      return null;
    }
    VideoFrame frame = decodeNext();
    if (frame == null) {
      finish();
    }
    return frame;
  }

  /** The next displayed frame, or null at the end. */
  private VideoFrame decodeNext() {
    while (true) {
      boolean flushing = inputEnded || !readPacket();
      boolean decoded = decode(flushing ? null : packet);
      if (decoded) {
        VideoFrame frame = display();
        if (frame != null) {
          return frame;
        }
      } else if (flushing) {
        return null;
      }
    }
  }

  /** Reads the next packet of our stream; false at the end of the file. */
  private boolean readPacket() {
    int consecutive = 0;
    while (consecutive < MAX_FAILURES) {
      try {
        if (input.demuxer().read(packet) < 0) {
          break;
        }
        consecutive = 0;
      } catch (InterruptedException e) {
        throw input.cancelled();
      } catch (IOException | RuntimeException e) {
        input.stopIfInterrupted();
        consecutive++;
        clock.noteDamage();
        continue;
      }
      int stream = packet.getStreamIndex();
      notePosition(stream);
      if (stream == input.streamIndex() && packet.isComplete()) {
        return true;
      }
    }
    inputEnded = true;
    return false;
  }

  private void notePosition(int stream) {
    long stamp = packet.getPts();
    if (stamp != FrameClock.MISSING) {
      double end = (stamp + Math.max(0, packet.getDuration())) * input.tickSeconds(stream);
      readUntil = Math.max(readUntil, end);
    }
  }

  /** Feeds one packet, or null to flush; true if a picture came out. */
  private boolean decode(MediaPacket next) {
    prepareTarget();
    while (true) {
      try {
        input.decoder().decodeVideo(picture, next, 0);
        if (picture.isComplete()) {
          failures = 0;
          return true;
        }
        return false;
      } catch (RuntimeException e) {
        clock.noteDamage();
        failures++;
        if (failures >= MAX_FAILURES) {
          inputEnded = true;
          return false;
        }
        if (next != null) {
          return false;
        }
      }
    }
  }

  /** The library insists on a target of the decoder's current shape. */
  private void prepareTarget() {
    Decoder decoder = input.decoder();
    int width = decoder.getWidth();
    int height = decoder.getHeight();
    if (picture != null
        && picture.getWidth() == width
        && picture.getHeight() == height
        && picture.getFormat() == decoder.getPixelFormat()) {
      return;
    }
    if ((long) width * height > MAX_PIXELS) {
      throw new FoleyException.UnreadableMedia(
          input.file()
              + " claims a picture of "
              + width
              + "x"
              + height
              + " pixels, which is not believable: the file is damaged.");
    }
    if (picture != null) {
      picture.delete();
      picture = null;
    }
    try {
      PixelFormat.Type format = decoder.getPixelFormat();
      picture = DecodeTarget.make(width, height, format);
    } catch (RuntimeException e) {
      throw input.unsupported(input.codec() + " with its pixel format");
    }
  }

  private VideoFrame display() {
    long stamp = picture.getTimeStamp();
    if (!firstStampSeen) {
      firstStampSeen = true;
      stamp = stamp == FrameClock.MISSING ? input.startTicks() : stamp;
    }
    MediaTime time = clock.place(stamp, picture.getPacketDuration());
    if (time == null) {
      return null;
    }
    if (info == null) {
      info = describe();
    }
    List<Picture> pictures = new ArrayList<>(specs.size());
    for (int i = 0; i < converters.length; i++) {
      pictures.add(converter(i).convert(picture));
    }
    return new VideoFrame(time, pictures);
  }

  private PictureConverter converter(int i) {
    if (converters[i] == null || !converters[i].fits(picture)) {
      if (converters[i] != null) {
        converters[i].close();
        converters[i] = null;
      }
      converters[i] =
          new PictureConverter(
              picture,
              specs.get(i),
              info.width(),
              info.height(),
              input.rotation(),
              property("color_range"),
              property("colorspace"));
    }
    return converters[i];
  }

  private int property(String name) {
    try {
      return input.decoder().getPropertyAsInt(name);
    } catch (RuntimeException e) {
      return 0;
    }
  }

  private VideoInfo describe() {
    int width = picture.getWidth();
    int height = picture.getHeight();
    MediaTime aspect = input.pixelAspect();
    if (aspect != null && aspect.seconds() > 0.25 && aspect.seconds() < 4) {
      width = (int) Math.round(width * aspect.seconds());
    }
    boolean sideways = input.rotation() % 180 != 0;
    MediaTime span = input.frameSpan();
    return new VideoInfo(
        sideways ? height : width,
        sideways ? width : height,
        input.rotation(),
        span == null ? 0 : (double) span.denominator() / span.numerator(),
        input.timeBase(),
        clock.start(),
        input.declaredDuration(),
        input.format().name().toLowerCase(Locale.ROOT),
        input.codec(),
        picture.getFormat().name().replace("PIX_FMT_", "").toLowerCase(Locale.ROOT),
        HumbleVideoDecoder.NAME);
  }

  private void finish() {
    duration = clock.finish();
    Optional<MediaTime> claimed = input.presentationDuration();
    double expected = claimed.isPresent() ? claimed.get().seconds() : input.containerEnd();
    double reached = claimed.isPresent() ? duration.seconds() : readUntil;
    double slack = claimed.isPresent() ? 0.1 + 2 * spanSeconds() : 1.0;
    if (expected - reached > slack) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "The file claims %.3f s of video but ends after %.3f s: it is cut off or its header"
                  + " is wrong; sound is made for what is there.",
              expected,
              duration.seconds()));
    }
  }

  private double spanSeconds() {
    return input.frameSpan() == null ? 0.04 : input.frameSpan().seconds();
  }

  @Override
  public MediaTime duration() {
    if (duration == null) {
      throw new IllegalStateException("the duration is known only after the last frame");
    }
    return duration;
  }

  @Override
  public List<String> warnings() {
    return warnings.list();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    for (PictureConverter converter : converters) {
      if (converter != null) {
        converter.close();
      }
    }
    if (picture != null) {
      picture.delete();
    }
    packet.delete();
    input.close();
  }
}
