package dev.foley.internal.nn;

import ai.djl.ndarray.NDArray;

/** Weights whose layers tell a {@link Trace} what they compute, by their full names. */
public final class TracedTensors implements Tensors {
  private final Tensors weights;
  private final String prefix;
  private final Trace trace;

  private TracedTensors(Tensors weights, String prefix, Trace trace) {
    this.weights = weights;
    this.prefix = prefix;
    this.trace = trace;
  }

  /** The weights themselves if nobody looks. */
  public static Tensors of(Tensors weights, Trace trace) {
    return trace == Trace.NONE ? weights : new TracedTensors(weights, "", trace);
  }

  @Override
  public NDArray get(String name) {
    return weights.get(name);
  }

  @Override
  public boolean has(String name) {
    return weights.has(name);
  }

  @Override
  public Tensors open(String inner) {
    return new TracedTensors(weights.open(inner), prefix + inner, trace);
  }

  @Override
  public void saw(String module, NDArray output) {
    trace.saw(prefix + module, output);
  }

  @Override
  public void close() {
    weights.close();
  }
}
