package dev.foley.internal.model.embedded;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.foley.motion.MotionEvent;
import dev.foley.motion.MotionFrame;
import dev.foley.stage.Activity;
import dev.foley.stage.VisualFeatures;
import dev.foley.stage.VisualStream;
import dev.foley.video.MediaTime;
import dev.foley.video.VideoFrame;
import java.util.ArrayList;
import java.util.List;

/**
 * One video on its way through the visual network. Pictures become motion frames, those fill the
 * token grid, and the network runs over pieces of the grid with as much context to either side as a
 * token depends on, so that the result does not depend on where the pieces were cut.
 */
final class EmbeddedVisualStream implements VisualStream {
  /** New tokens in one run of the network: 4 s, so that the context on either side costs little. */
  private static final int PIECE = 100;

  private static final int PER_VISUAL = EmbeddedConfig.LATENT_RATE / EmbeddedConfig.VISUAL_RATE;

  /** Tokens of the fine grid that a peak needs after it. */
  private static final int PEAK_MARGIN = 4;

  private final NDManager parent;
  private final VisualNet network;
  private final int latents;
  private final VisualGrid grid = new VisualGrid(this::onToken);
  private final VisualTrack track = new VisualTrack();

  /**
   * Inputs of tokens from {@link #firstInput} on: those not yet run and the context before them.
   */
  private final List<float[]> inputs = new ArrayList<>();

  private final List<Activity> activity = new ArrayList<>();
  private long firstInput;
  private boolean ended;
  private boolean closed;

  /**
   * @param latents latent frames in a window
   */
  EmbeddedVisualStream(NDManager parent, VisualNet network, int latents) {
    this.parent = parent;
    this.network = network;
    this.latents = latents;
  }

  @Override
  public void push(VideoFrame frame) {
    requireOpen();
    grid.push(frame.pictures().get(0).data(), frame.time().seconds());
  }

  private void onToken(long token, MotionFrame frame, byte[] picture) {
    float[] input = new float[VisualInput.PLANE_VALUES + VisualNet.SCALARS];
    VisualInput.planes(frame, picture, input, 0);
    VisualInput.scalars(frame, VisualGrid.instant(token), input, VisualInput.PLANE_VALUES);
    inputs.add(input);
    float motion = VisualInput.motionLevel(frame);
    for (int i = 0; i < PER_VISUAL; i++) {
      track.addMotion(motion);
    }
    if (track.tokens() + PIECE + VisualNet.REACH <= firstInput + inputs.size()) {
      run(PIECE);
    }
  }

  @Override
  public void end(MediaTime duration) {
    requireOpen();
    grid.finish(duration);
    int left = (int) (firstInput + inputs.size() - track.tokens());
    if (left > 0) {
      run(left);
    }
    // Nothing follows the last picture, so everything seems to stop in it.
    track.findEvents(track.fineTokens() - PER_VISUAL);
    ended = true;
  }

  /** Runs the network over the next {@code count} tokens. */
  private void run(int count) {
    int context = (int) (track.tokens() - firstInput);
    int total = Math.min(inputs.size(), context + count + VisualNet.REACH);
    float[] planes = new float[total * VisualInput.PLANE_VALUES];
    float[] scalars = new float[total * VisualNet.SCALARS];
    for (int i = 0; i < total; i++) {
      float[] input = inputs.get(i);
      System.arraycopy(input, 0, planes, i * VisualInput.PLANE_VALUES, VisualInput.PLANE_VALUES);
      System.arraycopy(
          input, VisualInput.PLANE_VALUES, scalars, i * VisualNet.SCALARS, VisualNet.SCALARS);
    }
    long from = track.tokens();
    try (NDManager scope = parent.newSubManager()) {
      NDArray p =
          scope.create(
              planes, new Shape(1, total, VisualNet.PLANES, VisualNet.ROWS, VisualNet.COLUMNS));
      NDArray s = scope.create(scalars, new Shape(1, total, VisualNet.SCALARS));
      NDList out = network.look(p, s);
      out.attach(scope);
      track.add(
          out.get(0).toFloatArray(), VisualNet.probabilities(out.get(1)), context, context + count);
    }
    for (long token = from; token < track.tokens(); token++) {
      activity.add(track.activity(token));
    }
    track.findEvents(track.fineTokens() - PEAK_MARGIN);
    int spent = (int) (track.tokens() - VisualNet.REACH - firstInput);
    if (spent > 0) {
      inputs.subList(0, spent).clear();
      firstInput += spent;
    }
  }

  @Override
  public MediaTime readyUntil() {
    if (ended) {
      return new MediaTime(Long.MAX_VALUE / 2, 1);
    }
    return MediaTime.ofIndex(
        Math.max(0, track.fineTokens() - PEAK_MARGIN), EmbeddedConfig.LATENT_RATE);
  }

  @Override
  public VisualFeatures window(MediaTime start) {
    requireOpen();
    long fine = start.toIndex(EmbeddedConfig.LATENT_RATE);
    MediaTime end = start.plus(MediaTime.ofIndex(latents, EmbeddedConfig.LATENT_RATE));
    if (end.compareTo(readyUntil()) > 0) {
      throw new IllegalStateException(
          "features from " + start + " on are not ready: push more frames or end the stream");
    }
    return track.window(fine, latents);
  }

  @Override
  public void release(MediaTime before) {
    track.release(before.toIndexFloor(EmbeddedConfig.VISUAL_RATE));
  }

  @Override
  public List<MotionEvent> drainEvents() {
    return track.drainEvents();
  }

  @Override
  public List<Activity> drainActivity() {
    List<Activity> drained = List.copyOf(activity);
    activity.clear();
    return drained;
  }

  @Override
  public void close() {
    closed = true;
    inputs.clear();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this visual stream is closed");
    }
  }
}
