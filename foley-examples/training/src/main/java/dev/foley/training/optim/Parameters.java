package dev.foley.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Trainable tensors by name, float32. All of them are windows on one flat tensor, so that an
 * optimiser updates millions of weights in a dozen operations instead of a dozen for each name.
 */
public final class Parameters {
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final Map<String, NDArray> tensors = new LinkedHashMap<>();
  private final NDArray flat;

  /**
   * Creates tensors with their usual initial values: gains of norms one, biases zero, tensors that
   * gate or end a residual branch or produce the output zero (so that every block starts as the
   * identity), embeddings normal, the others normal with standard deviation {@code 1 / sqrt(fan
   * in)}.
   *
   * @param manager owns them
   */
  public Parameters(NDManager manager, Map<String, long[]> shapes, SplittableRandom random) {
    shapes.forEach((name, shape) -> this.shapes.put(name, new Shape(shape)));
    float[] values = new float[Math.toIntExact(count())];
    int at = 0;
    for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
      String name = entry.getKey();
      double deviation = deviation(name, entry.getValue());
      int end = at + Math.toIntExact(this.shapes.get(name).size());
      for (; at < end; at++) {
        values[at] = name.endsWith("norm.weight") ? 1 : (float) (deviation * random.nextGaussian());
      }
    }
    flat = manager.create(values);
    NDList parts = split(flat);
    int i = 0;
    for (Map.Entry<String, Shape> entry : this.shapes.entrySet()) {
      // Detached from the flat tensor's history, but on its memory.
      NDArray tensor = parts.get(i++).reshape(entry.getValue()).stopGradient();
      tensor.setRequiresGradient(true);
      tensors.put(entry.getKey(), tensor);
    }
  }

  /** The live tensors, in the order of the flat one. */
  public Map<String, NDArray> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  /** All weights in one row; changing it in place changes the tensors. */
  NDArray flat() {
    return flat;
  }

  /** 1 for weights of matrices and kernels, 0 for biases and gains. */
  float[] decaying() {
    float[] mask = new float[Math.toIntExact(count())];
    int at = 0;
    for (Shape shape : shapes.values()) {
      int end = at + Math.toIntExact(shape.size());
      if (shape.dimension() > 1) {
        Arrays.fill(mask, at, end, 1);
      }
      at = end;
    }
    return mask;
  }

  public long count() {
    return shapes.values().stream().mapToLong(Shape::size).sum();
  }

  /** Shapes by name, in the order of the flat tensor. */
  public Map<String, Shape> shapes() {
    return Collections.unmodifiableMap(shapes);
  }

  /**
   * The gradients of all tensors in one row, owned by {@code scratch}; they start at zero again.
   */
  NDArray gradient(NDManager scratch) {
    NDList gradients = new NDList();
    NDList rows = new NDList();
    for (NDArray tensor : tensors.values()) {
      NDArray gradient = tensor.getGradient();
      gradient.attach(scratch);
      gradients.add(gradient);
      rows.add(gradient.reshape(gradient.size()));
    }
    NDArray all = NDArrays.concat(rows);
    // The engine adds every backward pass to what is there.
    gradients.forEach(gradient -> gradient.subi(gradient));
    return all;
  }

  private NDList split(NDArray row) {
    long[] cuts = new long[shapes.size() - 1];
    long at = 0;
    int i = 0;
    for (Shape shape : shapes.values()) {
      at += shape.size();
      if (i < cuts.length) {
        cuts[i++] = at;
      }
    }
    return row.split(cuts);
  }

  /** Cuts a row of all weights, on the host, into tensors by name. */
  public Map<String, float[]> byName(float[] row) {
    Map<String, float[]> values = new LinkedHashMap<>();
    int at = 0;
    for (Map.Entry<String, Shape> entry : shapes.entrySet()) {
      int end = at + Math.toIntExact(entry.getValue().size());
      values.put(entry.getKey(), Arrays.copyOfRange(row, at, end));
      at = end;
    }
    return values;
  }

  /** The reverse of {@link #byName}. */
  public float[] row(Function<String, float[]> values) {
    float[] row = new float[Math.toIntExact(count())];
    int at = 0;
    for (Map.Entry<String, Shape> entry : shapes.entrySet()) {
      float[] part = values.apply(entry.getKey());
      if (part.length != entry.getValue().size()) {
        throw new IllegalArgumentException(
            entry.getKey() + " has " + part.length + " values, not " + entry.getValue().size());
      }
      System.arraycopy(part, 0, row, at, part.length);
      at += part.length;
    }
    return row;
  }

  /** Weights on the host, in one row. */
  public float[] values() {
    return flat.toFloatArray();
  }

  /** Overwrites all weights. */
  public void assign(float[] row) {
    overwrite(flat, row);
  }

  /** In place, because the engine's own {@code set} would move the tensor to new memory. */
  static void overwrite(NDArray target, float[] row) {
    try (NDArray values = target.getManager().create(row)) {
      target.subi(target).addi(values);
    }
  }

  private static double deviation(String name, long[] shape) {
    boolean textBranch =
        name.startsWith("text.") && (name.contains(".proj.") || name.contains(".fc2."));
    if (name.endsWith(".bias")
        || name.contains("_mod.linear")
        || name.contains("modulation")
        || name.startsWith("final_layer")
        || name.startsWith("guidance_in.mlp.2")
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
}
