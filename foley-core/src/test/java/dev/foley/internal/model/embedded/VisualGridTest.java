package dev.foley.internal.model.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.video.MediaTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class VisualGridTest {
  /** Whatever the frame rate, tokens come without gaps and from the frame nearest to them. */
  @Property(tries = 20)
  void everyTokenTakesTheNearestFrame(
      @ForAll @IntRange(min = 10, max = 60) int rate,
      @ForAll @IntRange(min = 1, max = 40) int frames) {
    List<Double> instants = new ArrayList<>();
    VisualGrid grid =
        new VisualGrid(
            (token, frame, picture) -> {
              assertEquals(instants.size(), token);
              instants.add(frame.time());
            });
    SplittableRandom random = new SplittableRandom(rate);
    byte[] picture = new byte[192 * 108];
    for (int i = 0; i < frames; i++) {
      for (int p = 0; p < picture.length; p++) {
        picture[p] = (byte) random.nextInt(256);
      }
      grid.push(picture, (double) i / rate);
    }
    MediaTime duration = new MediaTime(frames, rate);
    grid.finish(duration);
    assertEquals(duration.toIndexCeil(25), instants.size());
    // Beyond 31 pictures a second every other one is left out.
    double spacing = rate <= 31 ? 1.0 / rate : 2.0 / rate;
    double last = (frames - 1.0) / rate - (rate > 31 ? 1.0 / rate : 0);
    for (int k = 0; k < instants.size(); k++) {
      double distance = Math.abs(instants.get(k) - VisualGrid.instant(k));
      double beyond = Math.max(0, VisualGrid.instant(k) - last);
      assertTrue(distance <= spacing / 2 + beyond + 1e-9, "token " + k + " off by " + distance);
    }
  }
}
