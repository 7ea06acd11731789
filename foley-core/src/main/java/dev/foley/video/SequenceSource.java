package dev.foley.video;

import dev.foley.video.FrameSequence.TimedPicture;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A {@link FrameSource} over the caller's own frames. */
final class SequenceSource implements FrameSource {
  private static final MediaTime FALLBACK_SPACING = new MediaTime(1, 25);

  private final Iterator<TimedPicture> frames;
  private final List<FrameSpec> specs;
  private final PictureScaler[] scalers;
  private final MediaTime end;
  private final TimedPicture first;
  private final VideoInfo info;

  private TimedPicture held;
  private MediaTime spacing;
  private MediaTime last;
  private MediaTime duration;
  private boolean closed;

  SequenceSource(
      Iterator<TimedPicture> frames, List<FrameSpec> specs, MediaTime spacing, MediaTime end) {
    this.frames = frames;
    this.specs = specs;
    this.scalers = new PictureScaler[specs.size()];
    this.spacing = spacing;
    this.end = end;
    if (!frames.hasNext()) {
      throw new IllegalArgumentException("a frame sequence needs at least one frame");
    }
    first = frames.next();
    held = first;
    Picture picture = first.picture();
    info =
        new VideoInfo(
            picture.width(),
            picture.height(),
            0,
            spacing == null ? 0 : 1 / spacing.seconds(),
            spacing == null ? new MediaTime(1, first.time().denominator()) : spacing,
            first.time(),
            Optional.empty(),
            "frames",
            "raw",
            picture.format().name().toLowerCase(Locale.ROOT),
            "frames");
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
    if (held == null && !frames.hasNext()) {
      duration = duration == null ? length() : duration;
      return null;
    }
    TimedPicture frame = held != null ? held : frames.next();
    held = null;
    MediaTime time = frame.time().minus(first.time());
    if (last != null) {
      if (time.compareTo(last) <= 0) {
        throw new IllegalArgumentException(
            "frame times must increase: " + time + " comes after " + last);
      }
      spacing = time.minus(last);
    }
    last = time;
    List<Picture> pictures = new ArrayList<>(specs.size());
    for (int i = 0; i < scalers.length; i++) {
      if (scalers[i] == null || !scalers[i].fits(frame.picture())) {
        scalers[i] = scaler(i, frame.picture());
      }
      pictures.add(scalers[i].scale(frame.picture()));
    }
    return new VideoFrame(time, pictures);
  }

  /** Native size means the first frame's, also if a later picture is larger. */
  private PictureScaler scaler(int i, Picture picture) {
    FrameSpec spec = specs.get(i);
    FrameSpec sized =
        spec.isNativeSize() ? new FrameSpec(info.width(), info.height(), spec.format()) : spec;
    return new PictureScaler(picture.width(), picture.height(), picture.format(), sized);
  }

  private MediaTime length() {
    if (end == null) {
      return last.plus(spacing == null ? FALLBACK_SPACING : spacing);
    }
    MediaTime length = end.minus(first.time());
    if (length.compareTo(last) <= 0) {
      throw new IllegalArgumentException(
          "the sequence ends at " + length + ", before its last frame at " + last);
    }
    return length;
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
    return List.of();
  }

  @Override
  public void close() {
    closed = true;
    if (frames instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException("the caller's frames could not be closed", e);
      }
    }
  }
}
