package dev.foley.dsp;

/**
 * Triangular mel bands over the bins of a real spectrum. Band {@code m} rises from the centre of
 * band {@code m - 1} to its own and falls to that of band {@code m + 1}, linearly in hertz. Linear
 * in its input: give it magnitudes or powers, and it gives band magnitudes or band powers.
 *
 * <p>With peak normalisation every bin between the first and the last centre counts once in total.
 * Immutable, thread-safe.
 */
public final class MelFilterBank {
  /** How triangles are scaled. */
  public enum Norm {
    /** Height 1 (HTK). */
    PEAK,
    /** Area 1 in hertz (Slaney, librosa's default): height {@code 2 / (upper - lower)}. */
    AREA
  }

  /** How a spectrum is sampled: its FFT size and the sample rate in hertz. */
  public record Grid(int fftSize, double sampleRate) {
    public Grid {
      if (fftSize < 2 || fftSize % 2 != 0 || !(sampleRate > 0)) {
        throw new IllegalArgumentException(
            "no spectrum has an FFT of " + fftSize + " at " + sampleRate + " Hz");
      }
    }

    int bins() {
      return fftSize / 2 + 1;
    }

    double hertz(int bin) {
      return bin * sampleRate / fftSize;
    }
  }

  private final int bands;
  private final int bins;
  // Segment j lies between centres j - 1 and j: its bins, segment[j] to segment[j + 1], fall in
  // band j - 1 and rise in band j. Segments 0 and "bands" have one of the two only.
  private final int[] segment;
  private final float[] falling;
  private final float[] rising;

  /** Bands over the whole range from 0 Hz to half the sample rate. */
  public MelFilterBank(MelScale scale, Norm norm, Grid grid, int bands) {
    this(norm, grid, edges(scale, bands, 0, grid.sampleRate() / 2));
  }

  /** Bands from {@code lowest} to {@code highest} hertz, the feet of the outer triangles. */
  public static MelFilterBank between(
      MelScale scale, Norm norm, Grid grid, int bands, double lowest, double highest) {
    if (!(lowest >= 0 && lowest < highest && highest <= grid.sampleRate() / 2)) {
      throw new IllegalArgumentException(
          "bands from " + lowest + " to " + highest + " Hz do not fit " + grid);
    }
    return new MelFilterBank(norm, grid, edges(scale, bands, lowest, highest));
  }

  private MelFilterBank(Norm norm, Grid grid, double[] edges) {
    this.bands = edges.length - 2;
    this.bins = grid.bins();
    this.segment = new int[bands + 2];
    this.falling = new float[bins];
    this.rising = new float[bins];
    for (int j = 0; j <= bands; j++) {
      int k = j == 0 ? (int) Math.ceil(edges[0] / grid.hertz(1)) : segment[j];
      segment[j] = k;
      double width = edges[j + 1] - edges[j];
      for (; k < bins && grid.hertz(k) < edges[j + 1]; k++) {
        double up = (grid.hertz(k) - edges[j]) / width;
        rising[k] = j == bands ? 0 : (float) (up * height(norm, edges, j));
        falling[k] = j == 0 ? 0 : (float) ((1 - up) * height(norm, edges, j - 1));
      }
      segment[j + 1] = k;
    }
  }

  /** Number of bands. */
  public int bands() {
    return bands;
  }

  /** Number of bins of the spectra. */
  public int bins() {
    return bins;
  }

  /**
   * From bins to bands.
   *
   * @param spectrum {@code bins} magnitudes or powers
   * @param result receives {@code bands} sums
   */
  public void apply(float[] spectrum, float[] result) {
    check(spectrum, result);
    float carried = 0;
    for (int j = 0; j <= bands; j++) {
      float up = 0;
      float down = 0;
      for (int k = segment[j]; k < segment[j + 1]; k++) {
        up += rising[k] * spectrum[k];
        down += falling[k] * spectrum[k];
      }
      if (j > 0) {
        result[j - 1] = carried + down;
      }
      carried = up;
    }
  }

  /**
   * From bands to bins with the transposed matrix: bin k receives each band's value times the
   * band's weight at k. Bins outside all bands become 0.
   *
   * @param values {@code bands} values
   * @param spectrum receives {@code bins} values
   */
  public void transpose(float[] values, float[] spectrum) {
    check(spectrum, values);
    java.util.Arrays.fill(spectrum, 0, bins, 0);
    for (int j = 0; j <= bands; j++) {
      float up = j < bands ? values[j] : 0;
      float down = j > 0 ? values[j - 1] : 0;
      for (int k = segment[j]; k < segment[j + 1]; k++) {
        spectrum[k] = rising[k] * up + falling[k] * down;
      }
    }
  }

  private void check(float[] spectrum, float[] values) {
    if (spectrum.length < bins || values.length < bands) {
      throw new IllegalArgumentException(
          "the bank has %d bins and %d bands, not %d and %d"
              .formatted(bins, bands, spectrum.length, values.length));
    }
  }

  private static double height(Norm norm, double[] edges, int band) {
    return norm == Norm.PEAK ? 1 : 2 / (edges[band + 2] - edges[band]);
  }

  private static double[] edges(MelScale scale, int bands, double lowest, double highest) {
    if (bands < 1) {
      throw new IllegalArgumentException("a filter bank needs at least 1 band, not " + bands);
    }
    double from = scale.fromHertz(lowest);
    double to = scale.fromHertz(highest);
    double[] edges = new double[bands + 2];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = scale.toHertz(from + (to - from) * i / (bands + 1));
    }
    return edges;
  }
}
