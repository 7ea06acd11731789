package dev.foley.internal.nn;

import ai.djl.ndarray.NDArray;

/**
 * Sees activations as a network computes them. Parity tests use it to name the first one that
 * differs from the reference.
 */
@FunctionalInterface
public interface Trace {
  /** Looks at nothing. */
  Trace NONE = (name, activation) -> {};

  /**
   * Called in the order of evaluation.
   *
   * @param name name of the module in the checkpoint's key names
   * @param activation its output; not to be kept or changed
   */
  void saw(String name, NDArray activation);
}
