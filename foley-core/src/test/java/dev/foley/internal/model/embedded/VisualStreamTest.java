package dev.foley.internal.model.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.nn.ResidentTensors;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.weights.Checkpoint;
import dev.foley.internal.weights.SafeTensors;
import dev.foley.motion.MotionEvent;
import dev.foley.stage.Activity;
import dev.foley.stage.VisualFeatures;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.VideoFrame;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The shipped network's judgement does not depend on the pieces in which it sees a video. */
class VisualStreamTest {
  private static final int FRAMES = 300;
  private static final int RATE = 25;
  private static final double HALF_FRAME = 0.5 / RATE;
  private static final int LATENTS = 250;
  private static final float SAME = 1e-3f;

  private record Seen(List<MotionEvent> events, List<Activity> activity, VisualFeatures window) {}

  @Test
  void piecesDoNotMatter() throws IOException {
    try (NDManager manager = Torch.newManager(Torch.device("cpu"))) {
      VisualNet network = network(manager);
      Seen whole = look(manager, network, 10 * FRAMES);
      assertTrue(whole.events().size() > 5, "events " + whole.events());
      for (int piece : new int[] {100, 37, 8}) {
        Seen pieces = look(manager, network, piece);
        assertSame(whole.events(), whole.activity(), pieces.events(), pieces.activity());
        assertArrayEquals(whole.window().sync().values(), pieces.window().sync().values(), 0.06f);
      }
    }
  }

  private static void assertSame(
      List<MotionEvent> expectedEvents,
      List<Activity> expectedActivity,
      List<MotionEvent> events,
      List<Activity> activity) {
    assertEquals(expectedEvents.size(), events.size());
    for (int i = 0; i < events.size(); i++) {
      assertEquals(expectedEvents.get(i).time(), events.get(i).time(), SAME);
    }
    assertEquals(expectedActivity.size(), activity.size());
    for (int i = 0; i < activity.size(); i++) {
      assertEquals(expectedActivity.get(i).contact(), activity.get(i).contact(), SAME);
    }
  }

  /** What is said before the end is what will be said, but for what the next frames may change. */
  @Test
  void glimpsesSayWhatTheStreamWillSay() throws IOException {
    try (NDManager manager = Torch.newManager(Torch.device("cpu"))) {
      VisualNet network = network(manager);
      Seen whole = look(manager, network, 100);
      try (EmbeddedVisualStream stream =
          new EmbeddedVisualStream(manager, network, LATENTS, EmbeddedVisualStream.PIECE)) {
        Random noise = new Random(5);
        for (int i = 0; i < FRAMES; i++) {
          stream.push(frame(i, noise));
          if (i < 30 || i % 10 == 9) {
            VisualFeatures seen = stream.glimpse(new MediaTime(4, 1));
            // One picture more is needed for motion, and more for the network's reach.
            int sure = Math.max(0, Math.min(LATENTS, 2 * (i - 1 - 100 - VisualNet.REACH - 5)));
            assertSame(whole.window(), seen, sure);
          }
        }
        stream.end(new MediaTime(FRAMES, RATE));
        assertEquals(FRAMES, whole.activity().size());
        assertSame(whole.events(), whole.activity(), stream.drainEvents(), stream.drainActivity());
      }
    }
  }

  /** All motion ends with the last picture, which is no contact, however long the picture stays. */
  @Test
  void nothingHappensInTheLastPicture() throws IOException {
    try (NDManager manager = Torch.newManager(Torch.device("cpu"))) {
      VisualNet network = network(manager);
      for (int last = 60; last < 67; last++) {
        for (int held : new int[] {2, 40}) {
          double end = (double) last / RATE - HALF_FRAME;
          for (MotionEvent event : film(manager, network, last, held)) {
            assertTrue(event.time() < end, event + " of " + end + " s and " + held + " tokens");
          }
        }
      }
    }
  }

  /** Events of a film whose last picture fills some tokens, seen in small pieces. */
  private static List<MotionEvent> film(NDManager manager, VisualNet network, int last, int held) {
    try (EmbeddedVisualStream stream = new EmbeddedVisualStream(manager, network, LATENTS, 8)) {
      Random noise = new Random(5);
      for (int i = 0; i <= last; i++) {
        stream.push(frame(i, noise));
      }
      stream.end(new MediaTime(last + held, RATE));
      return stream.drainEvents();
    }
  }

  private static void assertSame(VisualFeatures expected, VisualFeatures actual, int latents) {
    for (int i = 0; i < latents * SyncTrack.WIDTH; i++) {
      assertEquals(expected.sync().values()[i], actual.sync().values()[i], 0.06, "sync " + i);
    }
    for (int i = 0; i < latents / 2 * VisualNet.WIDTH; i++) {
      assertEquals(expected.visual().values()[i], actual.visual().values()[i], 0.01, "token " + i);
    }
  }

  private static VisualNet network(NDManager manager) throws IOException {
    Map<String, NDArray> tensors = new HashMap<>();
    try (InputStream in = EmbeddedModel.class.getResourceAsStream("embedded.safetensors");
        Checkpoint weights = SafeTensors.read(in, "embedded.safetensors")) {
      VisualNet.shapes()
          .forEach(
              (name, shape) ->
                  tensors.put(name, manager.create(weights.floats(name), new Shape(shape))));
    }
    return new VisualNet(new ResidentTensors(tensors));
  }

  private static Seen look(NDManager manager, VisualNet network, int piece) {
    List<MotionEvent> events = new ArrayList<>();
    List<Activity> activity = new ArrayList<>();
    try (EmbeddedVisualStream stream = new EmbeddedVisualStream(manager, network, LATENTS, piece)) {
      Random noise = new Random(5);
      for (int i = 0; i < FRAMES; i++) {
        stream.push(frame(i, noise));
        events.addAll(stream.drainEvents());
        activity.addAll(stream.drainActivity());
      }
      stream.end(new MediaTime(FRAMES, RATE));
      events.addAll(stream.drainEvents());
      activity.addAll(stream.drainActivity());
      return new Seen(events, activity, stream.window(new MediaTime(4, 1)));
    }
  }

  /** Two balls that bounce on a floor, under noise. */
  private static VideoFrame frame(int index, Random noise) {
    int wide = VisualGrid.PICTURE.width();
    int high = VisualGrid.PICTURE.height();
    byte[] luma = new byte[wide * high];
    for (int i = 0; i < luma.length; i++) {
      int floor = i / wide > 90 ? 90 : 140;
      luma[i] = (byte) (floor + 3 * noise.nextGaussian());
    }
    double t = (double) index / RATE;
    ball(luma, wide, 60, bounce(t, 0.9, 55), 12, 220);
    ball(luma, wide, 130, bounce(t + 0.3, 0.7, 30), 8, 30);
    return new VideoFrame(
        new MediaTime(index, RATE),
        List.of(new Picture(wide, high, VisualGrid.PICTURE.format(), luma)));
  }

  private static double bounce(double t, double period, double height) {
    double phase = 2 * (t / period - Math.floor(t / period)) - 1;
    return height * (1 - phase * phase);
  }

  private static void ball(byte[] luma, int wide, int x, double height, int radius, int level) {
    double y = 90 - radius - height;
    for (int dy = -radius; dy <= radius; dy++) {
      for (int dx = -radius; dx <= radius; dx++) {
        if (dx * dx + dy * dy <= radius * radius) {
          luma[(int) Math.round(y + dy) * wide + x + dx] = (byte) level;
        }
      }
    }
  }
}
