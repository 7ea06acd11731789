package dev.foley.internal.pipeline;

import dev.foley.FoleyException;
import dev.foley.motion.MotionEvent;
import dev.foley.stage.FeatureMap;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.Stage;
import dev.foley.stage.VisualEncoder;
import dev.foley.stage.VisualFeatures;
import dev.foley.stage.VisualStream;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.VideoFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Stage <em>features</em>: looks at frames, hands on windows as they ripen. */
final class FeatureWorker {
  private final PipelineJob job;
  private final ModelSpec spec;
  private final RunState state;
  private final Handoff<FrameWorker.Item> frames;
  private final Handoff<WindowItem> out;
  private final List<FrameTap> taps;

  /** {@code null} if the sound is one scene. */
  private final SceneCuts cuts;

  private long nextIndex;

  /** First latent frame of the acoustic scene, and how many of its windows have been handed on. */
  private long sceneStart;

  private long sceneWindows;

  /** Features of a loop's first and last window, how far the first is heard, the last's start. */
  private VisualFeatures firstFeatures;

  private long firstHeard;

  private VisualFeatures lastFeatures;
  private long lastStart;

  /**
   * @param frames where the frames of a run with video come from
   */
  FeatureWorker(
      PipelineJob job, RunState state, Handoff<FrameWorker.Item> frames, Handoff<WindowItem> out) {
    this.job = job;
    this.spec = job.model().spec();
    this.state = state;
    this.frames = frames;
    this.out = out;
    this.taps = new ArrayList<>(job.taps());
    this.cuts = job.scenesAtCuts() && job.frames() != null ? new SceneCuts(spec) : null;
    if (cuts != null) {
      taps.add(cuts.tap());
    }
  }

  /** The pictures that each frame has to bring: the encoder's, then one for each tap. */
  List<FrameSpec> specs() {
    List<FrameSpec> specs = new ArrayList<>(job.model().visualEncoder().frameSpecs());
    taps.forEach(tap -> specs.add(tap.spec()));
    return List.copyOf(specs);
  }

  void run() throws InterruptedException {
    if (job.frames() == null) {
      runWithoutVideo();
    } else {
      runVideo();
    }
  }

  private void runWithoutVideo() throws InterruptedException {
    MediaTime duration = job.silentDuration();
    state.end(duration);
    long total = WindowPlan.latents(duration, spec.latentRate());
    VisualFeatures none = job.model().visualEncoder().empty();
    finishScene(total, total, start -> none, List::of, Double.MAX_VALUE, duration);
    close(duration);
    out.put(new WindowItem.End(List.of(), samples(duration)));
  }

  private void runVideo() throws InterruptedException {
    VisualEncoder encoder = job.model().visualEncoder();
    try (VisualStream stream = encoder.open()) {
      FrameWorker.Item next = frames.take();
      for (; next.frame() != null; next = frames.take()) {
        push(next.frame(), encoder.frameSpecs(), stream);
        handOnRipe(stream);
      }
      finish(next.duration(), stream);
    }
  }

  private void push(VideoFrame frame, List<FrameSpec> wanted, VisualStream stream) {
    int own = wanted.size();
    requirePictures(frame, wanted);
    for (int i = 0; i < taps.size(); i++) {
      List<Picture> tapped = frame.pictures().subList(own + i, own + i + 1);
      taps.get(i).observer().accept(new VideoFrame(frame.time(), tapped));
    }
    long start = System.nanoTime();
    stream.push(
        taps.isEmpty() ? frame : new VideoFrame(frame.time(), frame.pictures().subList(0, own)));
    state.clock.add(Stage.FEATURES, start);
  }

  private void requirePictures(VideoFrame frame, List<FrameSpec> wanted) {
    boolean fits = frame.pictures().size() == wanted.size() + taps.size();
    for (int i = 0; fits && i < wanted.size(); i++) {
      FrameSpec spec = wanted.get(i);
      Picture picture = frame.pictures().get(i);
      fits =
          picture.format() == spec.format()
              && (spec.isNativeSize()
                  || (picture.width() == spec.width() && picture.height() == spec.height()));
    }
    if (!fits) {
      throw new FoleyException.InvalidRequest(
          "the frame source does not deliver the pictures the model asks for ("
              + wanted
              + "); open it with exactly these specs");
    }
  }

  private void handOnRipe(VisualStream stream) throws InterruptedException {
    while (true) {
      long start = sceneStart + job.plan().streamingStart(sceneWindows);
      long end = start + job.plan().window();
      double ready = stream.readyUntil().seconds();
      if (stream.readyUntil().compareTo(MediaTime.ofIndex(end, spec.latentRate())) < 0
          || (cuts != null && cuts.decidedUntil() * spec.latentRate() < end)) {
        return;
      }
      // The scene before a cut needs the picture a little beyond it.
      if (cuts == null || !finishScene(end - cuts.fade(), stream, ready, null)) {
        long next = sceneStart + job.plan().streamingStart(sceneWindows + 1);
        handOn(start, start, next, end, take(stream, start), drain(stream), ready, null);
      }
    }
  }

