package dev.foley.internal.model.embedded;

import dev.foley.motion.MotionAnalyzer;
import dev.foley.motion.MotionFrame;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.PictureScaler;
import dev.foley.video.PixelFormat;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Turns pictures, which come when the video has them, into motion frames on the visual tokens'
 * grid: every token takes the motion frame nearest to its instant, and the picture it is about. A
 * finger on a key moves by less than a pixel of what motion is measured on, so the picture itself
 * is kept in finer detail.
 */
public final class VisualGrid {
  /** The pictures pushed. */
  public static final FrameSpec PICTURE =
      new FrameSpec(
          VisualNet.COLUMNS * VisualNet.CELL, VisualNet.ROWS * VisualNet.CELL, PixelFormat.GRAY8);

  private static final FrameSpec MOTION_PICTURE =
      new FrameSpec(MotionAnalyzer.PICTURE_WIDTH, MotionAnalyzer.PICTURE_HEIGHT, PixelFormat.GRAY8);

  /**
   * Pictures nearer than this add cost, not knowledge: at most 31 a second are analysed, however
   * their times are rounded.
   */
  public static final double LEAST_INTERVAL = 1 / 31.1;

  /** Receives tokens in order, without gaps. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes a token.
     *
     * @param token counts from the first displayed frame
     * @param picture the luma that the frame is about, as pushed
     */
    void accept(long token, MotionFrame frame, byte[] picture);
  }

  private record Pushed(double time, byte[] luma) {}

  private final Sink sink;
  private final MotionAnalyzer analyzer;
  private final PictureScaler shrink =
      new PictureScaler(PICTURE.width(), PICTURE.height(), PICTURE.format(), MOTION_PICTURE);

  /** Pictures whose motion frame has not come; those of repeated pictures never do. */
  private final ArrayDeque<Pushed> waiting = new ArrayDeque<>();

  private double lastPushed = Double.NEGATIVE_INFINITY;
  private MotionFrame last;
  private byte[] lastPicture;
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
   * @param luma gray levels of a {@link #PICTURE}; kept, and not to be changed
   * @param time seconds, increasing
   */
  public void push(byte[] luma, double time) {
    if (time - lastPushed >= LEAST_INTERVAL) {
      lastPushed = time;
      waiting.add(new Pushed(time, luma));
      Picture picture = new Picture(PICTURE.width(), PICTURE.height(), PICTURE.format(), luma);
      analyzer.push(shrink.scale(picture).data(), time);
    }
  }

  /** Fills the grid up to the video's end. */
  public void finish(MediaTime duration) {
    analyzer.finish();
    long end = duration.toIndexCeil(EmbeddedConfig.VISUAL_RATE);
    while (last != null && next < end) {
      sink.accept(next++, last, lastPicture);
    }
  }

  private void place(MotionFrame frame) {
    while (last != null && instant(next) <= (last.time() + frame.time()) / 2) {
      sink.accept(next++, last, lastPicture);
    }
    last = frame;
    lastPicture = pictureOf(frame);
  }

  private byte[] pictureOf(MotionFrame frame) {
    while (waiting.getFirst().time() < frame.time()) {
      waiting.removeFirst();
    }
    return waiting.removeFirst().luma();
  }
}
