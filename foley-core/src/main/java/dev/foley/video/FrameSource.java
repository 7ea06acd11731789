package dev.foley.video;

import java.util.List;

/**
 * Displayed frames in presentation order, pulled one at a time. Memory is bounded: a source buffers
 * a few frames at most. One thread at a time.
 */
public interface FrameSource extends AutoCloseable {
  VideoInfo info();

  /**
   * The next frame, or {@code null} after the last one.
   *
   * @throws dev.foley.FoleyException.UnreadableMedia if nothing more can be read and no frame was
   *     ever delivered; damage later in a file ends the stream and adds a warning
   */
  VideoFrame next();

  /**
   * Length of the stream: the end of the last frame's display, from the first frame's start.
   *
   * @throws IllegalStateException before {@link #next()} has returned {@code null}
   */
  MediaTime duration();

  /** What was missing, damaged or implausible so far; each entry is one sentence. */
  List<String> warnings();

  /** Releases native resources. Safe to call twice. */
  @Override
  void close();
}
