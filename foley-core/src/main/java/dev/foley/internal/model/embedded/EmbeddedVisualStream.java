package dev.foley.internal.model.embedded;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.nn.Torch;
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
  /** A usual piece: 4 s, so that the context on either side costs little. */
  static final int PIECE = 100;

  private static final int PER_VISUAL = EmbeddedConfig.LATENT_RATE / EmbeddedConfig.VISUAL_RATE;

  /** Tokens to each side of a doubtful peak that a second look is about. */
  private static final int DOUBT = 2;

  /** Doubtful tokens farther apart than this are cheaper to look at one by one. */
  private static final int APART = 2 * (VisualNet.REACH + DOUBT) + 1;

  /** Tokens of the fine grid that have to follow a peak before it can be judged. */
  private static final int PEAK_MARGIN = PER_VISUAL * (DOUBT + 1);

  /** Tokens of the fine grid at the end that a second look at a later peak may still change. */
  private static final int OPEN = 2 * PEAK_MARGIN;

  /** Inputs that are kept behind the newest token, for what is run next and for second looks. */
  private static final int KEPT = VisualNet.REACH + OPEN / PER_VISUAL;

  private final NDManager parent;
  private final VisualNet network;
  private final int latents;
  private final int piece;
  private final VisualGrid grid = new VisualGrid(this::onToken);
  private final VisualTrack track = new VisualTrack();

  /**
   * Inputs of tokens from {@link #firstInput} on: those not yet run and the context before them.
   */
  private final List<float[]> inputs = new ArrayList<>();

  private final List<Activity> activity = new ArrayList<>();
  private long firstInput;
  private long described;

  /**
   * First fine token without events, once that is known: the one before the video's last picture.
   * Nothing follows that picture, so everything seems to stop in it or on the way to it.
   */
  private long eventsEnd = Long.MAX_VALUE;

  private boolean ended;
  private boolean closed;

  /**
   * @param latents latent frames in a window
   * @param piece new tokens in one run of the network
   */
  EmbeddedVisualStream(NDManager parent, VisualNet network, int latents, int piece) {
    this.parent = parent;
    this.network = network;
    this.latents = latents;
    this.piece = piece;
  }

  @Override
  public void push(VideoFrame frame) {
    requireOpen();
    grid.push(frame.pictures().get(0).data(), frame.time().seconds());
  }

  private void onToken(long token, MotionFrame frame, byte[] picture) {
    if (frame.dtAfter() == 0) {
      eventsEnd = Math.min(eventsEnd, token * PER_VISUAL - 1);
    }
    float[] input = new float[VisualInput.PLANE_VALUES + VisualNet.SCALARS];
    VisualInput.planes(frame, picture, input, 0);
    VisualInput.scalars(frame, VisualGrid.instant(token), input, VisualInput.PLANE_VALUES);
    inputs.add(input);
    float motion = VisualInput.motionLevel(frame);
    for (int i = 0; i < PER_VISUAL; i++) {
      track.addMotion(motion);
    }
    if (left() >= piece + VisualNet.REACH) {
      run(piece);
    }
  }

  @Override
  public void end(MediaTime duration) {
    requireOpen();
    grid.finish(duration);
    if (left() > 0) {
      run(left());
    }
    settle(track, track.fineTokens());
    describe(track.fineTokens());
    track.findEvents(Math.min(eventsEnd, track.fineTokens() - PER_VISUAL));
    ended = true;
  }

  /** What the network says of tokens, after those that are only context. */
  private record View(float[] features, float[] probabilities, int context) {
    void addTo(VisualTrack track, int from, int to) {
      track.add(features, probabilities, context + from, context + to);
    }
  }

  /** Runs the network over {@code count} tokens behind the track, with what context there is. */
  private View view(int count) {
    int from = (int) (track.tokens() - firstInput);
    int first = Math.max(0, from - VisualNet.REACH);
    int last = Math.min(inputs.size(), from + count + VisualNet.REACH);
    try (NDManager scope = parent.newSubManager()) {
      NDList in = input(scope, first, last);
      NDList out = network.forward(in.get(0), in.get(1));
      out.attach(scope);
      float[] probabilities = VisualNet.probabilities(out.get(1), in.get(1));
      return new View(out.get(0).toFloatArray(), probabilities, from - first);
    }
  }

  /** Tokens that the network has not judged for good. */
  private int left() {
    return (int) (firstInput + inputs.size() - track.tokens());
  }

  private void run(int count) {
    keep(view(count), count);
  }

  /** Believes what is said of the next {@code count} tokens. */
  private void keep(View view, int count) {
    view.addTo(track, 0, count);
    settle(track, track.fineTokens() - PEAK_MARGIN);
    describe(track.fineTokens() - OPEN);
    track.findEvents(Math.min(eventsEnd, track.fineTokens() - OPEN));
    int spent = (int) (track.tokens() - KEPT - firstInput);
    if (spent > 0) {
      inputs.subList(0, spent).clear();
      firstInput += spent;
    }
  }

  private NDList input(NDManager scope, int first, int last) {
    int count = last - first;
    float[] planes = new float[count * VisualInput.PLANE_VALUES];
    float[] scalars = new float[count * VisualNet.SCALARS];
    for (int i = 0; i < count; i++) {
      float[] input = inputs.get(first + i);
      System.arraycopy(input, 0, planes, i * VisualInput.PLANE_VALUES, VisualInput.PLANE_VALUES);
      System.arraycopy(
          input, VisualInput.PLANE_VALUES, scalars, i * VisualNet.SCALARS, VisualNet.SCALARS);
    }
    Shape shape = new Shape(1, count, VisualNet.PLANES, VisualNet.ROWS, VisualNet.COLUMNS);
    return new NDList(
        Torch.tensor(scope, planes, shape),
        Torch.tensor(scope, scalars, new Shape(1, count, VisualNet.SCALARS)));
  }

  /** Looks again where there is doubt about peaks before fine token {@code judged}. */
  private void settle(VisualTrack judgement, long judged) {
    List<Long> doubts = judgement.doubts(judged);
    for (int from = 0, to = 1; from < doubts.size(); from = to++) {
      while (to < doubts.size() && doubts.get(to) - doubts.get(to - 1) < APART) {
        to++;
      }
      lookAgain(judgement, doubts.subList(from, to));
    }
  }

  /** Tells of fine tokens before {@code until}, which nothing can change any more. */
  private void describe(long until) {
    for (; described < until / PER_VISUAL; described++) {
      activity.add(track.activity(described));
    }
  }

  /** One look over several tokens, and all between and around that they depend on. */
  private void lookAgain(VisualTrack judgement, List<Long> tokens) {
    long from = Math.max(tokens.get(0) - DOUBT, 0);
    long to = Math.min(tokens.get(tokens.size() - 1) + DOUBT + 1, judgement.tokens());
    int first = (int) Math.max(0, from - VisualNet.REACH - firstInput);
    int last = (int) Math.min(inputs.size(), to + VisualNet.REACH - firstInput);
    float[] seen;
    try (NDManager scope = parent.newSubManager()) {
      NDList in = input(scope, first, last);
      seen = VisualNet.probabilities(network.inMirror(in.get(0), in.get(1)), in.get(1));
    }
    long done = from;
    for (long token : tokens) {
      long begin = Math.max(token - DOUBT, done);
      done = Math.min(token + DOUBT + 1, to);
      float[] contacts = new float[(int) (done - begin) * PER_VISUAL];
      int at = (int) (begin - firstInput - first) * PER_VISUAL;
      for (int i = 0; i < contacts.length; i++) {
        contacts[i] = seen[3 * (at + i)];
      }
      judgement.lookedAgain(begin, contacts);
    }
  }

  @Override
  public MediaTime readyUntil() {
    if (ended) {
      return new MediaTime(Long.MAX_VALUE / 2, 1);
    }
    return MediaTime.ofIndex(Math.max(0, track.fineTokens() - OPEN), EmbeddedConfig.LATENT_RATE);
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
  public VisualFeatures glimpse(MediaTime start) {
    requireOpen();
    VisualTrack guess;
    if (left() > 0) {
      int all = left();
      int firm = Math.max(0, all - VisualNet.REACH);
      View view = view(all);
      keep(view, firm);
      guess = track.copy();
      view.addTo(guess, firm, all);
      settle(guess, guess.fineTokens() - PEAK_MARGIN);
    } else {
      guess = track.copy();
    }
    guess.findEvents(guess.fineTokens() - PER_VISUAL);
    return guess.window(start.toIndex(EmbeddedConfig.LATENT_RATE), latents);
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
