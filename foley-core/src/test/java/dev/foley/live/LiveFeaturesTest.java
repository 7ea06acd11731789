package dev.foley.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.motion.MotionEvent;
import dev.foley.stage.FeatureMap;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.Solver;
import dev.foley.stage.VisualEncoder;
import dev.foley.stage.VisualFeatures;
import dev.foley.stage.VisualStream;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** With an encoder whose every token says which picture it saw. */
class LiveFeaturesTest {
  private static final int WINDOW = 250;
  private static final int RATE = 50;
  private static final ModelSpec SPEC =
      new ModelSpec("fake", 8000, RATE, 3, WINDOW, 40, 4, Solver.EULER, 2, "");

  private int shown;
  private int open;

  @Test
  void everyPictureIsShownOnceAndEveryWindowReachesTheNewest() {
    SplittableRandom random = new SplittableRandom(3);
    try (LiveFeatures live = new LiveFeatures(new Encoder(), SPEC)) {
      for (int epoch = 0; epoch < 3; epoch++) {
        shown = 0;
        int frame = 0;
        for (int turn = 0; turn < 20; turn++) {
          for (int i = random.nextInt(5, 25); i > 0; i--, frame++) {
            live.add(frame * 1_000_000_000L / 30, List.of(picture(frame)));
          }
          checkWindow(live, frame);
        }
        assertEquals(frame, shown);
        live.reset();
        assertEquals(0, live.latents());
        assertEquals(1, open);
      }
    }
    assertEquals(0, open);
  }

  private static Picture picture(int number) {
    byte[] luma = {(byte) (number >> 8), (byte) number};
    return new Picture(2, 1, PixelFormat.GRAY8, luma);
  }

  private static void checkWindow(LiveFeatures live, int frames) {
    long start = live.windowStart();
    assertEquals((frames - 1) * RATE / 30, live.latents());
    assertTrue(start + WINDOW >= live.latents());
    assertTrue(start == 0 || start + WINDOW <= live.latents() + 2);
    VisualFeatures features = live.window();
    for (FeatureMap map : List.of(features.visual(), features.sync())) {
      int perLatent = WINDOW / map.tokens();
      for (int i = 0; i < map.tokens(); i++) {
        long time = (start + (long) i * perLatent) * 1_000_000_000L / RATE;
        int expected = (int) Math.min(frames - 1, time * 30 / 1_000_000_000L);
        assertEquals(expected, map.values()[i], "token " + i);
      }
    }
  }

  private final class Encoder implements VisualEncoder {
    @Override
    public List<FrameSpec> frameSpecs() {
      return List.of(new FrameSpec(2, 1, PixelFormat.GRAY8));
    }

    @Override
    public VisualStream open() {
      open++;
      return new Stream();
    }

    @Override
    public VisualFeatures empty() {
      return new VisualFeatures(map(WINDOW / 2), map(WINDOW));
    }

    private FeatureMap map(int tokens) {
      return new FeatureMap(tokens, 1, new float[tokens]);
    }
  }

  private final class Stream implements VisualStream {
    private final List<VideoFrame> frames = new ArrayList<>();
    private double released;

    @Override
    public void push(VideoFrame frame) {
      shown++;
      frames.add(frame);
    }

    @Override
    public void end(MediaTime duration) {
      throw new IllegalStateException("live pictures have no end");
    }

    @Override
    public MediaTime readyUntil() {
      throw new IllegalStateException("nobody waits here");
    }

    @Override
    public VisualFeatures window(MediaTime start) {
      throw new IllegalStateException("nothing is final here");
    }

    @Override
    public VisualFeatures glimpse(MediaTime start) {
      assertTrue(start.seconds() >= released);
      assertTrue(start.toIndex(RATE) % 2 == 0, "tokens start at even latents");
      return new VisualFeatures(map(start, WINDOW / 2), map(start, WINDOW));
    }

    private FeatureMap map(MediaTime start, int tokens) {
      float[] values = new float[tokens];
      for (int i = 0; i < tokens; i++) {
        double time = start.seconds() + (double) i * WINDOW / tokens / RATE;
        for (VideoFrame frame : frames) {
          byte[] number = frame.pictures().get(0).data();
          if (frame.time().seconds() <= time + 1e-6) {
            values[i] = (number[0] & 0xFF) << 8 | (number[1] & 0xFF);
          }
        }
      }
      return new FeatureMap(tokens, 1, values);
    }

    @Override
    public void release(MediaTime before) {
      released = before.seconds();
    }

    @Override
    public List<MotionEvent> drainEvents() {
      return List.of();
    }

    @Override
    public void close() {
      open--;
    }
  }
}
