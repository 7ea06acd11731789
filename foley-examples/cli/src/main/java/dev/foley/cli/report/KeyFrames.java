package dev.foley.cli.report;

import dev.foley.video.FrameSpec;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoFrame;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps pictures at regular distances, few however long the video is: when there are too many,
 * every other one is dropped and the distance doubles. Filled by one thread, read afterwards.
 */
public final class KeyFrames implements Consumer<VideoFrame> {
  /** The pictures it wants; their shape is put right when they are shown. */
  public static final FrameSpec SPEC = new FrameSpec(256, 144, PixelFormat.RGB24);

  private static final int LIMIT = 32;
  private static final double FIRST_DISTANCE = 0.25;

  private final List<Shot> shots = new ArrayList<>();
  private double distance = FIRST_DISTANCE;

  /**
   * A picture and its time.
   *
   * @param seconds from the first frame
   */
  public record Shot(double seconds, BufferedImage image) {
    /** The only picture of a frame, 24-bit RGB. */
    public static Shot of(VideoFrame frame) {
      return new Shot(frame.time().seconds(), KeyFrames.image(frame.pictures().get(0)));
    }

    /** The picture in the shape in which it is displayed, of the same height. */
    public BufferedImage shaped(double aspect) {
      int height = image.getHeight();
      int width = (int) Math.round(height * Math.max(0.25, Math.min(4, aspect)));
      BufferedImage shaped = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = shaped.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(image, 0, 0, width, height, null);
      graphics.dispose();
      return shaped;
    }
  }

  @Override
  public synchronized void accept(VideoFrame frame) {
    double time = frame.time().seconds();
    if (!shots.isEmpty() && time < shots.get(shots.size() - 1).seconds() + distance - 1e-6) {
      return;
    }
    shots.add(Shot.of(frame));
    if (shots.size() == LIMIT) {
      for (int i = 0; i < LIMIT / 2; i++) {
        shots.set(i, shots.get(2 * i));
      }
      shots.subList(LIMIT / 2, LIMIT).clear();
      distance *= 2;
    }
  }

  private static BufferedImage image(Picture picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    byte[] data = picture.data();
    int[] row = new int[picture.width()];
    for (int y = 0, at = 0; y < picture.height(); y++) {
      for (int x = 0; x < row.length; x++, at += 3) {
        row[x] = (data[at] & 0xFF) << 16 | (data[at + 1] & 0xFF) << 8 | (data[at + 2] & 0xFF);
      }
      image.setRGB(0, y, row.length, 1, row, 0, row.length);
    }
    return image;
  }

  /** At most {@code count} pictures, evenly spread. */
  public synchronized List<Shot> spread(int count) {
    if (shots.size() <= count) {
      return List.copyOf(shots);
    }
    List<Shot> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(shots.get(i * shots.size() / count));
    }
    return some;
  }
}
