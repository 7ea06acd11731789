package dev.foley.training.sound;

/**
 * One object of an event family, drawn once per soundtrack; every strike on it differs a little.
 */
@FunctionalInterface
interface Striker {
  /**
   * Adds one strike whose attack is at sample 0. The level is free: the caller normalises it.
   *
   * @param out silent on entry
   * @param strength 0 to 1
   */
  void strike(float[] out, double strength);
}
