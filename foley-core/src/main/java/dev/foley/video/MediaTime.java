package dev.foley.video;

import java.math.BigInteger;

/**
 * An exact instant or span in seconds, as a reduced fraction. A frame's time is its presentation
 * time stamp multiplied by the stream's time base, with no rounding anywhere.
 *
 * @param numerator any value
 * @param denominator always positive; numerator and denominator have no common factor
 */
public record MediaTime(long numerator, long denominator) implements Comparable<MediaTime> {
  public static final MediaTime ZERO = new MediaTime(0, 1);

  /** Reduces the fraction. Throws if the denominator is zero. */
  public MediaTime {
    if (denominator == 0) {
      throw new IllegalArgumentException("denominator of a time must not be zero");
    }
    long gcd = gcd(numerator, denominator);
    if (denominator < 0) {
      gcd = -gcd;
    }
    numerator /= gcd;
    denominator /= gcd;
  }

  /** {@code ticks * timeBaseNumerator / timeBaseDenominator} seconds. */
  public static MediaTime ofTicks(long ticks, long timeBaseNumerator, long timeBaseDenominator) {
    return reduce(
        BigInteger.valueOf(ticks).multiply(BigInteger.valueOf(timeBaseNumerator)),
        BigInteger.valueOf(timeBaseDenominator));
  }

  /** {@code index / rate} seconds: the time of a sample, a latent or a feature. */
  public static MediaTime ofIndex(long index, long rate) {
    return new MediaTime(index, rate);
  }

  /** The nearest nanosecond; for times that come from a clock or from a user's decimal number. */
  public static MediaTime ofSeconds(double seconds) {
    if (!Double.isFinite(seconds) || Math.abs(seconds) > 9e9) {
      throw new IllegalArgumentException("time out of range: " + seconds + " s");
    }
    return new MediaTime(Math.round(seconds * 1e9), 1_000_000_000L);
  }

  public MediaTime plus(MediaTime other) {
    return reduce(
        big(numerator)
            .multiply(big(other.denominator))
            .add(big(other.numerator).multiply(big(denominator))),
        big(denominator).multiply(big(other.denominator)));
  }

  public MediaTime minus(MediaTime other) {
    return plus(new MediaTime(-other.numerator, other.denominator));
  }

  /** The index nearest to this instant on a grid of {@code rate} points a second; halves go up. */
  public long toIndex(long rate) {
    BigInteger twice = big(numerator).multiply(big(rate)).shiftLeft(1).add(big(denominator));
    return floorDiv(twice, big(denominator).shiftLeft(1));
  }

  /** The last index at or before this instant on a grid of {@code rate} points a second. */
  public long toIndexFloor(long rate) {
    return floorDiv(big(numerator).multiply(big(rate)), big(denominator));
  }

  /** The first index at or after this instant on a grid of {@code rate} points a second. */
  public long toIndexCeil(long rate) {
    return -floorDiv(big(numerator).multiply(big(rate)).negate(), big(denominator));
  }

  /** Seconds, rounded to the nearest double. */
  public double seconds() {
    return (double) numerator / denominator;
  }

  @Override
  public int compareTo(MediaTime other) {
    if (denominator == other.denominator) {
      return Long.compare(numerator, other.numerator);
    }
    return big(numerator)
        .multiply(big(other.denominator))
        .compareTo(big(other.numerator).multiply(big(denominator)));
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator + " s";
  }

  private static MediaTime reduce(BigInteger numerator, BigInteger denominator) {
    BigInteger gcd = numerator.gcd(denominator);
    if (gcd.signum() == 0) {
      throw new IllegalArgumentException("denominator of a time must not be zero");
    }
    return new MediaTime(
        numerator.divide(gcd).longValueExact(), denominator.divide(gcd).longValueExact());
  }

  private static long floorDiv(BigInteger a, BigInteger b) {
    BigInteger[] parts = a.divideAndRemainder(b);
    BigInteger floor =
        parts[1].signum() * b.signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    return floor.longValueExact();
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  private static long gcd(long a, long b) {
    return BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).longValueExact();
  }
}
