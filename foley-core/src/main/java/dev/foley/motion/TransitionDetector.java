package dev.foley.motion;

/** Tells hard cuts and flashes from motion between two neighbouring pictures. */
final class TransitionDetector {
  /** Share of the lit picture (no black bars) that gets brighter or darker together in a flash. */
  private static final double FLASH_SPREAD = 0.7;

  /** Sums of 2x2 pixels below this are black: 20 levels, black bars with their noise. */
  private static final int LIT = 80;

  /** How much, as a share of full brightness. */
  private static final double FLASH_STEP = 0.03;

  /** Mean change of a flash, as a share of full brightness. */
  private static final double FLASH_MEAN = 0.05;

  /** Mean change of a cut, as a share of full brightness. */
  private static final double CUT_MEAN = 0.03;

  /** Share of the detail that even the best match leaves unexplained in a cut. */
  private static final double CUT_UNEXPLAINED = 0.45;

  private boolean cut;
  private boolean flash;

  /**
   * Looks at one pair.
   *
   * @param matchCost mean difference left by the best matches, sums of 2x2 pixels
   */
  void look(LumaPlanes a, LumaPlanes b, double matchCost) {
    int n = a.half.length;
    long change = 0;
    long absolute = 0;
    long detail = 0;
    int width = a.halfWidth;
    for (int i = 0; i < n; i++) {
      int d = b.half[i] - a.half[i];
      change += d;
      absolute += Math.abs(d);
      // Differences over four pixels stand for the texture of the picture.
      int j = i + (i % width < width - 2 ? 2 : -2);
      detail += Math.abs(a.half[i] - a.half[j]) + Math.abs(b.half[i] - b.half[j]);
    }
    int sign = change < 0 ? -1 : 1;
    int together = 0;
    int lit = 0;
    int least = (int) (FLASH_STEP * 1020);
    for (int i = 0; i < n; i++) {
      lit += Math.max(a.half[i], b.half[i]) > LIT ? 1 : 0;
      together += sign * (b.half[i] - a.half[i]) > least ? 1 : 0;
    }
    flash = together > FLASH_SPREAD * lit && Math.abs(change) > FLASH_MEAN * 1020 * lit;
    double unexplained = matchCost / (0.5 * detail / n + 8);
    cut = absolute > CUT_MEAN * 1020 * n && unexplained > CUT_UNEXPLAINED;
  }

  boolean cut() {
    return cut;
  }

  boolean flash() {
    return flash && !cut;
  }
}
