package dev.foley.motion;

/**
 * Finds the part of a flow field that belongs to the camera. A moving object can have most of the
 * texture of a picture, so the camera is believed only if what supports it is spread over the
 * picture, and outnumbers what stands still.
 */
final class CameraEstimator {
  private static final int BLOCKS_X = 8;
  private static final int BLOCKS_Y = 4;

  /** Share of the picture's blocks, and of those at its rim, that must go with a camera motion. */
  private static final double SPREAD = 0.3;

  /** Robust scales of the rounds of reweighting, pixels (Geman-McClure weights). */
  private static final float[] COARSE = {2f, 1.5f, 1.5f};

  private static final float[] FINE = {2f, 1f, 0.5f, 0.35f};

  /** Below this texture (smaller eigenvalue of the tensor) a vector is no witness. */
  private static final float TEXTURE = 2f;

  /** More texture that is asked for each unit of noise variance. */
  private static final float NOISE_TEXTURE = 0.5f;

  /** A label must save this share of the cost to be taken for the camera's. */
  private static final double GAIN = 0.12;

  private final int width;
  private final int height;
  private final int[] witness;
  private int witnesses;
  private final int[] blockGain = new int[BLOCKS_X * BLOCKS_Y];
  private final boolean[] supported = new boolean[BLOCKS_X * BLOCKS_Y];
  private final int[] blockCount = new int[BLOCKS_X * BLOCKS_Y];

  CameraEstimator(int width, int height) {
    this.width = width;
    this.height = height;
    witness = new int[width * height];
  }

  private int block(int x, int y) {
    return y * BLOCKS_Y / height * BLOCKS_X + x * BLOCKS_X / width;
  }

  /** The label that most of the picture agrees on; the middle one unless another clearly wins. */
  int commonLabel(CostVolume volume) {
    remember(volume, CostVolume.MIDDLE);
    int best = cheapestLabel(volume);
    return best == CostVolume.MIDDLE || widespread(volume, best) ? best : CostVolume.MIDDLE;
  }

  /** The label with the least cost over the picture; the middle one among equals. */
  int cheapestLabel(CostVolume volume) {
    int best = CostVolume.MIDDLE;
    int bestSum = sum(volume, best);
    for (int label = 0; label < CostVolume.LABELS; label++) {
      int sum = sum(volume, label);
      if (sum < bestSum) {
        bestSum = sum;
        best = label;
      }
    }
    return best;
  }

  /** Every fourth column is enough to compare. */
  static int sum(CostVolume volume, int label) {
    int sum = 0;
    for (int costs : volume.cost[label * CostVolume.PAIRS + 1]) {
      sum += costs & CostVolume.LOW;
    }
    return sum;
  }

  /** Keeps what a label costs in every block, to compare others with it. */
  void remember(CostVolume volume, int label) {
    blockCosts(volume, label, blockCount);
  }

