package dev.foley.live;

import dev.foley.FoleyException;
import dev.foley.internal.pipeline.StageFailures;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.Stage;
import dev.foley.stage.TextCondition;
import dev.foley.stage.VisualFeatures;
import dev.foley.video.FrameSpec;
import dev.foley.video.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread between the render thread and the audio thread: takes pictures out of the one ring,
 * makes a window as soon as there is a stride of new ones, and puts sound into the other.
 */
final class LiveWorker implements Runnable {
  /** Pictures whose features may still change when the next ones come. */
  private static final double SETTLE_SECONDS = 0.2;

  private static final double PROMPT_FADE_SECONDS = 0.5;

  /** Pictures further apart do not belong to one scene. */
  private static final long LONGEST_STEP_NANOS = 1_000_000_000L;

  /** How long to sleep when there is nothing to do. */
  private static final long NAP_NANOS = 4_000_000L;

  /** Windows of a warm-up: until one takes less than its stride, so many at least and at most. */
  private static final int LEAST_WARM_UPS = 4;

  private static final int MOST_WARM_UPS = 12;

  /** Between the pictures of a warm-up: as far apart as pictures are looked at. */
  private static final long WARM_UP_STEP_NANOS = 33_000_000L;

  private final LiveOptions options;
  private final FoleyModel model;
  private final ModelSpec spec;
  private final FrameRing frames;
  private final Playout playout;
  private final SampleRing samples;
  private final LiveOutput output;
  private final LiveFeatures features;
  private final Continuation continuation;
  private final int settle;
  private final int stride;
  private final CountDownLatch ready = new CountDownLatch(1);

  private final AtomicLong windows = new AtomicLong();
  private final AtomicLong windowNanos = new AtomicLong();
  private final AtomicLong restarts = new AtomicLong();
  private volatile boolean stopped;
  private volatile FoleyException failure;
  private volatile String prompt;

  private PromptFade texts;
  private String encodedPrompt;
  private Stage stage = Stage.TEXT;
  private int epoch = -1;
  private long originNanos;
  private long lastNanos;

  LiveWorker(LiveOptions options, FrameRing frames, SampleRing samples, Playout playout) {
    this.options = options;
    this.model = options.model();
    this.spec = model.spec();
    this.frames = frames;
    this.samples = samples;
    this.playout = playout;
    this.prompt = options.prompt();
    this.output = new LiveOutput(samples, spec.sampleRate(), options.format().sampleRate());
    this.features = new LiveFeatures(model.visualEncoder(), spec);
    this.continuation = new Continuation(model, options.sampling(), (step, steps) -> !stopped);
    this.settle = (int) Math.round(SETTLE_SECONDS * spec.latentRate());
    this.stride = options.strideLatents();
  }

  @Override
  public void run() {
    try {
      warmUp();
      ready.countDown();
      while (!stopped) {
        drain();
        if (isDue()) {
          makeWindow();
        } else {
          LockSupport.parkNanos(NAP_NANOS);
        }
      }
    } catch (Throwable t) {
      if (!stopped) {
        failure = StageFailures.typed(stage, t);
      }
    } finally {
      ready.countDown();
      features.close();
    }
  }

  /**
   * The first windows of a process are slow; they are made of grain, for nobody, on the way that
   * all others take.
   */
  private void warmUp() {
    texts = new PromptFade((int) (PROMPT_FADE_SECONDS * spec.latentRate()), encode(prompt));
    encodedPrompt = prompt;
    Random grain = new Random(0);
    long nanos = 0;
    double strideNanos = 1e9 * stride / spec.latentRate();
    int most = LEAST_WARM_UPS;
    for (int i = 0; i < most && !stopped; i++) {
      for (; fresh() < stride; nanos += WARM_UP_STEP_NANOS) {
        features.add(nanos, grain(grain));
      }
      long began = System.nanoTime();
      extend();
      boolean cold = System.nanoTime() - began > strideNanos;
      most = cold ? MOST_WARM_UPS : LEAST_WARM_UPS;
    }
    forget();
  }

