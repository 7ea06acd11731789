package dev.foley.internal.model.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.motion.MotionEvent;
import dev.foley.stage.FeatureMap;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SyncTrackTest {
  /** A Gaussian bump sampled at 50 Hz, as the network is trained to draw one. */
  private static float[] bump(double centre, double height, int count) {
    float[] curve = new float[count];
    for (int i = 0; i < count; i++) {
      double d = (i - centre) / 0.8;
      curve[i] = (float) (height * Math.exp(-d * d / 2));
    }
    return curve;
  }

  @Property(tries = 200)
  void peakIsFoundWithinAFifthOfAToken(@ForAll @DoubleRange(min = 5, max = 40) double centre) {
    float[] curve = bump(centre, 0.95, 50);
    List<MotionEvent> events = SyncTrack.peaks(curve, new float[50], 10);
    assertEquals(1, events.size());
    // A parabola through three points of a Gaussian is off by less than 0.2 of a token.
    assertEquals(10 + centre / 50, events.get(0).time(), 0.2 / 50);
  }

  @Test
  void weakPeaksAreNoEvents() {
    assertTrue(SyncTrack.peaks(bump(20, 0.45, 50), new float[50], 0).isEmpty());
  }

  @Test
  void ofTwoPeaksCloserThanSixtyMillisecondsTheHigherStays() {
    float[] curve = new float[50];
    curve[20] = 0.6f;
    curve[22] = 0.9f;
    List<MotionEvent> events = SyncTrack.peaks(curve, new float[50], 0);
    assertEquals(1, events.size());
    assertEquals(22 / 50.0, events.get(0).time(), 1e-9);
  }

  @Test
  void tokensPlaceEventsWithTheirOffset() {
    FeatureMap map =
        SyncTrack.tokens(
            2, List.of(new MotionEvent(2.207, 0.7)), new float[50], new float[50], new float[50]);
    float[] token = java.util.Arrays.copyOfRange(map.values(), 10 * map.width(), 11 * map.width());
    assertEquals(1, token[0]);
    assertEquals(0.35, token[1], 1e-5);
    assertEquals(0.7, token[2], 1e-6);
    double sum = 0;
    for (int i = 0; i < map.tokens(); i++) {
      sum += map.values()[i * map.width()];
    }
    assertEquals(1, sum);
  }
}
