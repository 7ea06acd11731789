package dev.foley.game;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BouncingBallsTest {
  @Test
  void theSceneDoesNotDependOnThePictureRate() {
    BouncingBalls fine = new BouncingBalls(3);
    BouncingBalls coarse = new BouncingBalls(3);
    for (int i = 1; i <= 600; i++) {
      fine.advanceTo(i / 60.0);
    }
    coarse.advanceTo(10);
    assertEquals(coarse.hits(), fine.hits());
    assertTrue(fine.hits().size() > 10, fine.hits().size() + " hits in 10 s");
  }

  @Test
  void ballsStayInTheirBox() {
    BouncingBalls scene = new BouncingBalls(1);
    for (int i = 1; i <= 3000; i++) {
      scene.advanceTo(i / 50.0);
      for (BouncingBalls.Ball ball : scene.balls()) {
        assertTrue(ball.y <= BouncingBalls.FLOOR - ball.radius + 1e-9);
        assertTrue(ball.x >= ball.radius && ball.x <= BouncingBalls.WIDTH - ball.radius);
      }
    }
  }
}