  private List<Picture> grain(Random random) {
    List<Picture> pictures = new ArrayList<>();
    for (FrameSpec size : options.pictures()) {
      byte[] bytes = new byte[size.width() * size.height() * size.format().bytesPerPixel()];
      random.nextBytes(bytes);
      pictures.add(new Picture(size.width(), size.height(), size.format(), bytes));
    }
    return pictures;
  }

  private TextCondition encode(String text) {
    stage = Stage.TEXT;
    return model.textConditioner().encode(text, options.negativePrompt());
  }

  /**
   * Takes what has come, but no more than half a window: the other half is for what leads up to it.
   */
  private void drain() {
    FrameRing.Slot slot = frames.peek();
    for (; slot != null && fresh() < spec.windowLatents() / 2; slot = frames.peek()) {
      long step = slot.timeNanos - lastNanos;
      if (slot.epoch != epoch) {
        begin(slot.epoch, slot.timeNanos);
      } else if (step <= 0 || step > LONGEST_STEP_NANOS) {
        restart(slot.timeNanos);
      }
      lastNanos = slot.timeNanos;
      features.add(slot.timeNanos - originNanos, copy(slot));
      frames.release();
    }
  }

  private List<Picture> copy(FrameRing.Slot slot) {
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < slot.pictures.length; i++) {
      byte[] bytes = slot.pictures[i];
      FrameSpec size = options.pictures().get(i);
      pictures.add(
          new Picture(
              size.width(), size.height(), size.format(), Arrays.copyOf(bytes, bytes.length)));
    }
    return pictures;
  }

  private void begin(int number, long originAt) {
    epoch = number;
    originNanos = originAt;
    forget();
    output.reset();
    playout.begin(new Epoch(number, samples.writeIndex(), originAt));
  }

  private void forget() {
    features.reset();
    continuation.reset();
    texts.reset();
  }

  private void restart(long originAt) {
    restarts.incrementAndGet();
    begin(epoch, originAt);
  }

  /** Latent frames that can be made. */
  private int fresh() {
    return (int) (features.latents() - settle - continuation.decided());
  }

  private boolean isDue() {
    return fresh() >= stride && output.hasRoomFor(fresh() * spec.samplesPerLatent());
  }

  private void makeWindow() {
    long began = System.nanoTime();
    boolean first = continuation.decided() == 0;
    float[] sound = extend();
    if (first) {
      // The next window takes about as long as this one, whose sound ends before that.
      double late = (System.nanoTime() - began) * 1e-9 - (double) sound.length / spec.sampleRate();
      playout.delayStart(late);
    }
    stage = Stage.STITCH;
    output.write(sound);
    windows.incrementAndGet();
    windowNanos.addAndGet(System.nanoTime() - began);
  }

  private float[] extend() {
    stage = Stage.FEATURES;
    long decided = continuation.decided();
    long start = features.windowStart();
    long seen = features.latents();
    VisualFeatures seenFeatures = features.window();
    changePrompt(decided);
    stage = Stage.LATENTS;
    return continuation.extend(
        start, seen - settle, seen, seenFeatures, texts.over(start, spec.windowLatents(), decided));
  }

  private void changePrompt(long decided) {
    String wanted = prompt;
    if (!wanted.equals(encodedPrompt) && !texts.isFading(decided)) {
      texts.change(encode(wanted), decided);
      encodedPrompt = wanted;
    }
  }

  void prompt(String text) {
    prompt = text;
  }

  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Waits until windows can be made, or never will. */
  void awaitReady() throws InterruptedException {
    ready.await();
  }

  /** Why the worker ended; {@code null} while it runs and after {@link #stop}. */
  FoleyException failure() {
    return failure;
  }

  long windows() {
    return windows.get();
  }

  long windowNanos() {
    return windowNanos.get();
  }

  long restarts() {
    return restarts.get();
  }
}
