package dev.foley.internal.nn;

import ai.djl.ndarray.NDArray;

/**
 * Weights by the names they have in the checkpoint. A scope may hold weights only for a while (they
 * are converted when a block is about to run, and freed after it); resident weights ignore {@link
 * #close()}.
 */
public interface Tensors extends AutoCloseable {
  /** The tensor of this name, or an {@code InvalidModel} failure that names it. */
  NDArray get(String name);

  /** Whether there is such a tensor. */
  boolean has(String name);

  /** Opens the weights whose names start with {@code prefix}, to be asked for without it. */
  Tensors open(String prefix);

  /**
   * Told what a layer that carries weights has computed, for parity tests; nobody listens to plain
   * weights.
   *
   * @param module name of the layer, in the names of its weights
   */
  default void saw(String module, NDArray output) {}

  @Override
  void close();
}
