package dev.foley.internal.model.embedded;

import dev.foley.motion.MotionAnalyzer;
import dev.foley.motion.MotionFrame;
import dev.foley.video.MediaTime;
import java.util.function.Consumer;

/**
 * Turns pictures, which come when the video has them, into motion frames on the visual tokens'
 * grid: every token takes the motion frame nearest to its instant.
 */
public final class VisualGrid {
  /** Pictures nearer than this add cost, not knowledge: at most about 30 a second are analysed. */
  public static final double LEAST_INTERVAL = 1.0 / 31;

  /** Receives tokens in order, without gaps. */
  @FunctionalInterface
  public interface Sink {
    /** {@code token} counts from the first displayed frame. */
    void accept(long token, MotionFrame frame);
  }

  private final Sink sink;
  private final MotionAnalyzer analyzer;
  private double lastPushed = Double.NEGATIVE_INFINITY;
  private MotionFrame last;
  private long next;

  public VisualGrid(Sink sink) {
    this(sink, frame -> {});
  }

  /** The same with an observer of all motion frames, each before the tokens that take it. */
  public VisualGrid(Sink sink, Consumer<MotionFrame> observer) {
    this.sink = sink;
    this.analyzer =
        new MotionAnalyzer(
            frame -> {
              observer.accept(frame);
              place(frame);
            });
  }

  /** Instant of a token in seconds. */
  public static double instant(long token) {
    return (double) token / EmbeddedConfig.VISUAL_RATE;
  }

  /**
   * Adds a picture.
   *
   * @param luma 128 x 72 gray levels
   * @param time seconds, increasing
   */
  public void push(byte[] luma, double time) {
    if (time - lastPushed >= LEAST_INTERVAL) {
      lastPushed = time;
      analyzer.push(luma, time);
    }
  }

  /** Fills the grid up to the video's end. */
  public void finish(MediaTime duration) {
    analyzer.finish();
    long end = duration.toIndexCeil(EmbeddedConfig.VISUAL_RATE);
    while (last != null && next < end) {
      sink.accept(next++, last);
    }
  }

  private void place(MotionFrame frame) {
    while (last != null && instant(next) <= (last.time() + frame.time()) / 2) {
      sink.accept(next++, last);
    }
    last = frame;
  }
}
