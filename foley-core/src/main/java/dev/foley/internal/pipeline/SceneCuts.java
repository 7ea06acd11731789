package dev.foley.internal.pipeline;

import dev.foley.motion.CutDetector;
import dev.foley.motion.MotionAnalyzer;
import dev.foley.stage.ModelSpec;
import dev.foley.video.FrameSpec;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoFrame;
import java.util.ArrayDeque;

/**
 * Where acoustic scenes begin, in latent frames: at hard cuts of the picture, but no scene is
 * shorter than {@value #SHORTEST_SECONDS} s, for each costs at least one window. One thread.
 */
final class SceneCuts {
  private static final FrameSpec SPEC =
      new FrameSpec(MotionAnalyzer.PICTURE_WIDTH, MotionAnalyzer.PICTURE_HEIGHT, PixelFormat.GRAY8);

  private static final int SHORTEST_SECONDS = 2;

  /** The scene before fades out over so much of the next one. */
  private static final double FADE_SECONDS = 0.04;

  private final ModelSpec spec;
  private final CutDetector detector = new CutDetector();
  private final ArrayDeque<Long> cuts = new ArrayDeque<>();
  private long lastCut;

  SceneCuts(ModelSpec spec) {
    this.spec = spec;
  }

  /** Looks at the frames of the one decoding pass. */
  FrameTap tap() {
    return new FrameTap(SPEC, this::look);
  }

  private void look(VideoFrame frame) {
    detector.push(frame.pictures().get(0).data(), frame.time().seconds());
    take();
  }

  void finish() {
    detector.finish();
    take();
  }

  private void take() {
    for (double time : detector.drain()) {
      long latent = Math.round(time * spec.latentRate());
      if (latent - lastCut >= (long) SHORTEST_SECONDS * spec.latentRate()) {
        cuts.add(latent);
        lastCut = latent;
      }
    }
  }

  /** All cuts before this time, in seconds, are known. */
  double decidedUntil() {
    return detector.decidedUntil();
  }

  /** The next cut if it lies before a latent frame, otherwise {@code Long.MAX_VALUE}. */
  long nextBefore(long latent) {
    return cuts.isEmpty() || cuts.peek() >= latent ? Long.MAX_VALUE : cuts.peek();
  }

  void pass() {
    cuts.remove();
  }

  /** Latents by which a scene's sound reaches beyond its end. */
  int fade() {
    return (int) Math.ceil(FADE_SECONDS * spec.latentRate());
  }
}
