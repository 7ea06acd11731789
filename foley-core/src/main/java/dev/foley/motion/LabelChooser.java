package dev.foley.motion;

import java.util.Arrays;

/**
 * Chooses one whole displacement for every half-size pixel: cheapest first, with a toll on leaving
 * the camera's displacement (so that flat or noisy ground does not wander), then two rounds of
 * iterated conditional modes (Besag 1986) in which a pixel may take over a neighbour's choice.
 */
final class LabelChooser {
  /** Toll on any displacement but the camera's, besides a share of the measured noise. */
  private static final int LEAVE = 120;

  /** Toll per half-size pixel away from the camera's displacement. */
  private static final int DISTANCE = 10;

  /** Cost of disagreeing with one neighbour, per half-size pixel, up to {@link #MAX_STEP}. */
  private static final int STEP = 45;

  private static final int MAX_STEP = 3;
  private static final int ROUNDS = 2;
  private static final int HISTOGRAM_SHIFT = 4;

  private final int width;
  private final int height;
  private final int[][] key;
  private final int[] toll = new int[CostVolume.LABELS];
  private final int[] step = new int[CostVolume.LABELS * CostVolume.LABELS];
  private final int[] histogram = new int[1024];
  private int[] labels;
  private int[] next;

  /** For volumes shaped like this one. */
  LabelChooser(CostVolume volume) {
    width = volume.width;
    height = volume.height;
    key = new int[CostVolume.PHASES][height * CostVolume.LANES];
    labels = new int[width * height];
    next = new int[width * height];
    for (int a = 0; a < CostVolume.LABELS; a++) {
      for (int b = 0; b < CostVolume.LABELS; b++) {
        step[a * CostVolume.LABELS + b] = STEP * Math.min(MAX_STEP, distance(a, b));
      }
    }
  }

  private static int distance(int a, int b) {
    int x = Math.abs(a % CostVolume.SIDE - b % CostVolume.SIDE);
    int y = Math.abs(a / CostVolume.SIDE - b / CostVolume.SIDE);
    return Math.max(x, y);
  }

  /** The chosen label of every pixel; valid until the next call. */
  int[] choose(CostVolume volume, int cameraLabel) {
    int noise = medianCost(volume, cameraLabel);
    for (int label = 0; label < toll.length; label++) {
      int far = distance(label, cameraLabel);
      toll[label] = far == 0 ? 0 : LEAVE + noise / 2 + DISTANCE * far;
    }
    for (int[] keys : key) {
      Arrays.fill(keys, Integer.MAX_VALUE >> 1);
    }
    for (int pair = 0; pair < CostVolume.PAIRS; pair++) {
      for (int label = 0; label < toll.length; label++) {
        int[] cost = volume.cost[label * CostVolume.PAIRS + pair];
        int plus = (toll[label] << 8) | label;
        keepCheapestLow(cost, plus, key[pair]);
        keepCheapestHigh(cost, plus, key[pair + CostVolume.PAIRS]);
      }
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * CostVolume.LANES + x / CostVolume.PHASES;
        labels[y * width + x] = key[x % CostVolume.PHASES][at] & 255;
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      agree(volume, cameraLabel);
    }
    return labels;
  }

  private static void keepCheapestLow(int[] cost, int plus, int[] key) {
    for (int i = 0; i < key.length; i++) {
      // min(key, new key), written so that the compiler makes vectors of it.
      int gain = ((cost[i] & CostVolume.LOW) << 8) + plus - key[i];
      key[i] += gain & (gain >> 31);
    }
  }

  private static void keepCheapestHigh(int[] cost, int plus, int[] key) {
    for (int i = 0; i < key.length; i++) {
      int gain = ((cost[i] >>> 16) << 8) + plus - key[i];
      key[i] += gain & (gain >> 31);
    }
  }

  private int medianCost(CostVolume volume, int label) {
    Arrays.fill(histogram, 0);
    int n = width * height;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int bin = volume.cost(label, x, y) >> HISTOGRAM_SHIFT;
        histogram[Math.min(histogram.length - 1, bin)]++;
      }
    }
    int seen = 0;
    for (int bin = 0; bin < histogram.length; bin++) {
      seen += histogram[bin];
      if (seen * 2 >= n) {
        return bin << HISTOGRAM_SHIFT;
      }
    }
    return 0;
  }

  private void agree(CostVolume volume, int cameraLabel) {
    System.arraycopy(labels, 0, next, 0, labels.length);
    for (int y = 0; y < height; y++) {
      int up = y == 0 ? 0 : -width;
      int down = y == height - 1 ? 0 : width;
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        int left = x == 0 ? 0 : -1;
        int right = x == width - 1 ? 0 : 1;
        int own = labels[i];
        if (labels[i + left] == own
            && labels[i + right] == own
            && labels[i + up] == own
            && labels[i + down] == own) {
          continue;
        }
        next[i] = best(volume, x, y, cameraLabel, left, right, up, down);
      }
    }
    int[] swap = labels;
    labels = next;
    next = swap;
  }

  private int best(
      CostVolume volume, int x, int y, int camera, int left, int right, int up, int down) {
    int i = y * width + x;
    int a = labels[i + left];
    int b = labels[i + right];
    int c = labels[i + up];
    int d = labels[i + down];
    int e = labels[i + up + left];
    int f = labels[i + up + right];
    int g = labels[i + down + left];
    int h = labels[i + down + right];
    int best = labels[i];
    int bestEnergy = Integer.MAX_VALUE;
    for (int k = 0; k < 10; k++) {
      int label =
          switch (k) {
            case 0 -> labels[i];
            case 1 -> a;
            case 2 -> b;
            case 3 -> c;
            case 4 -> d;
            case 5 -> e;
            case 6 -> f;
            case 7 -> g;
            case 8 -> h;
            default -> camera;
          };
      if (k > 0 && label == best) {
        continue;
      }
      int row = label * CostVolume.LABELS;
      int energy =
          volume.cost(label, x, y)
              + toll[label]
              + step[row + a]
              + step[row + b]
              + step[row + c]
              + step[row + d]
              + (step[row + e] + step[row + f] + step[row + g] + step[row + h]) / 2;
      if (energy < bestEnergy) {
        bestEnergy = energy;
        best = label;
      }
    }
    return best;
  }
}
