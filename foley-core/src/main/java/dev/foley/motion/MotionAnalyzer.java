package dev.foley.motion;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Turns a stream of small luma pictures into {@link MotionFrame}s, one picture late: a frame needs
 * its successor. {@link #finish} releases the last one.
 *
 * <p>Repeated pictures (24 fps film in a 30 fps file, dropped frames) would look like a stop. While
 * something moves, a picture equal to the one before is therefore left out and the interval
 * bridged; only when nothing new has come for {@value #MAX_BRIDGE} seconds is it believed that the
 * picture stands still, and the pictures held back come out as still frames. So there can be fewer
 * frames than pictures, and in a standstill they come a little later.
 *
 * <p>Deterministic. Not thread-safe: one analyzer for one video on one thread at a time.
 */
public final class MotionAnalyzer {
  /** Width of the pictures pushed, pixels. */
  public static final int PICTURE_WIDTH = 2 * MotionFrame.WIDTH;

  /** Height of the pictures pushed, pixels. */
  public static final int PICTURE_HEIGHT = 2 * MotionFrame.HEIGHT;

  /** Longest repetition taken for a repeated picture, seconds; 10 pictures a second pass. */
  static final double MAX_BRIDGE = 0.11;

  /** Greatest difference of a repeated picture, in sums of 2x2 pixels: one level. */
  private static final int SAME = 4;

  private static final int N = MotionFrame.WIDTH * MotionFrame.HEIGHT;

  private final Consumer<MotionFrame> sink;
  private final PairAnalyzer pairs = new PairAnalyzer(PICTURE_WIDTH, PICTURE_HEIGHT);
  private final DescriptorCalculator descriptors = new DescriptorCalculator();
  private final Cadence cadence = new Cadence();
  private LumaPlanes current = new LumaPlanes(PICTURE_WIDTH, PICTURE_HEIGHT);
  private LumaPlanes incoming = new LumaPlanes(PICTURE_WIDTH, PICTURE_HEIGHT);

  /** Times of repeated pictures whose meaning is not yet known. */
  private final List<Double> held = new ArrayList<>();

  private float[] planes;
  private double time;
  private double dtBefore;
  private Transition before = Transition.NONE;
  private double latest = Double.NEGATIVE_INFINITY;

  /** Whether the current picture is known to stand still (or is the first). */
  private boolean still = true;

  /** The sink is called from within {@link #push} and {@link #finish}, in order of time. */
  public MotionAnalyzer(Consumer<MotionFrame> sink) {
    this.sink = Objects.requireNonNull(sink, "sink");
  }

  /**
   * Adds a picture.
   *
   * @param luma {@value #PICTURE_WIDTH} x {@value #PICTURE_HEIGHT} unsigned bytes, row by row; only
   *     read during the call
   * @param timeSeconds time of the picture; greater than that of the one before
   */
  public void push(byte[] luma, double timeSeconds) {
    if (luma.length != PICTURE_WIDTH * PICTURE_HEIGHT) {
      throw new IllegalArgumentException(
          "picture of " + luma.length + " bytes, not " + PICTURE_WIDTH * PICTURE_HEIGHT);
    }
    if (!(timeSeconds > latest) || timeSeconds == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("time " + timeSeconds + " does not follow " + latest);
    }
    latest = timeSeconds;
    incoming.copyFrom(luma);
    if (planes == null) {
      incoming.prepare();
      begin(timeSeconds, 0, Transition.NONE, newPlanes(incoming));
    } else if (same(current, incoming)) {
      repeated(timeSeconds);
    } else {
      incoming.prepare();
      moved(timeSeconds);
    }
  }

  /** Says that no picture follows, and hands out what is left. The analyzer can then be reused. */
  public void finish() {
    if (planes != null) {
      standStill();
      emit(0, Transition.NONE);
    }
    planes = null;
    cadence.reset();
    latest = Double.NEGATIVE_INFINITY;
    still = true;
  }

  private void begin(double newTime, double dt, Transition transition, float[] newPlanes) {
    LumaPlanes swap = current;
    current = incoming;
    incoming = swap;
    time = newTime;
    dtBefore = dt;
    before = transition;
    planes = newPlanes;
  }

  private void moved(double newTime) {
    double dt = newTime - time;
    double interval = cadence.next(dt, !held.isEmpty());
    held.clear();
    float[] newPlanes = newPlanes(incoming);
    Transition transition = pairs.analyze(current, incoming, interval, planes, newPlanes);
    emit(dt, transition);
    begin(newTime, dt, transition, newPlanes);
    still = false;
  }

  private void repeated(double newTime) {
    held.add(newTime);
    if (still || newTime - time >= MAX_BRIDGE) {
      standStill();
    }
  }

  /** The pictures held back are what they seem: the same picture, at rest. */
  private void standStill() {
    for (double t : held) {
      double dt = t - time;
      emit(dt, Transition.NONE);
      time = t;
      dtBefore = dt;
      before = Transition.NONE;
      planes = newPlanes(current);
    }
    if (!held.isEmpty()) {
      still = true;
      cadence.reset();
    }
    held.clear();
  }

  private void emit(double dtAfter, Transition after) {
    sink.accept(
        new MotionFrame(
            time,
            dtBefore,
            dtAfter,
            planes,
            descriptors.describe(planes, dtBefore, dtAfter, before, after)));
  }

  private static float[] newPlanes(LumaPlanes picture) {
    float[] planes = new float[MotionFrame.CHANNELS * N];
    for (int i = 0; i < N; i++) {
      planes[MotionFrame.LUMA * N + i] = picture.half[i] * (1 / 1020f);
    }
    return planes;
  }

  private static boolean same(LumaPlanes a, LumaPlanes b) {
    int sum = 0;
    for (int i = 0; i < N; i++) {
      int d = Math.abs(a.half[i] - b.half[i]);
      if (d > SAME) {
        return false;
      }
      sum += d;
    }
    // On the whole a tenth of a level: real noise is more.
    return sum * 10L <= 4L * N;
  }
}
