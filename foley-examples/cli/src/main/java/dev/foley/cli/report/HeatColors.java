package dev.foley.cli.report;

/**
 * A scale of colours for levels that is readable on light and on dark ground: from transparent over
 * blue and magenta to orange, all of middle lightness.
 */
final class HeatColors {
  private static final double[] STOPS = {0, 0.25, 0.5, 0.75, 1};
  private static final int[][] ARGB = {
    {0, 60, 70, 170},
    {110, 70, 80, 200},
    {215, 150, 60, 190},
    {245, 232, 76, 120},
    {255, 255, 158, 54}
  };

  private HeatColors() {}

  /** The colour of a level; levels outside 0 to 1 get the end colours. */
  static int argb(double level) {
    double clipped = Math.max(0, Math.min(1, level));
    int stop = 1;
    while (stop < STOPS.length - 1 && clipped > STOPS[stop]) {
      stop++;
    }
    double share = (clipped - STOPS[stop - 1]) / (STOPS[stop] - STOPS[stop - 1]);
    int argb = 0;
    for (int c = 0; c < 4; c++) {
      double value = ARGB[stop - 1][c] + share * (ARGB[stop][c] - ARGB[stop - 1][c]);
      argb = argb << 8 | (int) Math.round(value);
    }
    return argb;
  }
}
