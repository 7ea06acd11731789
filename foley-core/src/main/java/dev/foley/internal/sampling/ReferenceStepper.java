package dev.foley.internal.sampling;

/**
 * The published scheduler's own step function, for parity: every call takes the velocity at the
 * current latents and returns the next ones, inner stages included. Two things differ from the
 * textbook: the stages of {@code kutta-4} build on the stage before instead of the step's start,
 * and the published loop calls it once per time table entry, so that only Euler covers the whole
 * noise range. {@link FlowSolver} has the solvers as they should be.
 */
public final class ReferenceStepper {
  private final FlowSolver solver;
  private final FlowSchedule schedule;
  private int interval;
  private int stage;
  private float[] start;
  private float[] sum;

  public ReferenceStepper(FlowSolver solver, FlowSchedule schedule) {
    this.solver = solver;
    this.schedule = schedule;
  }

  /**
   * One call of the scheduler.
   *
   * @param x current latents
   * @param velocity velocity there
   * @return the next latents, a new array
   */
  public float[] step(float[] x, float[] velocity) {
    if (stage == 0) {
      start = x.clone();
      sum = new float[x.length];
    }
    float dt = schedule.sigma(interval + 1) - schedule.sigma(interval);
    boolean last = stage == solver.evaluations() - 1;
    float[] next = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      sum[i] += velocity[i] * weight();
      if (last) {
        next[i] = start[i] + sum[i] * dt;
      } else {
        float scale = solver == FlowSolver.HEUN || stage == 2 ? dt : dt / 2;
        next[i] = x[i] + velocity[i] * scale;
      }
    }
    stage = last ? 0 : stage + 1;
    interval += last ? 1 : 0;
    return next;
  }

  /** Share of this stage's velocity in the step. */
  private float weight() {
    return switch (solver) {
      case EULER -> 1;
      case HEUN -> 0.5f;
      case MIDPOINT -> stage;
      case KUTTA_4 -> stage == 0 || stage == 3 ? 1 / 6f : 1 / 3f;
      case ADAMS_BASHFORTH_2 ->
          throw new IllegalStateException("the published scheduler does not have this solver");
    };
  }
}
