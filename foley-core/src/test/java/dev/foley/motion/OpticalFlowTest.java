package dev.foley.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.motion.SyntheticScene.Disc;
import org.junit.jupiter.api.Test;

class OpticalFlowTest {
  private final OpticalFlow flow = new OpticalFlow(SyntheticScene.W, SyntheticScene.H);
  private final FlowField forward = flow.newField();
  private final FlowField backward = flow.newField();

  @Test
  void equalPicturesDoNotMove() {
    byte[] picture = new SyntheticScene().render();
    CameraMotion camera = flow.compute(picture, picture, forward, backward);
    assertEquals(CameraMotion.STILL, camera);
    for (int i = 0; i < forward.u.length; i++) {
      assertEquals(0f, Math.abs(forward.u[i]) + Math.abs(forward.v[i]));
      assertEquals(0f, Math.abs(backward.u[i]) + Math.abs(backward.v[i]));
    }
  }

  @Test
  void followsADiscBothWays() {
    Disc disc = new Disc(50.3, 33.8, 7, 200, 30, 5);
    byte[] a = scene(disc).render();
    byte[] b = scene(disc.moved(6.4, -3.7)).render();
    flow.compute(a, b, forward, backward);
    // Two pixels in from the edge.
    assertTrue(error(forward, disc, 6.4, -3.7) < 0.5);
    assertTrue(error(backward, disc.moved(6.4, -3.7), -6.4, 3.7) < 0.5);
  }

  @Test
  void findsAPan() {
    byte[] a = new SyntheticScene().render();
    SyntheticScene moved = new SyntheticScene();
    moved.camera = new CameraMotion(5.3, -2.2, 0, 0);
    CameraMotion camera = flow.compute(a, moved.render(), forward, backward);
    assertEquals(5.3, camera.x(), 0.1);
    assertEquals(-2.2, camera.y(), 0.1);
    assertEquals(0, camera.zoom(), 0.002);
  }

  @Test
  void findsAFastPanAndAZoom() {
    byte[] a = new SyntheticScene().render();
    SyntheticScene moved = new SyntheticScene();
    moved.camera = new CameraMotion(22, 4, 0, 0);
    CameraMotion camera = flow.compute(a, moved.render(), forward, backward);
    assertEquals(22, camera.x(), 0.5);
    assertEquals(4, camera.y(), 0.5);
    moved.camera = new CameraMotion(0, 0, 0.02, 0);
    camera = flow.compute(a, moved.render(), forward, backward);
    assertEquals(0.02, camera.zoom(), 0.005);
  }

  @Test
  void aMovingObjectOnPlainGroundIsNotTheCamera() {
    Disc disc = new Disc(50, 36, 14, 200, 40, 5);
    SyntheticScene a = scene(disc);
    a.groundContrast = 0;
    SyntheticScene b = scene(disc.moved(7, 3));
    b.groundContrast = 0;
    assertEquals(CameraMotion.STILL, flow.compute(a.render(), b.render(), forward, backward));
    // Some cells of little texture stay with the ground, seven pixels off.
    assertTrue(error(forward, disc, 7, 3) < 1);
  }

  @Test
  void noiseDoesNotMoveAStillPicture() {
    SyntheticScene a = new SyntheticScene();
    a.noise = 4;
    SyntheticScene b = new SyntheticScene();
    b.noise = 4;
    b.noiseSeed = 2;
    flow.compute(a.render(), b.render(), forward, backward);
    double sum = 0;
    for (int i = 0; i < forward.u.length; i++) {
      sum += Math.hypot(forward.u[i], forward.v[i]);
    }
    // A quarter of a pixel, at four levels of noise on texture of twenty or so.
    assertTrue(sum / forward.u.length < 0.25, "mean " + sum / forward.u.length);
  }

  @Test
  void aSmallFastBallIsFound() {
    Disc ball = new Disc(40, 30, 2.8, 220, 10, 5);
    SyntheticScene a = scene(ball);
    a.groundContrast = 20;
    SyntheticScene b = scene(ball.moved(9, -8));
    b.groundContrast = 20;
    flow.compute(a.render(), b.render(), forward, backward);
    // A pyramid would lose it: the step is twice its size. Centre cell, half a pixel.
    assertEquals(9, forward.u(20, 15), 0.5);
    assertEquals(-8, forward.v(20, 15), 0.5);
  }

  @Test
  void refusesWrongSizes() {
    assertThrows(IllegalArgumentException.class, () -> new OpticalFlow(127, 72));
    assertThrows(
        IllegalArgumentException.class,
        () -> flow.compute(new byte[10], new byte[10], forward, backward));
  }

  private static SyntheticScene scene(Disc disc) {
    SyntheticScene scene = new SyntheticScene();
    scene.discs.add(disc);
    return scene;
  }

  private static double error(FlowField field, Disc disc, double u, double v) {
    Disc inner = new Disc(disc.x(), disc.y(), disc.radius() - 2, 0, 0, 0);
    double sum = 0;
    int count = 0;
    for (int y = 0; y < field.height(); y++) {
      for (int x = 0; x < field.width(); x++) {
        if (inner.covers(2 * x + 0.5, 2 * y + 0.5)) {
          sum += Math.hypot(field.u(x, y) - u, field.v(x, y) - v);
          count++;
        }
      }
    }
    return sum / count;
  }
}