  private void finish(MediaTime duration, VisualStream stream) throws InterruptedException {
    long ended = System.nanoTime();
    stream.end(duration);
    state.clock.add(Stage.FEATURES, ended);
    state.end(duration);
    long total = WindowPlan.latents(duration, spec.latentRate());
    if (cuts != null) {
      cuts.finish();
      while (finishScene(total, stream, duration.seconds(), duration)) {
        // Scene after scene up to the last cut.
      }
    }
    finishScene(
        total,
        total,
        start -> take(stream, start),
        () -> drain(stream),
        duration.seconds(),
        duration);
    close(duration);
    out.put(new WindowItem.End(drain(stream), samples(duration)));
  }

  /** Ends the scene at the next cut and starts another, if there is one before {@code limit}. */
  private boolean finishScene(long limit, VisualStream stream, double ready, MediaTime duration)
      throws InterruptedException {
    long seen = cuts.nextBefore(limit);
    if (seen == Long.MAX_VALUE) {
      return false;
    }
    // Sound before the next seam is final already.
    long cut = Math.max(seen, sceneStart + job.plan().streamingStart(sceneWindows));
    finishScene(
        cut, cut + cuts.fade(), start -> take(stream, start), () -> drain(stream), ready, duration);
    cuts.pass();
    sceneStart = cut;
    sceneWindows = 0;
    return true;
  }

  /**
   * Hands on what is left of a scene.
   *
   * @param end where the next scene starts, or the end of the sound
   * @param until how far its sound is used
   */
  private void finishScene(
      long end,
      long until,
      LongFunction<VisualFeatures> features,
      Supplier<List<MotionEvent>> events,
      double eventsUntil,
      MediaTime duration)
      throws InterruptedException {
    WindowPlan plan = job.plan();
    long length = until - sceneStart;
    for (long windows = plan.count(length); sceneWindows < windows; ) {
      long start = sceneStart + plan.start(sceneWindows, length);
      long seam = sceneStart + plan.streamingStart(sceneWindows);
      boolean last = sceneWindows == windows - 1;
      long next = last ? end : sceneStart + plan.streamingStart(sceneWindows + 1);
      long used = last && end < until ? until : start + plan.window();
      handOn(start, seam, next, used, features.apply(start), events.get(), eventsUntil, duration);
    }
  }

  /** Hands on the window that closes a loop: it sees the end, then the beginning. */
  private void close(MediaTime duration) throws InterruptedException {
    if (!job.loop()) {
      return;
    }
    long end = duration.toIndex(spec.latentRate());
    // A last scene may be shorter than what one would like to continue.
    int known = (int) Math.min(job.loopLead(end), end - lastStart);
    int bridge = (int) Math.min(job.loopBridge(end), firstHeard / 2);
    long heard = Math.min(firstHeard, Math.min(spec.windowLatents(), end) - known);
    int from = (int) (end - known - lastStart);
    VisualFeatures features =
        new VisualFeatures(
            join(lastFeatures.visual(), from, firstFeatures.visual(), known),
            join(lastFeatures.sync(), from, firstFeatures.sync(), known));
    out.put(
        new WindowItem.Closing(
            end,
            known,
            bridge,
            (int) heard - bridge,
            samples(duration),
            features,
            List.of(),
            List.of()));
  }

  /** The tokens of {@code count} latent frames of one window, then the beginning of another. */
  private FeatureMap join(FeatureMap last, int from, FeatureMap first, int count) {
    int width = first.width();
    int led = count * first.tokens() / spec.windowLatents();
    int start = Math.min(first.tokens() - led, from * first.tokens() / spec.windowLatents());
    float[] values = new float[first.values().length];
    System.arraycopy(last.values(), start * width, values, 0, led * width);
    System.arraycopy(first.values(), 0, values, led * width, (first.tokens() - led) * width);
    return new FeatureMap(first.tokens(), width, values);
  }

  private VisualFeatures take(VisualStream stream, long startLatent) {
    long started = System.nanoTime();
    MediaTime start = MediaTime.ofIndex(startLatent, spec.latentRate());
    VisualFeatures features = stream.window(start);
    // The next window may be the re-anchored last one, which starts anywhere after this start.
    stream.release(start);
    state.clock.add(Stage.FEATURES, started);
    return features;
  }

  private List<MotionEvent> drain(VisualStream stream) {
    List<MotionEvent> events = List.copyOf(stream.drainEvents());
    state.addEvents(events);
    state.addActivity(stream.drainActivity());
    return events;
  }

  private void handOn(
      long start,
      long seam,
      long nextSeam,
      long until,
      VisualFeatures features,
      List<MotionEvent> events,
      double eventsUntil,
      MediaTime duration)
      throws InterruptedException {
    if (job.loop()) {
      if (firstFeatures == null) {
        firstFeatures = features;
        firstHeard = nextSeam;
      }
      lastFeatures = features;
      lastStart = start;
    }
    out.put(
        new WindowItem.Window(
            nextIndex,
            start,
            seam,
            nextSeam,
            until,
            sceneWindows == 0 && sceneStart > 0,
            features,
            events,
            eventsUntil,
            duration == null ? Long.MAX_VALUE : samples(duration),
            List.of(),
            List.of(),
            0));
    nextIndex++;
    sceneWindows++;
  }

  private long samples(MediaTime duration) {
    return Math.max(0, duration.toIndex(spec.sampleRate()));
  }
}
