package dev.foley.stage;

import dev.foley.motion.MotionEvent;
import dev.foley.video.MediaTime;
import dev.foley.video.VideoFrame;
import java.util.List;

/**
 * One video on its way through a {@link VisualEncoder}: push frames, take windows. Each frame is
 * looked at once, however many windows overlap it.
 */
public interface VisualStream extends AutoCloseable {
  /** Adds the next frame; times must increase. The pictures are those of the encoder's specs. */
  void push(VideoFrame frame);

  /** Says that no frame follows and how long the video is. */
  void end(MediaTime duration);

  /** Everything before this instant is final: windows that end here or earlier can be taken. */
  MediaTime readyUntil();

  /**
   * Features of the native window that starts at {@code start}; times outside the video are padded
   * by repeating the nearest picture's features without motion.
   *
   * @throws IllegalStateException if the window is not ready or was already released
   */
  VisualFeatures window(MediaTime start);

  /**
   * The same before it is final, for sound that cannot wait: as far as the frames pushed so far
   * tell. What is said of the last frames lacks what follows them and may be said otherwise later;
   * behind them nothing moves. The stream goes on as if nothing had been asked.
   *
   * @throws IllegalStateException if the window was already released
   */
  VisualFeatures glimpse(MediaTime start);

  /** Forgets what lies before this instant; no later window will start earlier. */
  void release(MediaTime before);

  /** Events found since the last call, in order of time, all before {@link #readyUntil()}. */
  List<MotionEvent> drainEvents();

  /** The motion and contact curve since the last call; empty for encoders that keep none. */
  default List<Activity> drainActivity() {
    return List.of();
  }

  @Override
  void close();
}
