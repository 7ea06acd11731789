package dev.foley.training.scene;

/** A square tile of packed RGB with its mip chain; side 128, repeats in both directions. */
final class Texture {
  static final int SIDE = 128;
  static final int LEVELS = 8;

  /** {@code levels[k]} has side {@code SIDE >> k}. */
  final int[][] levels = new int[LEVELS][];

  private Texture(int[] base) {
    levels[0] = base;
    for (int k = 1; k < LEVELS; k++) {
      levels[k] = half(levels[k - 1], SIDE >> (k - 1));
    }
  }

  /** The look of a tile. */
  enum Pattern {
    PLAIN,
    SPECKLE,
    BLOTCH,
    CHECKER,
    STRIPES,
    WOOD,
    PLANKS,
    MARBLE,
    BRICK,
    TILES,
    GRASS,
    WEAVE,
    BRUSHED
  }

  /** Draws a tile from two colours (packed RGB, gamma encoded). */
  static Texture make(Pattern pattern, int first, int second, SceneRandom random) {
    int[] out = new int[SIDE * SIDE];
    Noise noise = new Noise(random);
    double phase = random.uniform(0, 10);
    int cells = random.pick(2, 4, 4, 8);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double u = (double) x / SIDE;
        double v = (double) y / SIDE;
        double grain = 0.12 * (noise.at(u * 32, v * 32, 32) - 0.5);
        double f = amount(pattern, noise, u, v, cells, phase) + grain;
        out[y * SIDE + x] = mix(first, second, Math.max(0, Math.min(1, f)));
      }
    }
    return new Texture(out);
  }

  private static double amount(
      Pattern pattern, Noise noise, double u, double v, int cells, double phase) {
    switch (pattern) {
      case PLAIN:
        return 0.15 * noise.fractal(u, v, 2);
      case SPECKLE:
        double grain = noise.at(u * 64, v * 64, 64);
        return grain > 0.72 ? 1 : 0.25 * noise.fractal(u, v, 4);
      case BLOTCH:
        return smooth(1.6 * noise.fractal(u, v, 4) - 0.3);
      case CHECKER:
        return ((int) (u * cells) + (int) (v * cells)) % 2 == 0 ? 0.9 : 0.05;
      case STRIPES:
        return smooth(2.5 * Math.sin(2 * Math.PI * (u * cells + 0.02 * phase)) + 0.5);
      case WOOD:
        double bend = noise.fractal(u, v, 2);
        return 0.5
            + 0.35 * Math.sin(2 * Math.PI * (4 * v + 1.6 * bend) + phase)
            + 0.3 * (noise.at(u * 4, v * 64, 64) - 0.5);
      case PLANKS:
        return planks(noise, u, v, cells);
      case MARBLE:
        double warp = noise.fractal(u, v, 3);
        return Math.pow(Math.abs(Math.sin(Math.PI * (2 * u + 2 * v + 2.5 * warp))), 0.6);
      case BRICK:
        return brick(noise, u, v, 2 * cells);
      case TILES:
        double du = (u * cells) % 1;
        double dv = (v * cells) % 1;
        boolean joint = Math.min(du, dv) < 0.04 || Math.max(du, dv) > 0.96;
        return joint ? 1 : 0.2 * noise.fractal(u, v, 4) + cell(noise, u, v, cells) * 0.2;
      case GRASS:
        return 0.75 * noise.at(u * 64, v * 32, 32) + 0.4 * noise.fractal(u, v, 4) - 0.15;
      case WEAVE:
        return 0.5
            + 0.25 * Math.sin(2 * Math.PI * 32 * u) * Math.sin(2 * Math.PI * 32 * v)
            + 0.3 * (noise.fractal(u, v, 4) - 0.5);
      default:
        return 0.5 * noise.at(u * 2, v * 64, 64) + 0.2 * noise.fractal(u, v, 2);
    }
  }

  private static double planks(Noise noise, double u, double v, int cells) {
    int row = (int) (v * cells);
    double across = (v * cells) % 1;
    double shifted = (u + 0.37 * row) % 1;
    if (across < 0.05 || shifted < 0.012) {
      return 1;
    }
    double bend = noise.fractal(u, v, 2);
    return 0.3
        + 0.3 * (noise.at(row * 3.7, 0.5, 64) - 0.5)
        + 0.18 * Math.sin(2 * Math.PI * (2 * across + 2 * bend))
        + 0.15 * noise.at(u * 4, v * 64, 64);
  }

  private static double brick(Noise noise, double u, double v, int cells) {
    int row = (int) (v * cells);
    double across = (v * cells) % 1;
    double along = (u * cells / 2 + 0.5 * row) % 1;
    boolean joint = across < 0.12 || along < 0.06;
    return joint ? 1 : 0.45 * noise.at(Math.floor(u * cells / 2 + 0.5 * row) + 0.5, row, cells);
  }

  private static double cell(Noise noise, double u, double v, int cells) {
    return noise.at(Math.floor(u * cells) + 0.01, Math.floor(v * cells) + 0.01, 64);
  }

  private static double smooth(double x) {
    double c = Math.max(0, Math.min(1, x));
    return c * c * (3 - 2 * c);
  }

  static int mix(int a, int b, double f) {
    int out = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int ca = a >> shift & 255;
      int cb = b >> shift & 255;
      out |= (int) (ca + (cb - ca) * f + 0.5) << shift;
    }
    return out;
  }

  private static int[] half(int[] in, int side) {
    int n = side / 2;
    int[] out = new int[n * n];
    for (int y = 0; y < n; y++) {
      for (int x = 0; x < n; x++) {
        int i = 2 * y * side + 2 * x;
        int packed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
          int sum =
              (in[i] >> shift & 255)
                  + (in[i + 1] >> shift & 255)
                  + (in[i + side] >> shift & 255)
                  + (in[i + side + 1] >> shift & 255);
          packed |= ((sum + 2) >> 2) << shift;
        }
        out[y * n + x] = packed;
      }
    }
    return out;
  }

  /** Tileable value noise in [0, 1]. */
  private static final class Noise {
    private final float[] table = new float[4096];

    Noise(SceneRandom random) {
      for (int i = 0; i < table.length; i++) {
        table[i] = (float) random.uniform(0, 1);
      }
    }

    double at(double x, double y, int period) {
      int ix = (int) Math.floor(x);
      int iy = (int) Math.floor(y);
      double fx = x - ix;
      double fy = y - iy;
      fx = fx * fx * (3 - 2 * fx);
      fy = fy * fy * (3 - 2 * fy);
      int x0 = Math.floorMod(ix, period);
      int x1 = Math.floorMod(ix + 1, period);
      int y0 = Math.floorMod(iy, period);
      int y1 = Math.floorMod(iy + 1, period);
      double a = value(x0, y0) + (value(x1, y0) - value(x0, y0)) * fx;
      double b = value(x0, y1) + (value(x1, y1) - value(x0, y1)) * fx;
      return a + (b - a) * fy;
    }

    double fractal(double u, double v, int period) {
      return 0.55 * at(u * period, v * period, period)
          + 0.3 * at(u * period * 2 + 0.3, v * period * 2 + 0.7, period * 2)
          + 0.15 * at(u * period * 4 + 0.1, v * period * 4 + 0.9, period * 4);
    }

    private float value(int x, int y) {
      return table[(x * 131 + y * 1571) & 4095];
    }
  }
}
