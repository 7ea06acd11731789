package dev.foley.cli;

import dev.foley.FoleyException;
import dev.foley.motion.MotionEvent;
import dev.foley.stage.Activity;
import dev.foley.stage.Coverage;
import dev.foley.stage.FeatureMap;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.Latents;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.Solver;
import dev.foley.stage.TextCondition;
import dev.foley.stage.VisualEncoder;
import dev.foley.stage.VisualFeatures;
import dev.foley.stage.VisualStream;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A model without networks: an event every 0.8 s, and a decaying burst a little late for each. */
final class BurstModel {
  static final ModelSpec SPEC =
      new ModelSpec("burst", 48_000, 50, 1, 100, 20, 2, Solver.EULER, 3.0, "");
  static final double EVERY = 0.8;
  static final double LATE = 0.03;

  private static final FrameSpec FRAME = new FrameSpec(16, 16, PixelFormat.GRAY8);
  private static final VisualFeatures NONE =
      new VisualFeatures(new FeatureMap(1, 1, new float[1]), new FeatureMap(1, 1, new float[1]));

  Runnable inLatents = () -> {};
  float poison;

  FoleyModel open() {
    return new FoleyModel(
        SPEC,
        new Encoder(),
        (prompt, negative) ->
            new TextCondition(
                new FeatureMap(1, 1, new float[1]),
                new FeatureMap(1, 1, new float[1]),
                prompt.contains("xyzzy") ? new Coverage(0.5, List.of("xyzzy")) : Coverage.FULL),
        (task, progress) -> {
          inLatents.run();
          if (!progress.onStep(1, 1)) {
            throw new FoleyException.Cancelled("stopped");
          }
          float[] values = new float[SPEC.windowLatents()];
          for (int i = 0; i < values.length; i++) {
            values[i] = task.firstLatent() + i + poison;
          }
          return new Latents(values.length, 1, values);
        },
        (latents, preceding) -> burst((long) latents.values()[0] * SPEC.samplesPerLatent()),
        () -> {});
  }

  private static float[] burst(long first) {
    float[] samples = new float[SPEC.windowSamples()];
    int period = (int) (EVERY * SPEC.sampleRate());
    int late = (int) (LATE * SPEC.sampleRate());
    for (int i = 0; i < samples.length; i++) {
      long at = first + i;
      long since = (at - late) % period;
      double noise = new Random(at * 31).nextGaussian();
      samples[i] = (float) (0.0005 * noise);
      if (at > late + period / 2 && since >= 0) {
        double t = (double) since / SPEC.sampleRate();
        samples[i] += (float) (0.4 * Math.exp(-t / 0.05) * Math.sin(2 * Math.PI * 700 * t));
        samples[i] += (float) (0.2 * Math.exp(-t / 0.01) * noise);
      }
    }
    return samples;
  }

  private static final class Encoder implements VisualEncoder {
    @Override
    public List<FrameSpec> frameSpecs() {
      return List.of(FRAME);
    }

    @Override
    public VisualStream open() {
      return new Stream();
    }

    @Override
    public VisualFeatures empty() {
      return NONE;
    }
  }

  private static final class Stream implements VisualStream {
    private final List<Activity> activity = new ArrayList<>();
    private MediaTime ready = MediaTime.ZERO;
    private int told = 1;

    @Override
    public void push(VideoFrame frame) {
      ready = frame.time();
      double t = ready.seconds();
      double phase = (t % EVERY) / EVERY;
      activity.add(new Activity(t, phase, Math.exp(-40 * Math.min(phase, 1 - phase))));
    }

    @Override
    public void end(MediaTime duration) {
      ready = duration;
    }

    @Override
    public MediaTime readyUntil() {
      return ready;
    }

    @Override
    public VisualFeatures window(MediaTime start) {
      return NONE;
    }

    @Override
    public VisualFeatures glimpse(MediaTime start) {
      return NONE;
    }

    @Override
    public void release(MediaTime before) {}

    @Override
    public List<MotionEvent> drainEvents() {
      List<MotionEvent> events = new ArrayList<>();
      for (; told * EVERY < ready.seconds(); told++) {
        events.add(new MotionEvent(told * EVERY, 0.9));
      }
      return events;
    }

    @Override
    public List<Activity> drainActivity() {
      List<Activity> drained = List.copyOf(activity);
      activity.clear();
      return drained;
    }

    @Override
    public void close() {}
  }
}
