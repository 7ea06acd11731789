package dev.foley.training.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrokeTrackTest {
  @Test
  void touchesExactlyAtItsTimesAndNowhereElse() {
    List<Stroke> strokes =
        List.of(
            Stroke.hit(0.5, 1, 0.2, 2, 0),
            new Stroke(1.2, 0.8, 0.15, 1.5, 0, 0.2, false),
            Stroke.hit(2, 0.6, 0.1, 2, 0.1));
    StrokeTrack track = new StrokeTrack(strokes);
    assertEquals(0, track.height(0.5), 1e-12);
    assertEquals(0, track.height(2), 1e-12);
    assertEquals(0.2, track.height(1.2), 1e-12, "a miss stops in the air");
    for (double t = 0; t < 3; t += 0.001) {
      double nearest = Math.min(Math.abs(t - 0.5), t < 2 ? 2 - t : Math.max(0, t - 2.1));
      assertTrue(track.height(t) > 0 || nearest < 0.002, "touches at " + t);
    }
  }

  @Test
  void comesDownAtTheSpeedItClaims() {
    Stroke stroke = Stroke.hit(1, 0.9, 0.2, 2.3, 0);
    StrokeTrack track = new StrokeTrack(List.of(stroke));
    double h = 1e-5;
    assertEquals(stroke.speed(), track.height(1 - h) / h, 1e-3 * stroke.speed());
  }

  @Test
  void movesWithoutJumps() {
    List<Stroke> strokes = new ArrayList<>();
    SceneRandom random = new SceneRandom(4);
    for (double t : random.schedule(0.3, 5, 0.2, 0.6)) {
      strokes.add(Stroke.hit(t, random.uniform(0.3, 1), 0.1, 2, random.uniform(0, 0.1)));
    }
    StrokeTrack track = new StrokeTrack(strokes);
    double step = 0.0005;
    for (double t = 0; t < 5; t += step) {
      double change = Math.abs(track.height(t + step) - track.height(t));
      // The quickest fall here is 1 unit in 0.05 s with power 2: 40 units a second.
      assertTrue(change < 40 * step * 1.1, "jump of " + change + " at " + t);
    }
  }
}
