package dev.foley.dsp;

import java.util.Arrays;
import java.util.Objects;

/**
 * Changes the sample rate by any ratio of integers: a polyphase filter bank of Kaiser-windowed sinc
 * (J. O. Smith and P. Gossett, "A flexible sampling-rate conversion method", ICASSP 1984).
 *
 * <p>With "Nyquist" the lower of the two Nyquist frequencies: pass-band ripple at most 0.001 dB up
 * to {@link #PASS_BAND} of it; at least 100 dB attenuation of everything from Nyquist on, images
 * and aliases alike. No delay: output sample {@code m} is the input at time {@code m * inRate /
 * outRate}; beyond its ends the input counts as silence. {@code n} samples give exactly {@code
 * round(n * outRate / inRate)}. Equal rates copy.
 *
 * <p>The output does not depend, in any bit, on how the input is cut into blocks. No call that
 * processes a block allocates. One thread at a time.
 */
public final class Resampler {
  /** Where the pass-band ends, as a share of the lower Nyquist frequency. */
  public static final double PASS_BAND = 0.92;

  /** Design attenuation; the measured one is a little less because coefficients are floats. */
  private static final double ATTENUATION_DB = 112;

  /**
   * Up to this many phases each has its own row of coefficients; beyond, rows are interpolated. At
   * this density the error of linear interpolation, (pi/4096)^2 / 24, lies below -150 dB.
   */
  private static final int MAX_PHASES = 4096;

  private static final int MAX_RATE = 1 << 24;
  private static final int BLOCK = 4096;

  private final int up;
  private final int down;
  private final int half;
  private final int taps;
  private final int phases;
  private final float[] rows;
  private final boolean interpolated;
  private final float[] mixedRow;

  /** The input from {@code bufferStart} on, as far as outputs still need it. */
  private final float[] buffer;

  private int buffered;
  private long bufferStart;
  private long consumed;

  /** Number, whole input position and remaining numerator over {@code up} of the next output. */
  private long produced;

  private long position;
  private int remainder;

  /**
   * @param inRate input frames per second, at most 2^24
   * @param outRate output frames per second, at most 2^24
   */
  public Resampler(int inRate, int outRate) {
    if (inRate <= 0 || outRate <= 0 || Math.max(inRate, outRate) > MAX_RATE) {
      throw new IllegalArgumentException(
          "rates must be 1.." + MAX_RATE + " Hz: " + inRate + ", " + outRate);
    }
    int divisor = gcd(inRate, outRate);
    this.up = outRate / divisor;
    this.down = inRate / divisor;
    double bandwidth = Math.min(1.0, (double) up / down);
    this.interpolated = Math.max(up, down) > MAX_PHASES;
    this.phases = interpolated ? (int) Math.ceil(MAX_PHASES * bandwidth) : up;
    this.half = up == down ? 1 : halfLength(bandwidth);
    this.taps = 2 * half;
    this.rows = up == down ? new float[] {1, 0} : design(bandwidth);
    this.mixedRow = new float[interpolated ? taps : 0];
    this.buffer = new float[taps + BLOCK];
    reset();
  }

  /** Resamples a whole signal. */
  public static float[] resample(float[] input, int inRate, int outRate) {
    Resampler resampler = new Resampler(inRate, outRate);
    float[] out = new float[Math.toIntExact(resampler.outputLength(input.length))];
    int written = resampler.process(input, 0, input.length, out, 0);
    resampler.finish(out, written);
    return out;
  }

  /** Output samples for {@code inputLength} input samples, {@code round(n * outRate / inRate)}. */
  public long outputLength(long inputLength) {
    long whole = inputLength / down * up;
    long rest = inputLength % down * up;
    return whole + (2 * rest + down) / (2L * down);
  }

  /** An upper bound of what {@code process} of {@code count} samples, or {@code finish}, writes. */
  public int maxOutput(int count) {
    return Math.toIntExact((long) (count + taps) * up / down + 2);
  }

  /**
   * Feeds samples and takes out what they complete.
   *
   * @param out has room for {@link #maxOutput} samples from {@code outOffset} on, or for all that
   *     is left of the whole output
   * @return samples written
   */
  public int process(float[] in, int offset, int count, float[] out, int outOffset) {
    Objects.checkFromIndexSize(offset, count, in.length);
    int written = 0;
    for (int done = 0; done < count; ) {
      int part = Math.min(count - done, buffer.length - buffered);
      System.arraycopy(in, offset + done, buffer, buffered, part);
      buffered += part;
      consumed += part;
      done += part;
      written += produce(out, outOffset + written, Long.MAX_VALUE);
    }
    return written;
  }

