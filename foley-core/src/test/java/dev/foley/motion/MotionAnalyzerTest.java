package dev.foley.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.motion.SyntheticScene.Disc;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MotionAnalyzerTest {
  private final List<MotionFrame> frames = new ArrayList<>();
  private final MotionAnalyzer analyzer = new MotionAnalyzer(frames::add);

  @Test
  void framesComeOnePictureLate() {
    for (int i = 0; i < 5; i++) {
      analyzer.push(ball(30 + 3 * i, 30), i / 25.0);
      assertEquals(i, frames.size());
    }
    analyzer.finish();
    assertEquals(5, frames.size());
    assertEquals(0, frames.get(0).dtBefore());
    assertEquals(0, frames.get(4).dtAfter());
    assertEquals(0.04, frames.get(2).dtBefore(), 1e-9);
  }

  @Test
  void velocitiesBelongToThePixelsOfTheFrame() {
    analyzer.push(ball(40, 30), 0);
    analyzer.push(ball(44, 34), 0.04);
    analyzer.push(ball(48, 30), 0.08);
    analyzer.finish();
    MotionFrame contact = frames.get(1);
    double x = 4 / 128.0 / 0.04;
    // A third of a pixel a frame, the bound that the flow holds inside a ball.
    double bound = 0.33 / 128 / 0.04;
    assertEquals(x, contact.value(MotionFrame.VELOCITY_BEFORE_X, 22, 17), bound);
    assertEquals(x, contact.value(MotionFrame.VELOCITY_BEFORE_Y, 22, 17), bound);
    assertEquals(x, contact.value(MotionFrame.VELOCITY_AFTER_X, 22, 17), bound);
    assertEquals(-x, contact.value(MotionFrame.VELOCITY_AFTER_Y, 22, 17), bound);
    assertTrue(contact.descriptors().impact() > 1.2 * x);
  }

  @Test
  void repeatedPicturesAreBridged() {
    int[] shown = {0, 1, 2, 2, 3, 4, 5, 5, 6, 7};
    for (int i = 0; i < shown.length; i++) {
      analyzer.push(ball(30 + 3 * shown[i], 30), i / 30.0);
    }
    analyzer.finish();
    assertEquals(8, frames.size());
    assertEquals(2 / 30.0, frames.get(2).dtAfter(), 1e-9);
  }

  @Test
  void aStandstillComesOutAsStillFrames() {
    for (int i = 0; i < 12; i++) {
      analyzer.push(ball(30 + 3 * Math.min(i, 4), 30), i / 30.0);
    }
    analyzer.finish();
    assertEquals(12, frames.size());
    assertTrue(frames.get(4).descriptors().impact() > 0.5);
    assertEquals(0, frames.get(6).descriptors().meanSpeed());
  }

  @Test
  void refusesTimesThatDoNotIncrease() {
    analyzer.push(ball(30, 30), 1);
    assertThrows(IllegalArgumentException.class, () -> analyzer.push(ball(31, 30), 1));
  }

  private static byte[] ball(double x, double y) {
    SyntheticScene scene = new SyntheticScene();
    scene.discs.add(new Disc(x, y, 6, 210, 20, 3));
    return scene.render();
  }
}
