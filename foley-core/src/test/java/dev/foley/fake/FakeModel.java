package dev.foley.fake;

import dev.foley.FoleyException;
import dev.foley.motion.MotionEvent;
import dev.foley.stage.Coverage;
import dev.foley.stage.FeatureMap;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.Latents;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.Solver;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.Synthesizer;
import dev.foley.stage.TextCondition;
import dev.foley.stage.TextConditioner;
import dev.foley.stage.VisualEncoder;
import dev.foley.stage.VisualFeatures;
import dev.foley.stage.VisualStream;
import dev.foley.stage.Vocoder;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Five stages without networks whose sound is known in advance: a sine of {@link #TONE} Hz in the
 * absolute time of the sound, as loud as the prompts' {@link #loudness} says. Any error in where a
 * window lies, in a seam or in the length shows as a difference from that sine.
 *
 * <p>A latent frame is (absolute index, loudness, continuation flag).
 */
public final class FakeModel {
  public static final double TONE = 440;
  public static final ModelSpec SPEC =
      new ModelSpec("fake", 8000, 50, 3, 100, 20, 4, Solver.EULER, 2.0, "noise");
  public static final FrameSpec FRAME = new FrameSpec(8, 6, PixelFormat.GRAY8);
  public static final AtomicInteger OPEN_STREAMS = new AtomicInteger();

  public final AtomicBoolean closed = new AtomicBoolean();
  public final List<MotionEvent> events = new ArrayList<>();
  public final List<SynthesisTask> tasks = new ArrayList<>();

  /** Steps in each stage's work, for tests that stop or break one. */
  public Runnable inFeatures = () -> {};

  public Runnable inText = () -> {};
  public Runnable inLatents = () -> {};
  public Runnable inAudio = () -> {};
  public float poison = 0;

  public FoleyModel open() {
    return new FoleyModel(
        SPEC, new Encoder(), new Texts(), new Sampler(), new Tone(), () -> closed.set(true));
  }

  /** How loud a prompt sounds: its length in hundredths. */
  public static float loudness(String prompt) {
    return prompt.length() / 100f;
  }

  private final class Encoder implements VisualEncoder {
    @Override
    public List<FrameSpec> frameSpecs() {
      return List.of(FRAME);
    }

    @Override
    public VisualStream open() {
      OPEN_STREAMS.incrementAndGet();
      return new Stream();
    }

    @Override
    public VisualFeatures empty() {
      return features(-1);
    }
  }

  private static VisualFeatures features(float start) {
    FeatureMap one = new FeatureMap(1, 1, new float[] {start});
    return new VisualFeatures(one, one);
  }

  /** Ready up to the last frame's time; strict about order and release. */
  private final class Stream implements VisualStream {
    private MediaTime ready = MediaTime.ZERO;
    private MediaTime released = MediaTime.ZERO;
    private MediaTime last = new MediaTime(-1, 1);
    private boolean ended;
    private boolean closed;
    private int told;

    @Override
    public void push(VideoFrame frame) {
      inFeatures.run();
      if (ended || closed || frame.time().compareTo(last) <= 0) {
        throw new IllegalStateException("frame out of order: " + frame.time());
      }
      if (frame.pictures().size() != 1) {
        throw new IllegalStateException("one picture expected");
      }
      last = frame.time();
      ready = frame.time();
    }

    @Override
    public void end(MediaTime duration) {
      ended = true;
      ready = duration;
    }

    @Override
    public MediaTime readyUntil() {
      return ready;
    }

    @Override
    public VisualFeatures window(MediaTime start) {
      MediaTime end = start.plus(MediaTime.ofIndex(SPEC.windowLatents(), SPEC.latentRate()));
      if (start.compareTo(released) < 0 || (!ended && end.compareTo(ready) > 0)) {
        throw new IllegalStateException("window at " + start + " is not there");
      }
      return glimpse(start);
    }

    @Override
    public VisualFeatures glimpse(MediaTime start) {
      if (start.compareTo(released) < 0) {
        throw new IllegalStateException("window at " + start + " was released");
      }
      return features((float) start.seconds());
    }

    @Override
    public void release(MediaTime before) {
      released = before;
    }

    @Override
    public List<MotionEvent> drainEvents() {
      List<MotionEvent> fresh = new ArrayList<>();
      while (told < events.size() && (ended || events.get(told).time() < ready.seconds())) {
        fresh.add(events.get(told++));
      }
      return fresh;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        OPEN_STREAMS.decrementAndGet();
      }
    }
  }

  private final class Texts implements TextConditioner {
    @Override
    public TextCondition encode(String prompt, String negative) {
      inText.run();
      FeatureMap text = new FeatureMap(1, 1, new float[] {loudness(prompt)});
      Coverage coverage =
          prompt.contains("xyzzy") ? new Coverage(0.5, List.of("xyzzy")) : Coverage.FULL;
      return new TextCondition(text, new FeatureMap(1, 1, new float[1]), coverage);
    }
  }

  private final class Sampler implements Synthesizer {
    @Override
    public Latents synthesize(SynthesisTask task, StepListener progress) {
      synchronized (tasks) {
        tasks.add(task);
      }
      for (int step = 1; step <= task.sampling().steps(); step++) {
        inLatents.run();
        if (!progress.onStep(step, task.sampling().steps())) {
          throw new FoleyException.Cancelled("stopped by the listener");
        }
      }
      int channels = SPEC.latentChannels();
      float[] values = new float[SPEC.windowLatents() * channels];
      for (int i = 0; i < SPEC.windowLatents(); i++) {
        float loud = 0;
        for (SynthesisTask.WeightedText text : task.texts()) {
          loud += text.weight()[i] * text.text().prompt().values()[0];
        }
        values[i * channels] = task.firstLatent() + i;
        values[i * channels + 1] = loud + poison;
        values[i * channels + 2] = i < task.known().count() ? 1 : 0;
      }
      for (int i = 0; i < task.known().count(); i++) {
        if (task.known().values()[i * channels] != task.firstLatent() + i) {
          throw new IllegalStateException("known latents are not those of this place");
        }
      }
      return new Latents(SPEC.windowLatents(), channels, values);
    }
  }

  private final class Tone implements Vocoder {
    @Override
    public float[] decode(Latents window, float[] preceding) {
      inAudio.run();
      int hop = SPEC.samplesPerLatent();
      float[] samples = new float[window.count() * hop];
      for (int i = 0; i < window.count(); i++) {
        long frame = (long) window.values()[i * 3];
        float loud = window.values()[i * 3 + 1];
        for (int k = 0; k < hop; k++) {
          samples[i * hop + k] = loud * sine(frame * hop + k);
        }
      }
      for (int i = 0; i < preceding.length; i++) {
        if (Math.abs(preceding[i] - samples[i]) > 1e-3) {
          throw new IllegalStateException("preceding sound differs at " + i);
        }
      }
      int known = 0;
      while (known < window.count() && window.values()[known * 3 + 2] == 1) {
        known++;
      }
      if (preceding.length != known * hop) {
        throw new IllegalStateException(
            preceding.length + " samples precede, " + known + " latents are known");
      }
      return samples;
    }
  }

  /** The tone at full loudness. */
  public static float sine(long sample) {
    return (float) Math.sin(2 * Math.PI * TONE * sample / SPEC.sampleRate());
  }
}
