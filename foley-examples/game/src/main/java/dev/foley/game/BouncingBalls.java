package dev.foley.game;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Balls that bounce in a box, come to rest, and are thrown up again. Lengths in pixels of a picture
 * of {@link #WIDTH} x {@link #HEIGHT}, times in seconds. Fixed steps, so the same seed gives the
 * same scene.
 */
final class BouncingBalls {
  static final int WIDTH = 640;
  static final int HEIGHT = 360;
  static final int FLOOR = 310;

  private static final double STEP = 1 / 480.0;
  private static final double GRAVITY = 900;
  private static final double RESTITUTION = 0.72;

  /** Slower hits are rolling, not knocking. */
  private static final double FAINTEST_HIT = 90;

  /** A hit, as the scene knows it and the sound should show it. */
  record Hit(double time, double speed) {}

  /** One ball; its position is that of its centre. */
  static final class Ball {
    final double radius;
    final int colour;
    double x;
    double y;
    private double vx;
    private double vy;
    private double restUntil;

    Ball(double x, double radius, int colour) {
      this.x = x;
      this.y = FLOOR - radius;
      this.radius = radius;
      this.colour = colour;
    }
  }

  private final List<Ball> balls =
      List.of(new Ball(200, 34, 0xD9_6C3F), new Ball(430, 24, 0x3F_8FD9));
  private final List<Hit> hits = new ArrayList<>();
  private final SplittableRandom random;
  private long steps;

  BouncingBalls(long seed) {
    random = new SplittableRandom(seed);
    for (Ball ball : balls) {
      ball.restUntil = random.nextDouble(1);
    }
  }

  List<Ball> balls() {
    return balls;
  }

  /** All hits so far that are loud enough to expect a sound. */
  List<Hit> hits() {
    return hits;
  }

  double time() {
    return steps * STEP;
  }

  /** Moves on to the step nearest to a time. */
  void advanceTo(double time) {
    long end = Math.round(time / STEP);
    while (steps < end) {
      steps++;
      balls.forEach(this::move);
    }
  }

  private void move(Ball ball) {
    if (ball.restUntil > 0) {
      if (time() >= ball.restUntil) {
        ball.restUntil = 0;
        ball.vy = -500 - random.nextDouble(160);
        ball.vx = (random.nextBoolean() ? 1 : -1) * (40 + random.nextDouble(80));
      }
      return;
    }
    ball.vy += GRAVITY * STEP;
    ball.x += ball.vx * STEP;
    ball.y += ball.vy * STEP;
    if (ball.x < ball.radius || ball.x > WIDTH - ball.radius) {
      ball.x = Math.max(ball.radius, Math.min(WIDTH - ball.radius, ball.x));
      hit(Math.abs(ball.vx));
      ball.vx = -RESTITUTION * ball.vx;
    }
    if (ball.y > FLOOR - ball.radius) {
      ball.y = FLOOR - ball.radius;
      hit(ball.vy);
      ball.vy = -RESTITUTION * ball.vy;
      if (-ball.vy < FAINTEST_HIT) {
        ball.vy = 0;
        ball.restUntil = time() + 0.3 + random.nextDouble(1);
      }
    }
  }

  private void hit(double speed) {
    if (speed >= FAINTEST_HIT) {
      hits.add(new Hit(time(), speed));
    }
  }
}
