package dev.foley.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Weights that are read from the mapped file when a block asks for them and freed when its scope
 * closes: a model larger than memory still runs, one block at a time.
 */
public final class StreamedTensors implements Tensors {
  private final WeightLoader loader;
  private final String prefix;
  private final NDManager manager;
  private final Map<String, NDArray> loaded = new HashMap<>();

  /**
   * The outermost scope: what is asked for here directly stays until {@link #close}.
   *
   * @param manager parent of all native memory used
   */
  public StreamedTensors(WeightLoader loader, NDManager manager) {
    this(loader, "", manager.newSubManager());
  }

  private StreamedTensors(WeightLoader loader, String prefix, NDManager manager) {
    this.loader = loader;
    this.prefix = prefix;
    this.manager = manager;
  }

  @Override
  public synchronized NDArray get(String name) {
    return loaded.computeIfAbsent(name, key -> loader.load(manager, prefix + key));
  }

  @Override
  public boolean has(String name) {
    return loader.checkpoint().names().contains(prefix + name);
  }

  @Override
  public Tensors open(String inner) {
    return new StreamedTensors(loader, prefix + inner, manager.newSubManager());
  }

  @Override
  public synchronized void close() {
    loaded.clear();
    manager.close();
  }
}
