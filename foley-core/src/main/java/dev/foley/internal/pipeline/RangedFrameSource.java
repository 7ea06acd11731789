package dev.foley.internal.pipeline;

import dev.foley.FoleyException;
import dev.foley.video.FrameSource;
import dev.foley.video.MediaTime;
import dev.foley.video.VideoFrame;
import dev.foley.video.VideoInfo;
import java.util.List;
import java.util.Objects;

/**
 * The part of a video from one instant to another, on a clock of its own. The frame on display at
 * the first instant becomes the first frame. Earlier frames are decoded and dropped: seeking is not
 * exact in every container.
 */
public final class RangedFrameSource implements FrameSource {
  private final FrameSource source;
  private final MediaTime start;
  private final MediaTime end;
  private VideoFrame ahead;
  private boolean entered;
  private boolean ended;
  private boolean sourceEnded;

  /**
   * Cuts a source.
   *
   * @param end may be {@code null}: to the end
   */
  public RangedFrameSource(FrameSource source, MediaTime start, MediaTime end) {
    this.source = Objects.requireNonNull(source, "source");
    this.start = Objects.requireNonNull(start, "start");
    this.end = end;
  }

  @Override
  public VideoInfo info() {
    VideoInfo info = source.info();
    return new VideoInfo(
        info.width(),
        info.height(),
        info.rotation(),
        info.frameRate(),
        info.timeBase(),
        info.startTime().plus(start),
        info.declaredDuration().map(this::within),
        info.container(),
        info.codec(),
        info.pixelFormat(),
        info.decoder());
  }

  @Override
  public VideoFrame next() {
    if (!entered) {
      entered = true;
      return enter();
    }
    if (ended) {
      return null;
    }
    VideoFrame frame = ahead;
    ahead = null;
    if (frame == null) {
      frame = pull();
    }
    if (frame == null || (end != null && frame.time().compareTo(end) >= 0)) {
      ended = true;
      return null;
    }
    return new VideoFrame(frame.time().minus(start), frame.pictures());
  }

  private VideoFrame enter() {
    VideoFrame shown = null;
    while ((ahead = pull()) != null && ahead.time().compareTo(start) <= 0) {
      shown = ahead;
    }
    boolean empty = shown == null || (sourceEnded && source.duration().compareTo(start) <= 0);
    if (empty) {
      throw new FoleyException.InvalidRequest(
          "the range starts at " + start.seconds() + " s, after the end of the video");
    }
    return new VideoFrame(MediaTime.ZERO, shown.pictures());
  }

  private VideoFrame pull() {
    VideoFrame frame = sourceEnded ? null : source.next();
    sourceEnded |= frame == null;
    return frame;
  }

  @Override
  public MediaTime duration() {
    if (sourceEnded) {
      return within(source.duration());
    }
    if (!ended) {
      throw new IllegalStateException("the duration is known after the last frame");
    }
    return end.minus(start);
  }

  private MediaTime within(MediaTime duration) {
    MediaTime stop = end == null || duration.compareTo(end) < 0 ? duration : end;
    MediaTime length = stop.minus(start);
    return length.compareTo(MediaTime.ZERO) < 0 ? MediaTime.ZERO : length;
  }

  @Override
  public List<String> warnings() {
    return source.warnings();
  }

  @Override
  public void close() {
    source.close();
  }
}
