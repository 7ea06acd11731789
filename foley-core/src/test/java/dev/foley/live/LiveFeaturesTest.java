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

/** With an encoder whose every token says which picture it saw, and how many lay within reach. */
class LiveFeaturesTest {
  private static final int WINDOW = 250;
  private static final int RATE = 50;
  private static final int REACH = 12;
  private static final ModelSpec SPEC =
      new ModelSpec("fake", 8000, RATE, 3, WINDOW, 40, 4, Solver.EULER, 2, "");

  private int shown;

  @Test
  void assembledIsWhatTheWholeWindowWouldSay() {
    LiveFeatures live = new LiveFeatures(new Encoder(), SPEC);
    LiveFeatures whole = new LiveFeatures(new Encoder(), SPEC);
    SplittableRandom random = new SplittableRandom(3);
    int frame = 0;
    for (int turn = 0; turn < 40; turn++) {
      for (int i = random.nextInt(5, 25); i > 0; i--, frame++) {
        long nanos = frame * 1_000_000_000L / 30;
        Picture picture =
            new Picture(2, 1, PixelFormat.GRAY8, new byte[] {(byte) (frame >> 8), (byte) frame});
        live.add(nanos, List.of(picture));
        whole.add(nanos, List.of(picture));
      }
      long start = live.windowStart();
      long seen = live.latents();
      assertTrue(start + WINDOW >= seen);
      VisualFeatures actual = live.window();
      whole.window();
      for (FeatureMap map : List.of(actual.visual(), actual.sync())) {
        int perLatent = WINDOW / map.tokens();
        for (int i = 0; i < map.tokens(); i++) {
          long latent = start + (long) i * perLatent;
          long time = latent * 1_000_000_000L / RATE;
          int expected = (int) Math.min(frame - 1, time * 30 / 1_000_000_000L);
          assertEquals(expected, map.values()[2 * i], "token " + i + " of turn " + turn);
          if (latent >= REACH && latent < seen - REACH - perLatent) {
            assertEquals(15, map.values()[2 * i + 1], 1, "context of token " + i);
          }
        }
      }
    }
    assertTrue(shown < 8 * frame, shown + " pictures shown for " + frame + " taken, twice");
  }

  private final class Encoder implements VisualEncoder {
    @Override
    public List<FrameSpec> frameSpecs() {
      return List.of(new FrameSpec(2, 1, PixelFormat.GRAY8));
    }

    @Override
    public VisualStream open() {
      return new Stream();
    }

    @Override
    public VisualFeatures empty() {
      return new VisualFeatures(map(WINDOW / 2), map(WINDOW));
    }

    private FeatureMap map(int tokens) {
      return new FeatureMap(tokens, 2, new float[2 * tokens]);
    }
  }

  private final class Stream implements VisualStream {
    private final List<VideoFrame> frames = new ArrayList<>();
    private boolean ended;

    @Override
    public void push(VideoFrame frame) {
      shown++;
      frames.add(frame);
    }

    @Override
    public void end(MediaTime duration) {
      ended = true;
    }

    @Override
    public MediaTime readyUntil() {
      throw new IllegalStateException("nobody waits here");
    }

    @Override
    public VisualFeatures window(MediaTime start) {
      assertTrue(ended);
      return new VisualFeatures(map(start, WINDOW / 2), map(start, WINDOW));
    }

    private FeatureMap map(MediaTime start, int tokens) {
      float[] values = new float[2 * tokens];
      for (int i = 0; i < tokens; i++) {
        double time = start.seconds() + (double) i * WINDOW / tokens / RATE;
        for (VideoFrame frame : frames) {
          byte[] number = frame.pictures().get(0).data();
          if (frame.time().seconds() <= time + 1e-6) {
            values[2 * i] = (number[0] & 0xFF) << 8 | (number[1] & 0xFF);
          }
          if (Math.abs(frame.time().seconds() - time) <= (double) REACH / RATE) {
            values[2 * i + 1]++;
          }
        }
      }
      return new FeatureMap(tokens, 2, values);
    }

    @Override
    public void release(MediaTime before) {}

    @Override
    public List<MotionEvent> drainEvents() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
