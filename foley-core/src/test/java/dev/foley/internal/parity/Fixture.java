package dev.foley.internal.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.foley.internal.nn.WeightLoader;
import dev.foley.internal.weights.Checkpoint;
import java.util.Set;
import java.util.TreeSet;

/** One file of reference results. Whatever a test left unread is a gap in the test. */
public final class Fixture implements AutoCloseable {
  private final String file;
  private final Checkpoint tensors;
  private final Set<String> unread;

  Fixture(String file, Checkpoint tensors) {
    this.file = file;
    this.tensors = tensors;
    this.unread = new TreeSet<>(tensors.names());
  }

  public Set<String> names() {
    return tensors.names();
  }

  public boolean has(String name) {
    return tensors.names().contains(name);
  }

  public long[] shape(String name) {
    return tensors.shape(name);
  }

  public float[] floats(String name) {
    unread.remove(name);
    return tensors.floats(name);
  }

  /** The tensor for a network's input, owned by {@code manager}. */
  public NDArray load(NDManager manager, String name) {
    unread.remove(name);
    return new WeightLoader(tensors, DataType.FLOAT32).load(manager, name);
  }

  /** Fails if a tensor of the file was never looked at. */
  public void requireAllRead() {
    assertEquals(Set.of(), unread, file + ": tensors that nothing was compared with");
  }

  @Override
  public void close() {
    tensors.close();
  }
}
