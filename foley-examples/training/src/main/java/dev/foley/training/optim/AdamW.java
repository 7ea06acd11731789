package dev.foley.training.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019), global gradient clipping, and an
 * exponential moving average of the weights, which is what is evaluated and shipped.
 */
public final class AdamW implements AutoCloseable {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.98;
  private static final double EPSILON = 1e-8;

  private final Parameters parameters;
  private final double averageDecay;
  private final NDManager manager;

  /** Moving means of the gradient and of its square, moving average of the weights. */
  private final NDArray mean;

  private final NDArray square;
  private final NDArray average;

  /** Weight decay for each weight. */
  private final NDArray decay;

  private long steps;

  /**
   * Prepares state for parameters.
   *
   * @param averageDecay largest decay of the moving average a step; early steps use less
   */
  public AdamW(Parameters parameters, NDManager parent, double weightDecay, double averageDecay) {
    this.parameters = parameters;
    this.averageDecay = averageDecay;
    this.manager = parent.newSubManager();
    float[] start = parameters.values();
    mean = manager.create(new float[start.length]);
    square = manager.create(new float[start.length]);
    average = manager.create(start);
    float[] decaying = parameters.decaying();
    for (int i = 0; i < decaying.length; i++) {
      decaying[i] *= (float) weightDecay;
    }
    decay = manager.create(decaying);
  }

  /**
   * One update from the gradients of the last backward pass, which are then cleared.
   *
   * @param clip largest global gradient norm
   * @return the global gradient norm before clipping
   */
  public double step(double learningRate, double clip) {
    steps++;
    double correction1 = 1 - Math.pow(BETA1, steps);
    double correction2 = 1 - Math.pow(BETA2, steps);
    double keep = Math.min(averageDecay, (1 + steps) / (10.0 + steps));
    try (NDManager scratch = manager.newSubManager()) {
      NDArray weights = parameters.flat();
      // Results belong to their first operand's manager, so the state moves in for the moment.
      for (NDArray part : new NDArray[] {weights, mean, square, average, decay}) {
        part.tempAttach(scratch);
      }
      NDArray gradient = parameters.gradient(scratch);
      double norm = Math.sqrt(gradient.square().sum().getFloat());
      if (norm > clip) {
        gradient.muli(clip / norm);
      }
      mean.muli(BETA1).addi(gradient.mul(1 - BETA1));
      square.muli(BETA2).addi(gradient.square().muli(1 - BETA2));
      NDArray update = mean.div(correction1).divi(square.div(correction2).sqrt().addi(EPSILON));
      update.addi(weights.mul(decay)).muli(learningRate);
      weights.subi(update);
      average.muli(keep).addi(weights.mul(1 - keep));
      return norm;
    }
  }

  public long steps() {
    return steps;
  }

  /** State on the host: mean, mean square and average, each a row of all weights. */
  public float[][] state() {
    return new float[][] {mean.toFloatArray(), square.toFloatArray(), average.toFloatArray()};
  }

  /** Puts a saved state back and goes on counting from its step. */
  public void restore(float[] meanRow, float[] squareRow, float[] averageRow, long step) {
    Parameters.overwrite(mean, meanRow);
    Parameters.overwrite(square, squareRow);
    Parameters.overwrite(average, averageRow);
    steps = step;
  }

  @Override
  public void close() {
    manager.close();
  }
}
