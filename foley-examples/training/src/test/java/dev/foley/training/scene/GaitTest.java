package dev.foley.training.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaitTest {
  /** Lowest point of the sole, from the ankle's frame. */
  private static double clearance(Gait gait, double t) {
    Affine foot = gait.foot(0, t);
    double heel = foot.apply(-0.05, 0, -Gait.ANKLE).z();
    double ball = foot.apply(0.12, 0, -Gait.ANKLE).z();
    return Math.min(heel, ball);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.35, 0.6})
  void footLandsAtItsStrikeAndStaysPut(double duty) {
    Gait gait = new Gait(0.2, 1, duty, 1.2, 0.84, 0.1, 0.18);
    double strike = gait.firstStrike(0) + 2;
    assertTrue(clearance(gait, strike - 0.05) > 0.005, "in the air just before");
    assertEquals(0, clearance(gait, strike), 1e-9);
    double here = gait.foot(0, strike + 0.2 * duty).origin().x();
    assertEquals(here, gait.foot(0, strike + 0.5 * duty).origin().x(), 1e-3, "slides on the floor");
    for (double t = strike; t < strike + duty; t += 0.01) {
      assertTrue(clearance(gait, t) > -1e-9, "sinks into the floor at " + t);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.35, 0.6})
  void footMovesWithoutJumps(double duty) {
    Gait gait = new Gait(0.2, 1, duty, 1.2, 0.84, 0.1, 0.18);
    for (double t = 1; t < 3; t += 0.001) {
      Vec3 a = gait.foot(0, t).origin();
      Vec3 b = gait.foot(0, t + 0.001).origin();
      // No part of a walking foot exceeds 10 m/s.
      assertTrue(a.minus(b).length() < 0.01, "jumps at " + t);
    }
  }
}
