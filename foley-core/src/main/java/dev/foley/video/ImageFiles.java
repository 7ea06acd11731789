package dev.foley.video;

import dev.foley.FoleyException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;

/** Reads numbered image files as frames. */
final class ImageFiles {
  private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "bmp", "gif");

  private ImageFiles() {}

  /** The images of a folder in natural order. */
  static List<Path> in(Path folder) {
    List<Path> files = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString().toLowerCase(Locale.ROOT);
        if (EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1))) {
          files.add(entry);
        }
      }
    } catch (IOException e) {
      throw new FoleyException.UnreadableMedia(
          "Cannot read the folder of images " + folder + ": check the path.", e);
    }
    if (files.isEmpty()) {
      throw new FoleyException.UnreadableMedia(
          folder + " holds no PNG, JPEG, BMP or GIF files: give a folder of numbered images.");
    }
    files.sort((a, b) -> compareNatural(a.getFileName().toString(), b.getFileName().toString()));
    return List.copyOf(files);
  }

  static Picture read(Path file) {
    BufferedImage image;
    try {
      image = ImageIO.read(file.toFile());
    } catch (IOException e) {
      throw new FoleyException.UnreadableMedia("Cannot read the image " + file, e);
    }
    if (image == null) {
      throw new FoleyException.UnreadableMedia(
          file + " is no image, whatever its name says: remove it or save it again.");
    }
    int width = image.getWidth();
    int height = image.getHeight();
    int[] row = new int[width];
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0, o = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        rgb[o++] = (byte) (row[x] >> 16);
        rgb[o++] = (byte) (row[x] >> 8);
        rgb[o++] = (byte) row[x];
      }
    }
    return new Picture(width, height, PixelFormat.RGB24, rgb);
  }

  /** Runs of digits compare by value, everything else by character. */
  static int compareNatural(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int endA = endOfDigits(a, i);
      int endB = endOfDigits(b, j);
      if (endA > i && endB > j) {
        String numberA = stripZeros(a.substring(i, endA));
        String numberB = stripZeros(b.substring(j, endB));
        int order =
            numberA.length() != numberB.length()
                ? Integer.compare(numberA.length(), numberB.length())
                : numberA.compareTo(numberB);
        if (order != 0) {
          return order;
        }
        i = endA;
        j = endB;
      } else {
        int order = Character.compare(a.charAt(i), b.charAt(j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
    }
    int order = Integer.compare(a.length() - i, b.length() - j);
    return order != 0 ? order : a.compareTo(b);
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private static String stripZeros(String digits) {
    int start = 0;
    while (start < digits.length() - 1 && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }
}
