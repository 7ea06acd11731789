package dev.foley.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Frees the intermediate results of a layer as soon as it has run. Without it every activation of a
 * network would live until its caller's manager closes.
 */
public final class Scope {
  private Scope() {}

  /** Applies a layer; only its result survives, owned by the input's manager. */
  public static NDArray run(NDArray input, UnaryOperator<NDArray> layer) {
    return run(new NDList(input), list -> new NDList(layer.apply(list.get(0)))).get(0);
  }

  /**
   * Applies a layer to several inputs; only its results survive, owned by the first input's
   * manager.
   */
  public static NDList run(NDList inputs, Function<NDList, NDList> layer) {
    NDManager parent = inputs.head().getManager();
    try (NDManager inner = parent.newSubManager()) {
      // Results are owned by the manager of what they are computed from.
      inputs.tempAttach(inner);
      NDList results = layer.apply(inputs);
      results.attach(parent);
      return results;
    }
  }
}
