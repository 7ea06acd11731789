package dev.foley.motion;

/**
 * Matching cost of every half-size pixel for every whole half-size displacement within a radius:
 * truncated absolute difference, summed over a 5x5 triangular window. Exhaustive, so that an object
 * smaller than its own step is found (a pyramid would lose it).
 *
 * <p>Columns are dealt out to four phases: pixel (x, y) is value {@code y * 16 + x / 4} of array
 * {@code x % 4}. Neighbours in a row and in a column are then both whole vectors apart, and every
 * inner loop is a plain run over arrays without offsets, which is the form that the JVM's compiler
 * turns into vector instructions (with a variable offset it does not, at ten times the cost).
 */
final class CostVolume {
  /** Search radius in half-size pixels, so twice that in pixels. */
  static final int RADIUS = 6;

  static final int SIDE = 2 * RADIUS + 1;
  static final int LABELS = SIDE * SIDE;

  /** The label of no displacement from the centre. */
  static final int MIDDLE = LABELS / 2;

  /** Sum of the window's weights. */
  static final int WEIGHT = 81;

  static final int PHASES = 4;
  static final int LANES = 16;
  static final int MAX_WIDTH = PHASES * LANES;

  /** Differences above 70 levels tell no more than "different". In sums of 2x2 pixels. */
  private static final int TRUNCATION = 280;

  private static final int PAD = 2;

  final int width;
  final int height;

  /** cost[label * PHASES + x % 4][y * LANES + x / 4], 0..{@value #TRUNCATION} * 81. */
  final int[][] cost;

  private final int paddedLength;
  private final int[][] first;
  private final int[][] second;
  private final int[] shifted;

  /** Differences of columns -2 to 65 by phase: two phases before, the four, two after. */
  private final int[][] columns = new int[PHASES + 2 * PAD][];

  private final int[] sums;
  private int centreX;
  private int centreY;

  CostVolume(int width, int height) {
    if (width > MAX_WIDTH) {
      throw new IllegalArgumentException("pictures may be " + 2 * MAX_WIDTH + " pixels wide");
    }
    this.width = width;
    this.height = height;
    int length = height * LANES;
    paddedLength = (height + 2 * PAD) * LANES;
    cost = new int[LABELS * PHASES][length];
    first = new int[PHASES][length];
    second = new int[SIDE * PHASES][(height + 2 * RADIUS) * LANES];
    shifted = new int[length];
    for (int k = 0; k < columns.length; k++) {
      columns[k] = new int[length];
    }
    sums = new int[paddedLength];
  }

  int centreX() {
    return centreX;
  }

  int centreY() {
    return centreY;
  }

  /** Displacement of a label to the right, half-size pixels. */
  int dx(int label) {
    return centreX + label % SIDE - RADIUS;
  }

  /** Displacement of a label downwards, half-size pixels. */
  int dy(int label) {
    return centreY + label / SIDE - RADIUS;
  }

  int cost(int label, int x, int y) {
    return cost[label * PHASES + x % PHASES][y * LANES + x / PHASES];
  }

  /** Fills the volume for displacements around (centreX, centreY); edges are repeated outwards. */
  void fill(int[] a, int[] b, int centreX, int centreY) {
    this.centreX = centreX;
    this.centreY = centreY;
    deal(a, 0, 0, height, first, 0);
    for (int k = 0; k < SIDE; k++) {
      deal(b, centreX + k - RADIUS, centreY - RADIUS, height + 2 * RADIUS, second, k * PHASES);
    }
    for (int label = 0; label < LABELS; label++) {
      int from = label / SIDE * LANES;
      for (int phase = 0; phase < PHASES; phase++) {
        int[] source = second[label % SIDE * PHASES + phase];
        System.arraycopy(source, from, shifted, 0, shifted.length);
        subtract(first[phase], shifted, columns[PAD + phase]);
      }
      repeatColumns();
      for (int phase = 0; phase < PHASES; phase++) {
        sumWindow(phase, cost[label * PHASES + phase]);
      }
    }
  }

  /** Deals the picture shifted by (dx, dy) out to phases, its edges repeated outwards. */
  private void deal(int[] picture, int dx, int dy, int rows, int[][] out, int firstArray) {
    for (int y = 0; y < rows; y++) {
      int row = clamp(y + dy, height) * width;
      for (int phase = 0; phase < PHASES; phase++) {
        int[] to = out[firstArray + phase];
        for (int lane = 0; lane < LANES; lane++) {
          to[y * LANES + lane] = picture[row + clamp(lane * PHASES + phase + dx, width)];
        }
      }
    }
  }

  private static int clamp(int x, int size) {
    return Math.max(0, Math.min(size - 1, x));
  }

  private static void subtract(int[] a, int[] b, int[] out) {
    for (int i = 0; i < out.length; i++) {
      // min(d, TRUNCATION), written so that the compiler makes vectors of it.
      int d = Math.abs(a[i] - b[i]);
      out[i] = (d + TRUNCATION - Math.abs(d - TRUNCATION)) >> 1;
    }
  }

  /** Two columns before the first and two after the last, lane by lane. */
  private void repeatColumns() {
    int n = shifted.length;
    System.arraycopy(columns[PHASES], 0, columns[0], 1, n - 1);
    System.arraycopy(columns[PHASES + 1], 0, columns[1], 1, n - 1);
    System.arraycopy(columns[PAD], 1, columns[PHASES + PAD], 0, n - 1);
    System.arraycopy(columns[PAD + 1], 1, columns[PHASES + PAD + 1], 0, n - 1);
    for (int i = 0; i < n; i += LANES) {
      int left = columns[PAD][i];
      columns[0][i] = left;
      columns[1][i] = left;
      int right = columns[PAD + PHASES - 1][i + LANES - 1];
      columns[PHASES + PAD][i + LANES - 1] = right;
      columns[PHASES + PAD + 1][i + LANES - 1] = right;
    }
  }

  private void sumWindow(int phase, int[] out) {
    int[] mid = shifted;
    sumRows(
        columns[phase],
        columns[phase + 1],
        columns[phase + 2],
        columns[phase + 3],
        columns[phase + 4],
        mid);
    System.arraycopy(mid, 0, sums, PAD * LANES, mid.length);
    System.arraycopy(mid, 0, sums, 0, LANES);
    System.arraycopy(mid, 0, sums, LANES, LANES);
    System.arraycopy(mid, mid.length - LANES, sums, paddedLength - LANES, LANES);
    System.arraycopy(mid, mid.length - LANES, sums, paddedLength - 2 * LANES, LANES);
    sumColumns(sums, out);
  }

  private static void sumRows(int[] a, int[] b, int[] c, int[] d, int[] e, int[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] + e[i] + 2 * (b[i] + d[i]) + 3 * c[i];
    }
  }

  private static void sumColumns(int[] in, int[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] =
          in[i]
              + in[i + 4 * LANES]
              + 2 * (in[i + LANES] + in[i + 3 * LANES])
              + 3 * in[i + 2 * LANES];
    }
  }

  /** Mean cost of a choice of labels ({@code width * height} of them), sums of 2x2 pixels. */
  double meanCost(int[] labels) {
    long sum = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        sum += cost(labels[y * width + x], x, y);
      }
    }
    return (double) sum / (width * height) / WEIGHT;
  }
}
