package dev.foley.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019), global gradient clipping, and an
 * exponential moving average of the weights, which is what is evaluated and shipped.
 */
public final class AdamW implements AutoCloseable {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.98;
  private static final double EPSILON = 1e-8;

  private final Parameters parameters;
  private final double weightDecay;
  private final double averageDecay;
  private final NDManager manager;
  private final Map<String, NDArray[]> state = new LinkedHashMap<>();
  private long steps;

  /**
   * Prepares state for parameters.
   *
   * @param averageDecay largest decay of the moving average a step; early steps use less
   */
  public AdamW(Parameters parameters, NDManager parent, double weightDecay, double averageDecay) {
    this.parameters = parameters;
    this.weightDecay = weightDecay;
    this.averageDecay = averageDecay;
    this.manager = parent.newSubManager();
    parameters
        .tensors()
        .forEach(
            (name, tensor) -> {
              NDArray average = manager.create(tensor.toFloatArray(), tensor.getShape());
              state.put(
                  name,
                  new NDArray[] {
                    manager.zeros(tensor.getShape()), manager.zeros(tensor.getShape()), average
                  });
            });
  }

  /**
   * One update from the gradients of the last backward pass, which are then cleared.
   *
   * @param clip largest global gradient norm
   * @return the global gradient norm before clipping
   */
  public double step(double learningRate, double clip) {
    steps++;
    double norm = gradientNorm();
    double factor = norm > clip ? clip / norm : 1;
    double correction1 = 1 - Math.pow(BETA1, steps);
    double correction2 = 1 - Math.pow(BETA2, steps);
    double decay = Math.min(averageDecay, (1 + steps) / (10.0 + steps));
    parameters
        .tensors()
        .forEach(
            (name, tensor) -> {
              try (NDManager scratch = manager.newSubManager()) {
                NDArray gradient = tensor.getGradient();
                gradient.attach(scratch);
                tensor.tempAttach(scratch);
                NDArray[] s = state.get(name);
                // Results belong to their first operand's manager, so the state moves in as well.
                for (NDArray part : s) {
                  part.tempAttach(scratch);
                }
                NDArray g = gradient.mul(factor);
                s[0].muli(BETA1).addi(g.mul(1 - BETA1));
                s[1].muli(BETA2).addi(g.square().muli(1 - BETA2));
                NDArray update =
                    s[0].div(correction1).divi(s[1].div(correction2).sqrt().addi(EPSILON));
                if (tensor.getShape().dimension() > 1) {
                  update.addi(tensor.duplicate().muli(weightDecay));
                }
                update.muli(learningRate);
                tensor.setRequiresGradient(false);
                tensor.subi(update);
                tensor.setRequiresGradient(true);
                // The engine adds every backward pass to what is there.
                gradient.muli(0);
                s[2].muli(decay).addi(tensor.stopGradient().mul(1 - decay));
              }
            });
    return norm;
  }

  private double gradientNorm() {
    double sum = 0;
    for (NDArray tensor : parameters.tensors().values()) {
      try (NDArray gradient = tensor.getGradient();
          NDArray square = gradient.square();
          NDArray total = square.sum()) {
        sum += total.getFloat();
      }
    }
    return Math.sqrt(sum);
  }

  public long steps() {
    return steps;
  }

  /** Goes on counting from a restored run's step. */
  public void resumeAt(long step) {
    this.steps = step;
  }

  /** A parameter's state on the host: {@code mean}, {@code square} and {@code average}. */
  public Map<String, float[]> state(String name) {
    NDArray[] s = state.get(name);
    Map<String, float[]> values = new LinkedHashMap<>();
    values.put("mean", s[0].toFloatArray());
    values.put("square", s[1].toFloatArray());
    values.put("average", s[2].toFloatArray());
    return values;
  }

  /** Puts a parameter's state back. */
  public void restore(String name, float[] mean, float[] square, float[] average) {
    NDArray[] s = state.get(name);
    s[0].set(mean);
    s[1].set(square);
    s[2].set(average);
  }

  /** Averaged weights on the host, what is evaluated and shipped. */
  public Map<String, float[]> averaged() {
    Map<String, float[]> values = new LinkedHashMap<>();
    state.forEach((name, s) -> values.put(name, s[2].toFloatArray()));
    return values;
  }

  @Override
  public void close() {
    manager.close();
  }
}
