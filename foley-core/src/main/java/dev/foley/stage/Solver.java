package dev.foley.stage;

/**
 * How a synthesizer steps along the velocity field, from noise to sound: explicit methods in their
 * textbook form.
 */
public enum Solver {
  /** One network evaluation a step, order 1. The published models sample with it. */
  EULER(1),
  /** Two evaluations, order 2: the mean of the slopes at both ends. */
  HEUN(2),
  /** Two evaluations, order 2: the slope in the middle. */
  MIDPOINT(2),
  /** Four evaluations, order 4: the classical method. */
  KUTTA_4(4),
  /**
   * One evaluation, order 2: the slope extrapolated from this step's and the one before's (Adams
   * and Bashforth, 1883), for steps of unequal length. The embedded model samples with it.
   */
  ADAMS_BASHFORTH_2(1);

  private final int evaluations;

  Solver(int evaluations) {
    this.evaluations = evaluations;
  }

  /** Network evaluations in one step. */
  public int evaluations() {
    return evaluations;
  }
}