  private void blockCosts(CostVolume volume, int label, int[] out) {
    java.util.Arrays.fill(out, 0);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        out[block(x, y)] += volume.cost(label, x, y);
      }
    }
  }

  /** Whether a label is clearly better than the remembered one, and over much of the picture. */
  boolean widespread(CostVolume volume, int label) {
    blockCosts(volume, label, blockGain);
    int margin = CostVolume.WEIGHT * width * height / blockGain.length;
    int better = 0;
    int worse = 0;
    for (int b = 0; b < blockGain.length; b++) {
      double least = Math.max(margin, GAIN * blockCount[b]);
      int gain = blockCount[b] - blockGain[b];
      supported[b] = gain > least;
      better += supported[b] ? 1 : 0;
      worse += gain < -least ? 1 : 0;
    }
    return spread() && better > worse;
  }

  /** Fits the camera to whole displacements, starting from a translation. */
  CameraMotion fitCoarse(FlowField flow, LumaPlanes picture, double startX, double startY) {
    weigh(picture);
    CameraMotion motion = fit(flow, new CameraMotion(startX, startY, 0, 0), COARSE);
    return believable(flow, motion, 1.5) ? motion : CameraMotion.STILL;
  }

  /**
   * Fits translation, zoom and roll to the textured vectors by iteratively reweighted least
   * squares. The texture is that of the last coarse fit.
   */
  CameraMotion fitFine(FlowField flow, CameraMotion start) {
    CameraMotion motion = fit(flow, start, FINE);
    return believable(flow, motion, 0.5) ? motion : CameraMotion.STILL;
  }

  private CameraMotion fit(FlowField flow, CameraMotion start, float[] scales) {
    CameraMotion motion = start;
    for (float scale : scales) {
      motion = fitOnce(flow, motion, scale);
    }
    return motion;
  }

  private void weigh(LumaPlanes picture) {
    float least = TEXTURE + NOISE_TEXTURE * picture.noise;
    witnesses = 0;
    for (int y = 0; y < height; y++) {
      // A checkerboard of vectors is enough.
      for (int x = y & 1; x < width; x += 2) {
        int i = y * width + x;
        float mean = 0.5f * (picture.gxx[i] + picture.gyy[i]);
        float half = 0.5f * (picture.gxx[i] - picture.gyy[i]);
        float spread = (float) Math.sqrt(half * half + picture.gxy[i] * picture.gxy[i]);
        if (mean - spread > least) {
          witness[witnesses++] = i;
        }
      }
    }
  }

  private CameraMotion fitOnce(FlowField flow, CameraMotion start, float scale) {
    double sw = 1e-9;
    double swx = 0;
    double swy = 0;
    double swu = 0;
    double swv = 0;
    double swr = 0;
    double zoom = 0;
    double roll = 0;
    for (int k = 0; k < witnesses; k++) {
      int i = witness[k];
      double px = 2 * (i % width) - (width - 1);
      double py = 2 * (i / width) - (height - 1);
      double u = flow.u[i];
      double v = flow.v[i];
      double errorU = u - start.u(px, py);
      double errorV = v - start.v(px, py);
      double fall = 1 + (errorU * errorU + errorV * errorV) / (scale * scale);
      double w = 1 / (fall * fall);
      sw += w;
      swx += w * px;
      swy += w * py;
      swu += w * u;
      swv += w * v;
      swr += w * (px * px + py * py);
      zoom += w * (px * u + py * v);
      roll += w * (px * v - py * u);
    }
    double mx = swx / sw;
    double my = swy / sw;
    double mu = swu / sw;
    double mv = swv / sw;
    // A ridge as if sixteen corner vectors stood still, so that a small patch gives no zoom.
    double r = swr - sw * (mx * mx + my * my) + 16.0 * (width * width + height * height);
    double z = (zoom - sw * (mx * mu + my * mv)) / r;
    double o = (roll - sw * (mx * mv - my * mu)) / r;
    return new CameraMotion(mu - z * mx + o * my, mv - z * my - o * mx, z, o);
  }

  private boolean believable(FlowField flow, CameraMotion motion, double radius) {
    java.util.Arrays.fill(blockGain, 0);
    java.util.Arrays.fill(blockCount, 0);
    int rest = 0;
    int moved = 0;
    for (int k = 0; k < witnesses; k++) {
      int i = witness[k];
      int x = i % width;
      int y = i / width;
      double px = 2 * x - (width - 1);
      double py = 2 * y - (height - 1);
      double u = flow.u[i];
      double v = flow.v[i];
      double du = u - motion.u(px, py);
      double dv = v - motion.v(px, py);
      int block = block(x, y);
      blockCount[block]++;
      if (du * du + dv * dv < radius * radius) {
        blockGain[block]++;
        moved++;
      }
      rest += u * u + v * v < 0.25 * radius * radius ? 1 : 0;
    }
    for (int b = 0; b < blockGain.length; b++) {
      supported[b] = blockGain[b] >= 2 && blockGain[b] * 2 >= blockCount[b];
    }
    return spread() && moved >= rest;
  }

  /** Whether the supported blocks cover enough of the picture and of its rim. */
  private boolean spread() {
    int all = 0;
    int rim = 0;
    int rimBlocks = 2 * (BLOCKS_X + BLOCKS_Y) - 4;
    for (int b = 0; b < supported.length; b++) {
      int x = b % BLOCKS_X;
      int y = b / BLOCKS_X;
      boolean outer = x == 0 || x == BLOCKS_X - 1 || y == 0 || y == BLOCKS_Y - 1;
      all += supported[b] ? 1 : 0;
      rim += supported[b] && outer ? 1 : 0;
    }
    return all >= SPREAD * supported.length && rim >= SPREAD * rimBlocks;
  }
}
