package dev.foley.benchmarks;

import dev.foley.motion.MotionAnalyzer;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What a picture costs in the motion room: dense flow both ways, camera, planes and descriptors of
 * 128 x 72 luma. Processor time of one thread, so that other work on the machine matters little.
 * Three kinds of picture: a textured pan (nothing can be skipped), the same at rest with sensor
 * noise, and repeated pictures.
 */
public final class MotionTimings {
  private static final int WIDTH = MotionAnalyzer.PICTURE_WIDTH;
  private static final int HEIGHT = MotionAnalyzer.PICTURE_HEIGHT;
  private static final int PICTURES = 600;
  private static final int ROUNDS = 5;

  private MotionTimings() {}

  public static void main(String[] args) {
    report("textured pan", 3.3, 2);
    report("at rest, noisy", 0, 2);
    report("repeated", 0, 0);
  }

  private static void report(String name, double step, int noise) {
    byte[][] pictures = new byte[32][];
    for (int t = 0; t < pictures.length; t++) {
      pictures[t] = picture(step * t, noise, t);
    }
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      best = Math.min(best, millisPerPicture(pictures));
    }
    System.out.printf(Locale.ROOT, "%-16s %.2f ms a picture, best of %d%n", name, best, ROUNDS);
  }

  private static double millisPerPicture(byte[][] pictures) {
    int[] frames = new int[1];
    MotionAnalyzer analyzer = new MotionAnalyzer(frame -> frames[0]++);
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < PICTURES; i++) {
      // There and back, so that the last picture is followed by its neighbour.
      int at =
          Math.abs((i + pictures.length - 1) % (2 * pictures.length - 2) - pictures.length + 1);
      analyzer.push(pictures[at], i / 30.0);
    }
    analyzer.finish();
    long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    if (frames[0] != PICTURES) {
      throw new IllegalStateException(frames[0] + " frames from " + PICTURES + " pictures");
    }
    return (end - start) / 1e6 / PICTURES;
  }

  /** Waves of several lengths and directions, moved by (x, x/3), with noise. */
  private static byte[] picture(double x, int noise, int seed) {
    java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
    byte[] out = new byte[WIDTH * HEIGHT];
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        double px = column + x;
        double py = row + x / 3;
        double v =
            120
                + 30 * Math.sin(0.31 * px + 0.17 * py)
                + 25 * Math.sin(0.13 * px - 0.41 * py)
                + 20 * Math.sin(0.57 * px + 0.05 * py + Math.sin(0.23 * py));
        int n = noise == 0 ? 0 : random.nextInt(2 * noise + 1) - noise;
        out[row * WIDTH + column] = (byte) Math.max(0, Math.min(255, Math.round(v) + n));
      }
    }
    return out;
  }
}
