package dev.foley.internal.pipeline;

import dev.foley.FoleyException;
import dev.foley.stage.Stage;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.VideoFrame;
import java.util.List;

/** Stage <em>frames</em>: reads the video, a few pictures ahead of whoever looks at them. */
final class FrameWorker {
  /** A frame; or, without one, the end of the video and its duration. */
  record Item(VideoFrame frame, MediaTime duration) {}

  private final PipelineJob job;
  private final List<FrameSpec> specs;
  private final RunState state;
  private final Handoff<Item> out;

  /**
   * @param specs the pictures that each frame shall have
   */
  FrameWorker(PipelineJob job, List<FrameSpec> specs, RunState state, Handoff<Item> out) {
    this.job = job;
    this.specs = specs;
    this.state = state;
    this.out = out;
  }

  void run() throws InterruptedException {
    long opened = System.nanoTime();
    try (FrameSource source = job.frames().apply(specs)) {
      state.clock.add(Stage.FRAMES, opened);
      source.info().declaredDuration().ifPresent(claim -> state.expect(claim.seconds()));
      for (VideoFrame frame = pull(source); frame != null; frame = pull(source)) {
        out.put(new Item(frame, null));
      }
      out.put(new Item(null, source.duration()));
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
}
