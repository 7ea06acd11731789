package dev.foley.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Collection;

/**
 * One step's native memory. Results attach to the manager of their first operand, which is often a
 * weight; so the weights are lent to the step's manager while it is open, and go back when it
 * closes.
 */
public final class TensorScope implements AutoCloseable {
  private final NDManager manager;

  public TensorScope(NDManager parent, Collection<NDArray> weights) {
    this.manager = parent.newSubManager();
    for (NDArray weight : weights) {
      weight.tempAttach(manager);
    }
  }

  public NDManager manager() {
    return manager;
  }

  @Override
  public void close() {
    manager.close();
  }
}
