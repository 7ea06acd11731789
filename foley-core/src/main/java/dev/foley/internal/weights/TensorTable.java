package dev.foley.internal.weights;

import dev.foley.FoleyException;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The checkpoint behind every file format: a checked table of where each tensor lies. */
final class TensorTable implements Checkpoint {
  private final FileBytes file;
  private final Set<String> names;
  private final Map<String, Object> metadata;
  private volatile Map<String, StoredTensor> tensors;

  TensorTable(FileBytes file, Map<String, StoredTensor> tensors, Map<String, Object> metadata) {
    this.file = file;
    this.tensors = new LinkedHashMap<>(tensors);
    this.names = Collections.unmodifiableSet(this.tensors.keySet());
    this.metadata = metadata;
  }

  /** Multiplies a shape, refusing negative sizes and overflow. */
  static long checkedCount(String origin, String name, long[] shape) {
    long count = 1;
    boolean empty = false;
    for (long size : shape) {
      if (size < 0) {
        throw new FoleyException.InvalidModel(
            origin + ": tensor " + name + " has a negative size " + size + ".");
      }
      empty |= size == 0;
      count = empty ? 0 : multiply(origin, name, count, size);
    }
    return count;
  }

  private static long multiply(String origin, String name, long a, long b) {
    // A tenth of the range leaves room for the element size.
    if (a > Long.MAX_VALUE / 16 / b) {
      throw new FoleyException.InvalidModel(
          origin + ": the size of tensor " + name + " overflows 64 bits.");
    }
    return a * b;
  }

  private StoredTensor tensor(String name) {
    Map<String, StoredTensor> open = tensors;
    if (open == null) {
      throw new IllegalStateException(origin() + " is closed");
    }
    StoredTensor tensor = open.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(origin() + " has no tensor named " + name);
    }
    return tensor;
  }

  @Override
  public String origin() {
    return file.origin();
  }

  @Override
  public Set<String> names() {
    return names;
  }

  @Override
  public long[] shape(String name) {
    return tensor(name).shape().clone();
  }

  @Override
  public DType dtype(String name) {
    return tensor(name).dtype();
  }

  @Override
  public Map<String, Object> metadata() {
    return metadata;
  }

  @Override
  public void read(String name, long first, FloatBuffer target) {
    tensor(name).read(first, target);
  }

  @Override
  public void readF16(String name, long first, ShortBuffer target) {
    tensor(name).readF16(first, target);
  }

  @Override
  public long[] longs(String name) {
    return tensor(name).longs();
  }

  @Override
  public void close() {
    tensors = null;
    file.close();
  }
}
