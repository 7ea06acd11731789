package dev.foley.video;

import java.util.List;
import java.util.Objects;

/**
 * One displayed frame.
 *
 * @param time presentation instant, counted from the first displayed frame of the stream (so the
 *     first frame has time zero); strictly increasing from frame to frame
 * @param pictures one picture for each {@link FrameSpec} the source was opened with, in that order
 */
public record VideoFrame(MediaTime time, List<Picture> pictures) {
  public VideoFrame {
    Objects.requireNonNull(time, "time");
    pictures = List.copyOf(pictures);
  }
}
