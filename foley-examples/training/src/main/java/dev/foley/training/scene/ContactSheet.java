package dev.foley.training.scene;

import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoFrame;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A picture to check truth by eye: one row a contact, with the frames two before, nearest to and
 * two after it and a cross where it happens; clips without contacts show frames spread over time.
 */
final class ContactSheet {
  private static final int COLUMNS = 3;
  private static final int AROUND = 2;

  private ContactSheet() {}

  /** One of the sheet's pictures: which frame, and which contact to mark in it, if any. */
  private record Cell(int frame, Contact mark) {}

  static BufferedImage draw(SceneClip clip, int rows) {
    List<Cell> cells = cells(clip, rows);
    int w = clip.width();
    int h = clip.height();
    int lines = (cells.size() + COLUMNS - 1) / COLUMNS;
    BufferedImage sheet = new BufferedImage(COLUMNS * w, lines * h, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    try (FrameSource source = clip.open(FrameSpec.nativeSize(PixelFormat.RGB24))) {
      int frame = 0;
      for (VideoFrame next = source.next(); next != null; next = source.next(), frame++) {
        for (int i = 0; i < cells.size(); i++) {
          if (cells.get(i).frame() == frame) {
            int x = i % COLUMNS * w;
            int y = i / COLUMNS * h;
            g.drawImage(image(next.pictures().get(0).data(), w, h), x, y, null);
            label(g, clip, cells.get(i), x, y, i % COLUMNS == 1);
          }
        }
      }
    }
    g.dispose();
    return sheet;
  }

  private static List<Cell> cells(SceneClip clip, int rows) {
    List<Cell> cells = new ArrayList<>();
    int frames = clip.frameTimes().size();
    int n = clip.contacts().size();
    if (n == 0) {
      for (int i = 0; i < rows * COLUMNS; i++) {
        cells.add(new Cell(i * (frames - 1) / (rows * COLUMNS - 1), null));
      }
    }
    for (int i = 0; i < Math.min(rows, n); i++) {
      Contact contact = clip.contacts().get(i * n / Math.min(rows, n));
      int nearest = 0;
      for (int k = 0; k < frames; k++) {
        double gap = Math.abs(clip.frameTimes().get(k).seconds() - contact.time());
        double best = Math.abs(clip.frameTimes().get(nearest).seconds() - contact.time());
        nearest = gap < best ? k : nearest;
      }
      for (int d = -AROUND; d <= AROUND; d += AROUND) {
        cells.add(new Cell(Math.max(0, Math.min(frames - 1, nearest + d)), contact));
      }
    }
    return cells;
  }

  private static void label(Graphics2D g, SceneClip clip, Cell cell, int x, int y, boolean cross) {
    double t = clip.frameTimes().get(cell.frame()).seconds();
    Contact c = cell.mark();
    String text = String.format(Locale.ROOT, "%.3f", t);
    if (c != null && cross) {
      int cx = x + (int) (c.x() * clip.width());
      int cy = y + (int) (c.y() * clip.height());
      g.setColor(Color.RED);
      g.drawLine(cx - 5, cy, cx + 5, cy);
      g.drawLine(cx, cy - 5, cx, cy + 5);
      text += String.format(Locale.ROOT, " [%.3f %s %.2f]", c.time(), c.kind(), c.strength());
    }
    g.setColor(Color.BLACK);
    g.drawString(text, x + 3, y + 12);
    g.setColor(Color.YELLOW);
    g.drawString(text, x + 2, y + 11);
  }

  private static BufferedImage image(byte[] rgb, int w, int h) {
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < w * h; i++) {
      int packed =
          ((rgb[3 * i] & 255) << 16) | ((rgb[3 * i + 1] & 255) << 8) | (rgb[3 * i + 2] & 255);
      image.setRGB(i % w, i / w, packed);
    }
    return image;
  }
}
