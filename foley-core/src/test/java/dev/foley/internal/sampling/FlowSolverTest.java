package dev.foley.internal.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FlowSolverTest {
  /** dx/ds = -x + s, whose solution is x = (x1 - 0) e^(1-s) + s - 1 for x(1) = x1. */
  private static final VelocityField LINEAR =
      (x, sigma, next, v) -> {
        for (int i = 0; i < x.length; i++) {
          v[i] = -x[i] + sigma;
        }
      };

  private static double error(FlowSolver solver, int steps) {
    FlowSchedule schedule = FlowSchedule.linear(steps);
    float[] x = {2, -1};
    float[] start = x.clone();
    FlowSolver.Trajectory trajectory = solver.start();
    for (int i = 0; i < steps; i++) {
      trajectory.step(LINEAR, x, schedule.sigma(i), schedule.sigma(i + 1));
    }
    double worst = 0;
    for (int i = 0; i < x.length; i++) {
      double exact = start[i] * Math.E - 1;
      worst = Math.max(worst, Math.abs(x[i] - exact));
    }
    return worst;
  }

  @Test
  void observedOrderIsTheTextbookOrder() {
    // Step counts keep the error far above float32 rounding (about 1e-6 here).
    assertEquals(1, order(FlowSolver.EULER, 64), 0.1);
    assertEquals(2, order(FlowSolver.HEUN, 16), 0.15);
    assertEquals(2, order(FlowSolver.MIDPOINT, 16), 0.15);
    assertEquals(2, order(FlowSolver.ADAMS_BASHFORTH_2, 32), 0.15);
    assertEquals(4, order(FlowSolver.KUTTA_4, 2), 0.4);
  }

  @Test
  void adamsBashforthKeepsItsOrderWithStepsOfUnequalLength() {
    double coarse = unequal(32);
    double fine = unequal(64);
    assertEquals(2, Math.log(coarse / fine) / Math.log(2), 0.15);
  }

  private static double unequal(int steps) {
    FlowSchedule schedule = FlowSchedule.shifted(steps, 4, true);
    FlowSolver.Trajectory trajectory = FlowSolver.ADAMS_BASHFORTH_2.start();
    float[] x = {2};
    for (int i = 0; i < steps; i++) {
      trajectory.step(LINEAR, x, schedule.sigma(i), schedule.sigma(i + 1));
    }
    return Math.abs(x[0] - (2 * Math.E - 1));
  }

  private static double order(FlowSolver solver, int steps) {
    return Math.log(error(solver, steps) / error(solver, 2 * steps)) / Math.log(2);
  }

  @Test
  void averageVelocityFieldsAreToldWhereTheStepEnds() {
    // For dx/ds = -x the average velocity over (s, r) is known, and one Euler step is exact.
    VelocityField average =
        (x, sigma, next, v) -> {
          double dt = next - sigma;
          v[0] = (float) (x[0] * Math.expm1(-dt) / dt);
        };
    float[] x = {1};
    FlowSolver.EULER.step(average, x, 1, 0);
    assertEquals(Math.E, x[0], 1e-6);
  }

  @Test
  void evaluationsAreCounted() {
    for (FlowSolver solver : FlowSolver.values()) {
      int[] calls = {0};
      solver.step((x, s, r, v) -> calls[0]++, new float[1], 1, 0);
      assertEquals(solver.evaluations(), calls[0]);
    }
  }

  @Test
  void schedulesRunFromNoiseToData() {
    FlowSchedule plain = FlowSchedule.linear(50);
    assertEquals(1f, plain.sigma(0));
    assertEquals(0f, plain.sigma(50));
    assertEquals(1000f, plain.timestep(0));
    for (int i = 0; i < 50; i++) {
      assertTrue(plain.sigma(i) > plain.sigma(i + 1));
    }
    assertEquals(0.75f, FlowSchedule.shifted(2, 3, true).sigma(1));
    assertEquals(0.25f, FlowSchedule.shifted(2, 3, false).sigma(1));
  }

  @Test
  void guidanceExtrapolates() {
    float[] out = new float[2];
    Guidance.mix(new float[] {1, 2}, new float[] {3, 2}, 4.5, out);
    assertArrayEquals(new float[] {10, 2}, out);
  }
}