  /**
   * Ends the signal and takes out the rest; then the resampler is ready for another signal.
   *
   * @return samples written
   */
  public int finish(float[] out, int outOffset) {
    long total = outputLength(consumed);
    int written = 0;
    for (int zeros = half; zeros > 0; ) {
      int part = Math.min(zeros, buffer.length - buffered);
      Arrays.fill(buffer, buffered, buffered + part, 0);
      buffered += part;
      zeros -= part;
      written += produce(out, outOffset + written, total);
    }
    reset();
    return written;
  }

  /** Forgets the signal so far. */
  public void reset() {
    // Silence before the first sample, so that output 0 has its full neighbourhood.
    Arrays.fill(buffer, 0, half - 1, 0);
    buffered = half - 1;
    bufferStart = -(half - 1);
    consumed = 0;
    produced = 0;
    position = 0;
    remainder = 0;
  }

  private int produce(float[] out, int outOffset, long total) {
    int written = 0;
    // Output at input time p + r/up uses the inputs p - half + 1 to p + half.
    while (produced < total && position + half < bufferStart + buffered) {
      int first = (int) (position - half + 1 - bufferStart);
      out[outOffset + written++] = filtered(first);
      produced++;
      remainder += down % up;
      position += down / up;
      if (remainder >= up) {
        remainder -= up;
        position++;
      }
    }
    long keepFrom = Math.min(position - half + 1, bufferStart + buffered);
    int drop = (int) (keepFrom - bufferStart);
    if (drop > 0) {
      System.arraycopy(buffer, drop, buffer, 0, buffered - drop);
      buffered -= drop;
      bufferStart = keepFrom;
    }
    return written;
  }

  private float filtered(int first) {
    if (!interpolated) {
      return dot(rows, remainder * taps, first);
    }
    double phase = (double) remainder * phases / up;
    int lower = (int) phase;
    float share = (float) (phase - lower);
    int row = lower * taps;
    for (int i = 0; i < taps; i++) {
      float a = rows[row + i];
      mixedRow[i] = a + share * (rows[row + taps + i] - a);
    }
    return dot(mixedRow, 0, first);
  }

  private float dot(float[] row, int rowStart, int first) {
    // Four sums in parallel; taps is always even.
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < taps; i += 4) {
      s0 += row[rowStart + i] * buffer[first + i];
      s1 += row[rowStart + i + 1] * buffer[first + i + 1];
      s2 += row[rowStart + i + 2] * buffer[first + i + 2];
      s3 += row[rowStart + i + 3] * buffer[first + i + 3];
    }
    for (; i < taps; i++) {
      s0 += row[rowStart + i] * buffer[first + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Kaiser's estimate of the length for the transition from the pass-band's end to Nyquist. */
  private static int halfLength(double bandwidth) {
    double transition = Math.PI * (1 - PASS_BAND) * bandwidth;
    return (int) Math.ceil((ATTENUATION_DB - 7.95) / (2.285 * transition) / 2);
  }

  /** Rows of coefficients {@code [phase][tap]}, one more than phases when interpolated. */
  private float[] design(double bandwidth) {
    double cutoff = bandwidth * (1 + PASS_BAND) / 2;
    double beta = 0.1102 * (ATTENUATION_DB - 8.7);
    double scale = 1 / besselI0(beta);
    int count = interpolated ? phases + 1 : phases;
    float[] table = new float[count * taps];
    double[] row = new double[taps];
    for (int p = 0; p < count; p++) {
      double fraction = (double) p / phases;
      double sum = 0;
      for (int i = 0; i < taps; i++) {
        double x = i - half + 1 - fraction;
        double edge = 1 - (x / half) * (x / half);
        double window = edge <= 0 ? 0 : besselI0(beta * Math.sqrt(edge)) * scale;
        double angle = Math.PI * cutoff * x;
        row[i] = window * (angle == 0 ? 1 : Math.sin(angle) / angle);
        sum += row[i];
      }
      for (int i = 0; i < taps; i++) {
        // A constant stays that constant in every phase.
        table[p * taps + i] = (float) (row[i] / sum);
      }
    }
    return table;
  }

  /** Modified Bessel function of the first kind, order 0, by its power series. */
  private static double besselI0(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > sum * 1e-17; k++) {
      term *= (x / (2 * k)) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
