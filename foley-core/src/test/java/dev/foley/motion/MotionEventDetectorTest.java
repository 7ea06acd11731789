package dev.foley.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.motion.SyntheticScene.Disc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MotionEventDetectorTest {
  /** Floor of the bouncing ball's centre, picture rows. */
  private static final double FLOOR_Y = 58;

  /** Gravity, picture rows per second squared. */
  private static final double GRAVITY = 400;

  /** Speed after a bounce over the speed before. */
  private static final double BOUNCE = 0.8;

  @ParameterizedTest
  @ValueSource(doubles = {15, 23.976, 30, 60})
  void findsBouncesBetweenTheFrames(double rate) {
    List<MotionEvent> events = detect(rate, 1.7, t -> ball(20 + 40 * t, height(t)));
    List<Double> truth = bounces(1.6);
    // A third of a frame, and 3 ms for what the flow itself errs.
    double bound = 0.34 / rate + 0.003;
    assertEquals(truth.size(), events.size(), events.toString());
    for (int i = 0; i < truth.size(); i++) {
      assertEquals(truth.get(i), events.get(i).time(), bound);
    }
  }

  @Test
  void repeatedPicturesMakeNoEvents() {
    // 24 pictures a second, shown 30 times a second: every fourth one twice.
    List<MotionEvent> events =
        detect(30, 1.2, t -> ball(15 + 60 * Math.floor(t * 24 + 1e-6) / 24, 30));
    assertEquals(List.of(), events);
  }

  @Test
  void cutsFlashesPansAndStillPicturesMakeNoEvents() {
    assertEquals(List.of(), detect(25, 1, t -> new SyntheticScene()), "still");
    assertEquals(List.of(), detect(25, 1, MotionEventDetectorTest::shots), "cut");
    assertEquals(List.of(), detect(25, 1, MotionEventDetectorTest::lightning), "flash");
    assertEquals(List.of(), detect(25, 1, t -> pan(60 * t)), "pan");
    assertEquals(
        List.of(), detect(25, 1, t -> pan(t < 0.5 ? 0 : 50 * (t - 0.5))), "start of a pan");
  }

  @Test
  void cutsAndFlashesAreFlaggedWhereTheyAre() {
    List<MotionFrame> cut = analyze(25, 1, MotionEventDetectorTest::shots);
    List<MotionFrame> flash = analyze(25, 1, MotionEventDetectorTest::lightning);
    for (int i = 0; i < cut.size(); i++) {
      assertEquals(i == 13, cut.get(i).descriptors().cutBefore(), "frame " + i);
      assertEquals(i == 12, cut.get(i).descriptors().cutAfter(), "frame " + i);
      assertEquals(false, cut.get(i).descriptors().flashBefore(), "frame " + i);
      boolean bright = i == 13 || i == 14;
      assertEquals(bright, flash.get(i).descriptors().flashBefore(), "frame " + i);
      assertEquals(false, flash.get(i).descriptors().cutBefore(), "frame " + i);
    }
  }

  @Test
  void streamingAndWholeListAgree() {
    List<MotionFrame> frames = analyze(30, 1.7, t -> ball(20 + 40 * t, height(t)));
    MotionEventDetector detector = new MotionEventDetector();
    List<MotionEvent> events = new ArrayList<>();
    for (MotionFrame frame : frames) {
      detector.push(frame);
      events.addAll(detector.drain());
    }
    detector.finish();
    events.addAll(detector.drain());
    assertEquals(MotionEventDetector.detect(frames), events);
    for (MotionEvent event : events) {
      assertTrue(event.strength() > 0 && event.strength() < 1);
    }
  }

  private static List<MotionEvent> detect(
      double rate, double seconds, DoubleFunction<SyntheticScene> at) {
    return MotionEventDetector.detect(analyze(rate, seconds, at));
  }

  private static List<MotionFrame> analyze(
      double rate, double seconds, DoubleFunction<SyntheticScene> at) {
    List<MotionFrame> frames = new ArrayList<>();
    MotionAnalyzer analyzer = new MotionAnalyzer(frames::add);
    for (int i = 0; i < seconds * rate; i++) {
      analyzer.push(at.apply(i / rate).render(), i / rate);
    }
    analyzer.finish();
    return frames;
  }

  private static SyntheticScene ball(double x, double y) {
    SyntheticScene scene = new SyntheticScene();
    scene.groundContrast = 20;
    scene.discs.add(new Disc(x, y, 5, 220, 20, 3));
    return scene;
  }

  private static SyntheticScene shots(double t) {
    SyntheticScene scene = new SyntheticScene();
    scene.groundTexture = t < 0.5 ? 1 : 40;
    scene.groundLuma = t < 0.5 ? 120 : 90;
    return scene;
  }

  private static SyntheticScene lightning(double t) {
    SyntheticScene scene = ball(20 + 30 * t, 30);
    scene.offset = t > 0.5 && t < 0.55 ? 60 : 0;
    return scene;
  }

  private static SyntheticScene pan(double x) {
    SyntheticScene scene = new SyntheticScene();
    scene.camera = new CameraMotion(x, 0.3 * x, 0, 0);
    return scene;
  }

  /** Dropped from 50 rows above the floor at time 0. */
  private static double height(double t) {
    double drop = 50;
    double start = -Math.sqrt(2 * drop / GRAVITY);
    double speed = Math.sqrt(2 * drop * GRAVITY);
    double bounce = -start;
    if (t < bounce) {
      return FLOOR_Y - drop + 0.5 * GRAVITY * t * t;
    }
    double v = speed;
    double from = bounce;
    while (true) {
      v *= BOUNCE;
      double flight = 2 * v / GRAVITY;
      if (t < from + flight) {
        double s = t - from;
        return FLOOR_Y - v * s + 0.5 * GRAVITY * s * s;
      }
      from += flight;
    }
  }

  private static List<Double> bounces(double until) {
    List<Double> times = new ArrayList<>();
    double drop = 50;
    double t = Math.sqrt(2 * drop / GRAVITY);
    double v = Math.sqrt(2 * drop * GRAVITY);
    while (t < until) {
      times.add(t);
      v *= BOUNCE;
      t += 2 * v / GRAVITY;
    }
    return times;
  }
}
