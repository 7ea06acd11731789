package dev.foley.motion;

/**
 * Matching cost of every half-size pixel for every whole half-size displacement within a radius:
 * truncated absolute difference, summed over a 5x5 triangular window. Exhaustive, so that an object
 * smaller than its own step is found (a pyramid would lose it).
 *
 * <p>Columns are dealt out to four phases: pixel (x, y) is value {@code y * 16 + x / 4} of phase
 * {@code x % 4}. Neighbours in a row and in a column are then both whole vectors apart, and every
 * inner loop is a plain run over arrays without variable offsets, which is the form that the JVM's
 * compiler turns into vector instructions (with them it does not, at ten times the cost). Sums stay
 * below 2^16, so phases 0 and 2, and 1 and 3, share one array: the first in the low half of each
 * number, the second in the high half, added up both at once.
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

  /** Arrays for each label: phases 0 with 2, and 1 with 3. */
  static final int PAIRS = 2;

  static final int LOW = 0xFFFF;

  /** Differences above 70 levels tell no more than "different". In sums of 2x2 pixels. */
  private static final int TRUNCATION = 280;

  private static final int PAD = 2;

  final int width;
  final int height;

  /**
   * cost[label * PAIRS + x % 2][y * LANES + x / 4], low half for x % 4 below 2, high half above;
   * each 0..{@value #TRUNCATION} * 81.
   */
  final int[][] cost;

  private final int paddedLength;
  private final int[][] first;

  /** Columns of the second picture at offsets 0 to SIDE + 2 from the leftmost displacement. */
  private final int[][] second;

  /** The same, moved by the vertical displacement at hand. */
  private final int[][] shifted;

  private final int[][] difference;

  /** Differences of column k - 2 in the low halves, of column k in the high halves. */
  private final int[][] columns = new int[PAIRS + 2 * PAD][];

  private final int[] rows;
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
    cost = new int[LABELS * PAIRS][length];
    first = new int[PHASES][length];
    second = new int[SIDE + PHASES - 1][(height + 2 * RADIUS) * LANES];
    shifted = new int[second.length][length];
    difference = new int[PHASES][length];
    rows = new int[length];
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
    int both = cost[label * PAIRS + x % PAIRS][y * LANES + x / PHASES];
    return (x & 2) == 0 ? both & LOW : both >>> 16;
  }

  /** Fills the volume for displacements around (centreX, centreY); edges are repeated outwards. */
  void fill(int[] a, int[] b, int centreX, int centreY) {
    this.centreX = centreX;
    this.centreY = centreY;
    for (int phase = 0; phase < PHASES; phase++) {
      deal(a, phase, 0, first[phase]);
    }
    for (int k = 0; k < second.length; k++) {
      deal(b, centreX + k - RADIUS, centreY - RADIUS, second[k]);
    }
    for (int y = 0; y < SIDE; y++) {
      for (int k = 0; k < second.length; k++) {
        System.arraycopy(second[k], y * LANES, shifted[k], 0, shifted[k].length);
      }
      for (int x = 0; x < SIDE; x++) {
        for (int phase = 0; phase < PHASES; phase++) {
          subtract(first[phase], shifted[x + phase], difference[phase]);
        }
        pack(difference[0], difference[2], columns[PAD]);
        pack(difference[1], difference[3], columns[PAD + 1]);
        repeatColumns();
        int label = y * SIDE + x;
        sumWindow(0, cost[label * PAIRS]);
        sumWindow(1, cost[label * PAIRS + 1]);
      }
    }
  }

  /** Every fourth column from {@code dx} on, from row {@code dy} on, edges repeated outwards. */
  private void deal(int[] picture, int dx, int dy, int[] out) {
    for (int y = 0; y < out.length / LANES; y++) {
      int row = clamp(y + dy, height) * width;
      for (int lane = 0; lane < LANES; lane++) {
        out[y * LANES + lane] = picture[row + clamp(lane * PHASES + dx, width)];
      }
    }
  }

  private static int clamp(int x, int size) {
    return Math.max(0, Math.min(size - 1, x));
  }

  /** Truncated differences of a phase. */
  private static void subtract(int[] a, int[] b, int[] out) {
    for (int i = 0; i < out.length; i++) {
      // min(d, TRUNCATION), written so that the compiler makes vectors of it.
      int d = Math.abs(a[i] - b[i]);
      out[i] = (d + TRUNCATION - Math.abs(d - TRUNCATION)) >> 1;
    }
  }

  private static void pack(int[] low, int[] high, int[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = low[i] + (high[i] << 16);
    }
  }

  /** Two columns before the first and two after the last, from their neighbours' lanes. */
  private void repeatColumns() {
    int n = rows.length;
    int[] even = columns[PAD];
    int[] odd = columns[PAD + 1];
    System.arraycopy(even, 0, rows, 1, n - 1);
    join(rows, even, columns[0]);
    System.arraycopy(odd, 0, rows, 1, n - 1);
    join(rows, odd, columns[1]);
    System.arraycopy(even, 1, rows, 0, n - 1);
    join(even, rows, columns[PAD + PAIRS]);
    System.arraycopy(odd, 1, rows, 0, n - 1);
    join(odd, rows, columns[PAD + PAIRS + 1]);
    for (int i = 0; i < n; i += LANES) {
      int left = even[i] & LOW;
      columns[0][i] = left | left << 16;
      columns[1][i] = left | odd[i] << 16;
      int end = i + LANES - 1;
      int right = odd[end] & ~LOW;
      columns[PAD + PAIRS][end] = right | even[end] >>> 16;
      columns[PAD + PAIRS + 1][end] = right | right >>> 16;
    }
  }

  /** The high halves of a, made low, and the low halves of b, made high. */
  private static void join(int[] a, int[] b, int[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (a[i] >>> 16) + (b[i] << 16);
    }
  }

  private void sumWindow(int first, int[] out) {
    sumRows(
        columns[first],
        columns[first + 1],
        columns[first + 2],
        columns[first + 3],
        columns[first + 4],
        rows);
    System.arraycopy(rows, 0, sums, PAD * LANES, rows.length);
    System.arraycopy(rows, 0, sums, 0, LANES);
    System.arraycopy(rows, 0, sums, LANES, LANES);
    System.arraycopy(rows, rows.length - LANES, sums, paddedLength - LANES, LANES);
    System.arraycopy(rows, rows.length - LANES, sums, paddedLength - 2 * LANES, LANES);
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
