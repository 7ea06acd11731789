package dev.foley.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.foley.FoleyException;
import dev.foley.internal.weights.Checkpoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Copies tensors from a checkpoint into native memory, through one reused staging buffer, so that
 * neither the Java heap nor Java's direct memory grows with the model. Thread-safe.
 */
public final class WeightLoader {
  private final Checkpoint checkpoint;
  private final DataType type;
  private ByteBuffer staging = ByteBuffer.allocateDirect(0);

  /**
   * A loader that widens or narrows every tensor to one type.
   *
   * @param type FLOAT32, or FLOAT16 for a GPU; never BFLOAT16, which the engine cannot hold
   */
  public WeightLoader(Checkpoint checkpoint, DataType type) {
    if (type != DataType.FLOAT32 && type != DataType.FLOAT16) {
      throw new IllegalArgumentException("weights are loaded as FLOAT32 or FLOAT16, not " + type);
    }
    this.checkpoint = checkpoint;
    this.type = type;
  }

  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** One tensor, owned by {@code manager}. */
  public synchronized NDArray load(NDManager manager, String name) {
    if (!checkpoint.names().contains(name)) {
      throw new FoleyException.InvalidModel(
          checkpoint.origin() + " has no tensor \"" + name + "\"");
    }
    long bytes = checkpoint.count(name) * type.getNumOfBytes();
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new FoleyException.InvalidModel(
          checkpoint.origin() + ": tensor \"" + name + "\" is too large for one buffer");
    }
    if (staging.capacity() < bytes) {
      staging = ByteBuffer.allocateDirect((int) bytes);
    }
    ByteBuffer part = staging.slice(0, (int) bytes).order(ByteOrder.nativeOrder());
    if (type == DataType.FLOAT32) {
      checkpoint.read(name, 0, part.asFloatBuffer());
    } else {
      checkpoint.readF16(name, 0, part.asShortBuffer());
    }
    NDArray view = manager.create(part, new Shape(checkpoint.shape(name)), type);
    if (manager.getDevice().isGpu()) {
      return view;
    }
    // On the CPU the engine only refers to the buffer; the copy is the engine's own memory.
    try (view) {
      return view.duplicate();
    }
  }

  /** The tensors of these names. */
  public ResidentTensors loadAll(NDManager manager, Iterable<String> names) {
    Map<String, NDArray> tensors = new HashMap<>();
    for (String name : names) {
      tensors.put(name, load(manager, name));
    }
    return new ResidentTensors(tensors);
  }

  /** All tensors whose names start with {@code prefix}, under the rest of their names. */
  public ResidentTensors loadAll(NDManager manager, String prefix) {
    Map<String, NDArray> tensors = new HashMap<>();
    for (String name : checkpoint.names()) {
      if (name.startsWith(prefix) && checkpoint.dtype(name).isFloating()) {
        tensors.put(name.substring(prefix.length()), load(manager, name));
      }
    }
    return new ResidentTensors(tensors);
  }
}
