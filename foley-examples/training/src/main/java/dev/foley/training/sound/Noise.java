package dev.foley.training.sound;

import java.util.SplittableRandom;

/** White noise and the random draws that voices share; xorshift64 (Marsaglia 2003). */
final class Noise {
  private long state;

  Noise(SplittableRandom random) {
    state = random.nextLong() | 1;
  }

  private long bits() {
    state ^= state << 13;
    state ^= state >>> 7;
    state ^= state << 17;
    return state;
  }

  /** Uniform in [-1, 1). */
  float white() {
    return (bits() >>> 40) * 0x1p-23f - 1f;
  }

  /** Uniform in [0, 1). */
  double unit() {
    return (bits() >>> 11) * 0x1p-53;
  }

  double uniform(double low, double high) {
    return low + (high - low) * unit();
  }

  /** Log-uniform: every octave between {@code low} and {@code high} is equally likely. */
  double log(double low, double high) {
    return low * Math.exp(Math.log(high / low) * unit());
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /** Integer in [low, high]. */
  int pick(int low, int high) {
    return low + (int) (unit() * (high - low + 1));
  }

  /** Waiting time of a Poisson process of the given rate, in the reciprocal of its unit. */
  double wait(double rate) {
    return -Math.log(1 - unit()) / rate;
  }
}
