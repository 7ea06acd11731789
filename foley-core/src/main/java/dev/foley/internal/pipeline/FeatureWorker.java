package dev.foley.internal.pipeline;

import dev.foley.FoleyException;
import dev.foley.motion.MotionEvent;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.Stage;
import dev.foley.stage.VisualEncoder;
import dev.foley.stage.VisualFeatures;
import dev.foley.stage.VisualStream;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.VideoFrame;
import java.util.ArrayList;
import java.util.List;

/** Stages <em>frames</em> and <em>features</em>: pulls frames, hands on windows as they ripen. */
final class FeatureWorker {
  private final PipelineJob job;
  private final ModelSpec spec;
  private final RunState state;
  private final Handoff<WindowItem> out;
  private long nextIndex;

  FeatureWorker(PipelineJob job, RunState state, Handoff<WindowItem> out) {
    this.job = job;
    this.spec = job.model().spec();
    this.state = state;
    this.out = out;
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
    for (long windows = job.plan().count(total); nextIndex < windows; ) {
      handOn(job.plan().start(nextIndex, total), none, List.of(), Double.MAX_VALUE, duration);
    }
    out.put(new WindowItem.End(List.of(), samples(duration)));
  }

  private void runVideo() throws InterruptedException {
    VisualEncoder encoder = job.model().visualEncoder();
    List<FrameSpec> specs = new ArrayList<>(encoder.frameSpecs());
    job.taps().forEach(tap -> specs.add(tap.spec()));
    long opened = System.nanoTime();
    try (FrameSource source = job.frames().apply(List.copyOf(specs));
        VisualStream stream = encoder.open()) {
      state.clock.add(Stage.FRAMES, opened);
      source.info().declaredDuration().ifPresent(claim -> state.expect(claim.seconds()));
      for (VideoFrame frame = pull(source); frame != null; frame = pull(source)) {
        push(frame, encoder.frameSpecs(), stream);
        handOnRipe(stream);
      }
      finish(source.duration(), stream);
    }
  }

  private VideoFrame pull(FrameSource source) {
    state.check();
    long start = System.nanoTime();
    VideoFrame frame = source.next();
    state.clock.add(Stage.FRAMES, start);
    List<String> warnings = source.warnings();
    if (!warnings.isEmpty()) {
      if (job.strict()) {
        throw new FoleyException.UnreadableMedia(
            "the video is damaged and strict was asked for: " + String.join("; ", warnings));
      }
      state.warn(warnings);
    }
    return frame;
  }

  private void push(VideoFrame frame, List<FrameSpec> wanted, VisualStream stream) {
    int own = wanted.size();
    requirePictures(frame, wanted);
    for (int i = 0; i < job.taps().size(); i++) {
      List<Picture> tapped = frame.pictures().subList(own + i, own + i + 1);
      job.taps().get(i).observer().accept(new VideoFrame(frame.time(), tapped));
    }
    long start = System.nanoTime();
    stream.push(
        job.taps().isEmpty()
            ? frame
            : new VideoFrame(frame.time(), frame.pictures().subList(0, own)));
    state.clock.add(Stage.FEATURES, start);
  }

  private void requirePictures(VideoFrame frame, List<FrameSpec> wanted) {
    boolean fits = frame.pictures().size() == wanted.size() + job.taps().size();
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
      long start = job.plan().streamingStart(nextIndex);
      MediaTime end = MediaTime.ofIndex(start + job.plan().window(), spec.latentRate());
      MediaTime ready = stream.readyUntil();
      if (ready.compareTo(end) < 0) {
        return;
      }
      handOn(start, take(stream, start), drain(stream), ready.seconds(), null);
    }
  }

  private void finish(MediaTime duration, VisualStream stream) throws InterruptedException {
    long ended = System.nanoTime();
    stream.end(duration);
    state.clock.add(Stage.FEATURES, ended);
    state.end(duration);
    long total = WindowPlan.latents(duration, spec.latentRate());
    for (long windows = job.plan().count(total); nextIndex < windows; ) {
      long start = job.plan().start(nextIndex, total);
      handOn(start, take(stream, start), drain(stream), duration.seconds(), duration);
    }
    out.put(new WindowItem.End(drain(stream), samples(duration)));
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
      VisualFeatures features,
      List<MotionEvent> events,
      double eventsUntil,
      MediaTime duration)
      throws InterruptedException {
    out.put(
        new WindowItem.Window(
            nextIndex,
            start,
            job.plan().streamingStart(nextIndex),
            features,
            events,
            eventsUntil,
            duration == null ? Long.MAX_VALUE : samples(duration),
            List.of(),
            List.of(),
            0));
    nextIndex++;
  }

  private long samples(MediaTime duration) {
    return Math.max(0, duration.toIndex(spec.sampleRate()));
  }
}
