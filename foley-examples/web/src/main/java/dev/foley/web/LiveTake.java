package dev.foley.web;

import dev.foley.audio.AudioBuffer;
import dev.foley.cli.report.KeyFrames;
import dev.foley.cli.report.SoundPicture;

/**
 * A take while it is made: its pictures so far, and its sound for those who listen already. Written
 * by the worker, read by anybody.
 */
final class LiveTake {
  private final int number;
  private final KeyFrames keyFrames = new KeyFrames();
  private final SoundPicture picture = new SoundPicture();
  private final LivePreview preview;

  /**
   * Starts a take.
   *
   * @param preview {@code null} if nobody may listen
   */
  LiveTake(int number, LivePreview preview) {
    this.number = number;
    this.preview = preview;
  }

  int number() {
    return number;
  }

  KeyFrames keyFrames() {
    return keyFrames;
  }

  /** The picture of the sound; for the worker, once no more is added. */
  SoundPicture picture() {
    return picture;
  }

  LivePreview preview() {
    return preview;
  }

  synchronized void add(AudioBuffer sound) {
    picture.add(sound);
    if (preview != null) {
      preview.write(sound);
    }
  }

  synchronized Timeline timeline() {
    return Timeline.unfinished(picture);
  }
}
