package dev.foley.game;

import dev.foley.live.FrameFormat;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

/** Paints the scene, and shows the pixels as the direct buffer a renderer would read back. */
final class Screen {
  /** What {@link #pixels} holds: integers 0xRRGGBB in little-endian order. */
  static final FrameFormat FORMAT =
      FrameFormat.of(BouncingBalls.WIDTH, BouncingBalls.HEIGHT, FrameFormat.Layout.BGRA);

  private final BufferedImage image =
      new BufferedImage(BouncingBalls.WIDTH, BouncingBalls.HEIGHT, BufferedImage.TYPE_INT_RGB);
  private final int[] raster = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  private final ByteBuffer pixels =
      ByteBuffer.allocateDirect(FORMAT.bytes()).order(ByteOrder.LITTLE_ENDIAN);
  private final IntBuffer integers = pixels.asIntBuffer();
  private final Graphics2D graphics = image.createGraphics();

  Screen() {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setStroke(new BasicStroke(3));
  }

  BufferedImage image() {
    return image;
  }

  ByteBuffer pixels() {
    return pixels;
  }

  void paint(BouncingBalls scene) {
    graphics.setColor(new Color(0xE8E4DA));
    graphics.fillRect(0, 0, BouncingBalls.WIDTH, BouncingBalls.FLOOR);
    graphics.setColor(new Color(0x8A6748));
    graphics.fillRect(
        0, BouncingBalls.FLOOR, BouncingBalls.WIDTH, BouncingBalls.HEIGHT - BouncingBalls.FLOOR);
    for (BouncingBalls.Ball ball : scene.balls()) {
      double r = ball.radius;
      Ellipse2D disc = new Ellipse2D.Double(ball.x - r, ball.y - r, 2 * r, 2 * r);
      graphics.setColor(new Color(ball.colour));
      graphics.fill(disc);
      graphics.setColor(Color.DARK_GRAY);
      graphics.draw(disc);
    }
    integers.clear();
    integers.put(raster);
  }
}
