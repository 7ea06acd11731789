package dev.foley.motion;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Drawn pictures whose motion is known exactly: textured discs over a textured ground seen by a
 * moving camera, every pixel averaged over 3x3 points.
 */
final class SyntheticScene {
  static final int W = MotionAnalyzer.PICTURE_WIDTH;
  static final int H = MotionAnalyzer.PICTURE_HEIGHT;
  private static final int SUB = 3;

  /** A disc: centre and radius in pixels, brightness 0..255 and texture contrast. */
  record Disc(double x, double y, double radius, double luma, double contrast, int texture) {
    Disc moved(double dx, double dy) {
      return new Disc(x + dx, y + dy, radius, luma, contrast, texture);
    }

    boolean covers(double px, double py) {
      return (px - x) * (px - x) + (py - y) * (py - y) < radius * radius;
    }
  }

  final List<Disc> discs = new ArrayList<>();
  CameraMotion camera = CameraMotion.STILL;
  double groundLuma = 120;
  double groundContrast = 60;
  int groundTexture = 1;
  double gain = 1;
  double offset;
  double noise;
  long noiseSeed = 1;

  byte[] render() {
    byte[] out = new byte[W * H];
    SplittableRandom random = new SplittableRandom(noiseSeed);
    for (int y = 0; y < H; y++) {
      for (int x = 0; x < W; x++) {
        double sum = 0;
        for (int j = 0; j < SUB; j++) {
          for (int i = 0; i < SUB; i++) {
            sum += at(x + (i + 0.5) / SUB - 0.5, y + (j + 0.5) / SUB - 0.5);
          }
        }
        double value = gain * sum / (SUB * SUB) + offset;
        if (noise > 0) {
          value +=
              noise * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5) * 2;
        }
        out[y * W + x] = (byte) Math.max(0, Math.min(255, Math.round(value)));
      }
    }
    return out;
  }

  /**
   * Brightness at a picture point. Discs are in picture coordinates, the ground in the camera's.
   */
  private double at(double x, double y) {
    for (int d = discs.size() - 1; d >= 0; d--) {
      Disc disc = discs.get(d);
      if (disc.covers(x, y)) {
        return disc.luma() + disc.contrast() * texture(x - disc.x(), y - disc.y(), disc.texture());
      }
    }
    CameraMotion back = camera.inverse();
    double px = x - 0.5 * (W - 1);
    double py = y - 0.5 * (H - 1);
    double gx = px + back.u(px, py);
    double gy = py + back.v(px, py);
    return groundLuma + groundContrast * texture(gx, gy, groundTexture);
  }

  /** Two octaves of value noise, smooth, about -1..1; cells of 5 and 11 pixels. */
  static double texture(double x, double y, int seed) {
    return 0.6 * noise(x / 5 + 100, y / 5 + 100, seed)
        + 0.6 * noise(x / 11 + 50, y / 11 + 50, seed + 7);
  }

  private static double noise(double x, double y, int seed) {
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    double fx = smooth(x - x0);
    double fy = smooth(y - y0);
    double top = lattice(x0, y0, seed) * (1 - fx) + lattice(x0 + 1, y0, seed) * fx;
    double bottom = lattice(x0, y0 + 1, seed) * (1 - fx) + lattice(x0 + 1, y0 + 1, seed) * fx;
    return top * (1 - fy) + bottom * fy;
  }

  private static double smooth(double t) {
    return t * t * t * (t * (6 * t - 15) + 10);
  }

  private static double lattice(int x, int y, int seed) {
    long h = x * 0x9E3779B97F4A7C15L ^ y * 0xC2B2AE3D27D4EB4FL ^ seed * 0x165667B19E3779F9L;
    h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
    h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
    return ((h >>> 11) * 0x1.0p-53) * 2 - 1;
  }
}
