package dev.foley.internal.sampling;

/**
 * Standard normal noise as a pure function of (seed, absolute latent frame, channel): the same
 * frame gets the same noise however a sound is cut into windows, threads or restarts, on every
 * machine. Random bits come from Philox-4x32-10, a counter-based generator (Salmon et al.,
 * "Parallel random numbers: as easy as 1, 2, 3", 2011), and become normal by the Box-Muller
 * transform.
 */
public final class CounterNoise {
  private static final int MULTIPLIER_0 = 0xD2511F53;
  private static final int MULTIPLIER_1 = 0xCD9E8D57;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final int ROUNDS = 10;

  private CounterNoise() {}

  /**
   * Fills {@code out} frame by frame: {@code out[f * channels + c]} is the noise of channel c of
   * frame {@code firstFrame + f}. A channel's noise does not depend on how many channels there are.
   *
   * @param firstFrame absolute index of the first frame, not negative
   * @throws IllegalArgumentException if {@code out} is shorter than {@code frames * channels}
   */
  public static void fill(long seed, long firstFrame, int frames, int channels, float[] out) {
    if (firstFrame < 0 || frames < 0 || channels < 1 || out.length < (long) frames * channels) {
      throw new IllegalArgumentException(
          frames + " frames of " + channels + " channels from " + firstFrame + " do not fit");
    }
    int[] block = new int[4];
    for (int f = 0; f < frames; f++) {
      long frame = firstFrame + f;
      int row = f * channels;
      for (int c = 0; c < channels; c += 4) {
        block[0] = (int) frame;
        block[1] = (int) (frame >>> 32);
        block[2] = c >>> 2;
        block[3] = 0;
        philox(block, (int) seed, (int) (seed >>> 32));
        pair(block[0], block[1], out, row + c, row + channels);
        pair(block[2], block[3], out, row + c + 2, row + channels);
      }
    }
  }

  /** Box-Muller; StrictMath, because the results must be the same on every machine. */
  private static void pair(int bits0, int bits1, float[] out, int at, int end) {
    if (at >= end) {
      return;
    }
    double u = (Integer.toUnsignedLong(bits0) + 1) * 0x1p-32;
    double angle = 2 * Math.PI * Integer.toUnsignedLong(bits1) * 0x1p-32;
    double radius = Math.sqrt(-2 * StrictMath.log(u));
    out[at] = (float) (radius * StrictMath.cos(angle));
    if (at + 1 < end) {
      out[at + 1] = (float) (radius * StrictMath.sin(angle));
    }
  }

  /** Replaces a counter by its random block. */
  static void philox(int[] block, int key0, int key1) {
    int k0 = key0;
    int k1 = key1;
    int x0 = block[0];
    int x1 = block[1];
    int x2 = block[2];
    int x3 = block[3];
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = (x0 & 0xffffffffL) * (MULTIPLIER_0 & 0xffffffffL);
      long product1 = (x2 & 0xffffffffL) * (MULTIPLIER_1 & 0xffffffffL);
      x0 = (int) (product1 >>> 32) ^ x1 ^ k0;
      x2 = (int) (product0 >>> 32) ^ x3 ^ k1;
      x1 = (int) product1;
      x3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    block[0] = x0;
    block[1] = x1;
    block[2] = x2;
    block[3] = x3;
  }
}
