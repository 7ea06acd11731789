package dev.foley.training.sound;

/** A continuous sound that fills a whole buffer. */
@FunctionalInterface
interface Texture {
  /**
   * Adds the sound. The level is free: the caller normalises it.
   *
   * @param out silent on entry
   */
  void fill(float[] out);
}
