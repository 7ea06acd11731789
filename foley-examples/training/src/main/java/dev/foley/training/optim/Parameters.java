package dev.foley.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Trainable tensors by name, float32, owned by one manager. */
public final class Parameters {
  private final NDManager manager;
  private final Map<String, NDArray> tensors = new LinkedHashMap<>();

  public Parameters(NDManager manager) {
    this.manager = manager;
  }

  /** The live tensors, in order of registration. */
  public Map<String, NDArray> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  public long count() {
    return tensors.values().stream().mapToLong(NDArray::size).sum();
  }

  /** Adds a tensor with the given values and turns its gradient on. */
  public void add(String name, long[] shape, float[] values) {
    NDArray tensor = manager.create(values, new Shape(shape));
    tensor.setRequiresGradient(true);
    if (tensors.put(name, tensor) != null) {
      throw new IllegalArgumentException("parameter " + name + " is registered twice");
    }
  }

  /**
   * Adds a tensor with its usual initial values: gains of norms one, biases zero, tensors that gate
   * or end a residual branch or produce the output zero (so that every block starts as the
   * identity), embeddings normal, the others normal with standard deviation {@code 1 / sqrt(fan
   * in)}.
   */
  public void initialise(String name, long[] shape, SplittableRandom random) {
    float[] values = new float[Math.toIntExact(new Shape(shape).size())];
    double deviation = deviation(name, shape);
    for (int i = 0; i < values.length; i++) {
      values[i] = name.endsWith("norm.weight") ? 1 : (float) (deviation * random.nextGaussian());
    }
    add(name, shape, values);
  }

  private static double deviation(String name, long[] shape) {
    boolean textBranch =
        name.startsWith("text.") && (name.contains(".proj.") || name.contains(".fc2."));
    if (name.endsWith(".bias")
        || name.contains("_mod.linear")
        || name.contains("modulation")
        || name.startsWith("final_layer")
        || textBranch) {
      return 0;
    }
    if (name.contains("position_emb")) {
      return 0.2;
    }
    if (name.startsWith("text.") && name.contains("_emb")) {
      // Smaller, and what the layers add would drown the words they are about.
      return 1;
    }
    if (name.startsWith("empty_") || name.contains("_emb")) {
      return 0.02;
    }
    long fanIn = 1;
    for (int i = 1; i < shape.length; i++) {
      fanIn *= shape[i];
    }
    return 1 / Math.sqrt(fanIn);
  }

  /** Overwrites a tensor's values. */
  public void set(String name, float[] values) {
    NDArray tensor = tensors.get(name);
    tensor.setRequiresGradient(false);
    tensor.set(values);
    tensor.setRequiresGradient(true);
  }
}
