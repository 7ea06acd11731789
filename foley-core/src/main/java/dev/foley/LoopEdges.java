package dev.foley;

/**
 * What a loop's resampler and limiter have to see around it so that they treat its ends like its
 * middle: a stretch of its end before, a stretch of its beginning behind, to be cut off afterwards.
 */
final class LoopEdges {
  private static final double SECONDS = 0.25;

  private final int samples;
  private final int outputSamples;

  LoopEdges(int modelRate, int rate) {
    // Both stretches are whole numbers of samples at either rate.
    int divisor = gcd(modelRate, rate);
    int periods = (int) Math.ceil(SECONDS * divisor);
    this.samples = periods * (modelRate / divisor);
    this.outputSamples = periods * (rate / divisor);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** Length of either stretch in delivered samples. */
  int outputSamples() {
    return outputSamples;
  }

  /** Every voice with a stretch of itself on both sides. */
  float[][] extend(float[][] voices) {
    float[][] extended = new float[voices.length][];
    for (int v = 0; v < voices.length; v++) {
      int length = voices[v].length;
      extended[v] = new float[length + 2 * samples];
      for (int i = 0; i < extended[v].length; i++) {
        extended[v][i] = voices[v][Math.floorMod(i - samples, length)];
      }
    }
    return extended;
  }
}
