package dev.foley.media.internal;

import dev.foley.video.MediaTime;
import java.util.List;

/**
 * The edit list of an MP4 video track (ISO/IEC 14496-12, 8.6.6): which part of the coded pictures
 * is displayed, and when. A picture that starts before its edit is decoded but not displayed.
 *
 * @param mediaScale ticks a second of the track
 * @param edits non-empty edits in presentation order
 * @param demuxerShift what libavformat subtracted from every composition time, in track ticks: the
 *     first edit's media time less the initial empty edit
 */
public record EditList(long mediaScale, List<Edit> edits, long demuxerShift) {
  /**
   * @param presentation where the edit starts on the presentation clock, exact seconds
   * @param mediaStart first composition time shown, in track ticks
   * @param mediaEnd composition time at which the edit ends, {@code Long.MAX_VALUE} if unbounded
   */
  public record Edit(MediaTime presentation, long mediaStart, long mediaEnd) {}

  public EditList {
    edits = List.copyOf(edits);
  }

  /**
   * Presentation time of a picture, or {@code null} if no edit shows it.
   *
   * @param pts the time stamp libavformat reports, in track ticks
   */
  public MediaTime present(long pts) {
    long composition = pts + demuxerShift;
    for (Edit edit : edits) {
      if (composition >= edit.mediaStart() && composition < edit.mediaEnd()) {
        return edit.presentation().plus(new MediaTime(composition - edit.mediaStart(), mediaScale));
      }
    }
    return null;
  }

  /** How long the edits last together from the first one on, or {@code null} if unbounded. */
  public MediaTime length() {
    MediaTime length = MediaTime.ZERO;
    for (Edit edit : edits) {
      if (edit.mediaEnd() == Long.MAX_VALUE) {
        return null;
      }
      length = length.plus(new MediaTime(edit.mediaEnd() - edit.mediaStart(), mediaScale));
    }
    return length;
  }

  /**
   * The time stamp libavformat reports for what is displayed at that time; see {@link #present}.
   */
  public long stampOf(MediaTime time) {
    Edit found = edits.get(0);
    for (Edit edit : edits) {
      if (edit.presentation().compareTo(time) <= 0) {
        found = edit;
      }
    }
    return found.mediaStart() + time.minus(found.presentation()).toIndex(mediaScale) - demuxerShift;
  }
}
