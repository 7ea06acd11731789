package dev.foley.internal.nn;

import ai.djl.ndarray.NDArray;
import dev.foley.FoleyException;
import java.util.Map;

/** Weights that stay in memory as long as the manager that owns them. */
public final class ResidentTensors implements Tensors {
  private final String prefix;
  private final Map<String, NDArray> tensors;

  /** All tensors of the map; their owner stays whoever made them. */
  public ResidentTensors(Map<String, NDArray> tensors) {
    this("", tensors);
  }

  private ResidentTensors(String prefix, Map<String, NDArray> tensors) {
    this.prefix = prefix;
    this.tensors = tensors;
  }

  @Override
  public NDArray get(String name) {
    NDArray tensor = tensors.get(prefix + name);
    if (tensor == null) {
      throw new FoleyException.InvalidModel("the model has no tensor \"" + prefix + name + "\"");
    }
    return tensor;
  }

  @Override
  public boolean has(String name) {
    return tensors.containsKey(prefix + name);
  }

  @Override
  public Tensors open(String inner) {
    return new ResidentTensors(prefix + inner, tensors);
  }

  @Override
  public void close() {}
}
