package dev.foley.internal.sampling;

import dev.foley.stage.Solver;

/**
 * Explicit steps along a velocity field, in their textbook form. The order is that of the error
 * over a whole trajectory: halving the step divides it by 2 to the power of the order.
 */
public enum FlowSolver {
  /** One evaluation, order 1. The published models sample with it. */
  EULER(Solver.EULER) {
    @Override
    public void step(VelocityField field, float[] x, float sigma, float next) {
      float[] v = new float[x.length];
      field.evaluate(x, sigma, next, v);
      addScaled(x, v, next - sigma, x);
    }
  },

  /** Two evaluations, order 2: the mean of the slopes at both ends. */
  HEUN(Solver.HEUN) {
    @Override
    public void step(VelocityField field, float[] x, float sigma, float next) {
      float dt = next - sigma;
      float[] v1 = new float[x.length];
      float[] v2 = new float[x.length];
      float[] y = new float[x.length];
      field.evaluate(x, sigma, next, v1);
      addScaled(x, v1, dt, y);
      field.evaluate(y, next, next, v2);
      for (int i = 0; i < x.length; i++) {
        x[i] += (v1[i] + v2[i]) * 0.5f * dt;
      }
    }
  },

  /** Two evaluations, order 2: the slope in the middle. */
  MIDPOINT(Solver.MIDPOINT) {
    @Override
    public void step(VelocityField field, float[] x, float sigma, float next) {
      float dt = next - sigma;
      float middle = sigma + 0.5f * dt;
      float[] v = new float[x.length];
      float[] y = new float[x.length];
      field.evaluate(x, sigma, middle, v);
      addScaled(x, v, 0.5f * dt, y);
      field.evaluate(y, middle, next, v);
      addScaled(x, v, dt, x);
    }
  },

  /** Four evaluations, order 4: the classical method of Kutta (1901). */
  KUTTA_4(Solver.KUTTA_4) {
    @Override
    public void step(VelocityField field, float[] x, float sigma, float next) {
      float dt = next - sigma;
      float middle = sigma + 0.5f * dt;
      float[] v1 = new float[x.length];
      float[] v2 = new float[x.length];
      float[] v3 = new float[x.length];
      float[] v4 = new float[x.length];
      float[] y = new float[x.length];
      field.evaluate(x, sigma, middle, v1);
      addScaled(x, v1, 0.5f * dt, y);
      field.evaluate(y, middle, middle, v2);
      addScaled(x, v2, 0.5f * dt, y);
      field.evaluate(y, middle, next, v3);
      addScaled(x, v3, dt, y);
      field.evaluate(y, next, next, v4);
      for (int i = 0; i < x.length; i++) {
        x[i] += (v1[i] / 6 + v2[i] / 3 + v3[i] / 3 + v4[i] / 6) * dt;
      }
    }
  },

  /**
   * One evaluation, order 2: remembers the slope of the step before. A step alone is Euler's, which
   * is how a trajectory starts.
   */
  ADAMS_BASHFORTH_2(Solver.ADAMS_BASHFORTH_2) {
    @Override
    public void step(VelocityField field, float[] x, float sigma, float next) {
      EULER.step(field, x, sigma, next);
    }

    @Override
    public Trajectory start() {
      return new Trajectory() {
        private float[] before;
        private float lengthBefore;

        @Override
        public void step(VelocityField field, float[] x, float sigma, float next) {
          float[] v = new float[x.length];
          field.evaluate(x, sigma, next, v);
          float dt = next - sigma;
          float[] v0 = before == null ? v : before;
          float back = before == null ? 0 : dt / lengthBefore / 2;
          for (int i = 0; i < x.length; i++) {
            x[i] += dt * (v[i] + back * (v[i] - v0[i]));
          }
          before = v;
          lengthBefore = dt;
        }
      };
    }
  };

  /** Consecutive steps of one sample; may remember the steps before. One thread. */
  @FunctionalInterface
  public interface Trajectory {
    /** As {@link FlowSolver#step}; {@code sigma} is the {@code next} of the call before. */
    void step(VelocityField field, float[] x, float sigma, float next);
  }

  private final Solver choice;

  FlowSolver(Solver choice) {
    this.choice = choice;
  }

  /** The steps of a solver. */
  public static FlowSolver of(Solver choice) {
    return valueOf(choice.name());
  }

  /** Network evaluations in one step. */
  public int evaluations() {
    return choice.evaluations();
  }

  /**
   * Carries latents, in place, from one noise level to another. Allocates a few arrays of their
   * size, which is nothing beside an evaluation of the network.
   */
  public abstract void step(VelocityField field, float[] x, float sigma, float next);

  /** Begins a sample. */
  public Trajectory start() {
    return this::step;
  }

  private static void addScaled(float[] x, float[] v, float scale, float[] out) {
    for (int i = 0; i < x.length; i++) {
      out[i] = x[i] + v[i] * scale;
    }
  }
}
