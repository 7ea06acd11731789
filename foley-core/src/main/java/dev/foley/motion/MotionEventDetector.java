package dev.foley.motion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Contact times by hand-set rules, without learning: the baseline that the learned detector is
 * measured against.
 *
 * <p>The measure of a frame is {@link MotionDescriptors#impact}: how much of its incoming speed
 * something loses at one place, between the interval before and the interval after. A blow between
 * two frames shows in both, in proportion to its nearness (the interval's displacement is a mixture
 * of old and new velocity), so the time of an event is the mean of the two frames' times weighted
 * by their measures. That is exact for a stop; after a rebound that fills most of the interval the
 * second frame has nothing left to lose, and the time is up to half a frame early.
 *
 * <p>A frame is an event if its measure is the greatest within {@value #REFRACTORY} s, and above a
 * threshold: {@value #FLOOR} picture widths per second, {@value #SPEED} of the peak speed, {@value
 * #MEDIANS} of the median measure of the last {@value #MEMORY} s and {@value #SHAKE} of the
 * camera's change of velocity, all added. Frames next to a cut or a flash do not count. Strength is
 * {@code m / (m + 1)} of the two frames' measures summed.
 *
 * <p>Streaming: events come out about {@value #REFRACTORY} s after they happened. Not thread-safe.
 */
public final class MotionEventDetector {
  /** Least distance of two events, seconds. */
  static final double REFRACTORY = 0.06;

  /** Least measure of an event, picture widths per second. */
  static final double FLOOR = 0.08;

  /** Share of the recent measure's median added to the threshold. */
  static final double MEDIANS = 0.5;

  /** Length of the recent past, seconds. */
  static final double MEMORY = 1;

  /** Share of the peak speed added to the threshold: flow errs in proportion to speed. */
  static final double SPEED = 0.3;

  /** Share of the camera's change of velocity added to the threshold. */
  static final double SHAKE = 0.5;

  private record Sample(double time, double measure, double threshold) {}

  private final double floor;
  private final double medians;
  private final double shake;

  /** The last {@link #MEMORY} seconds and what is not yet decided. */
  private final List<Sample> samples = new ArrayList<>();

  private final List<MotionEvent> found = new ArrayList<>();
  private int undecided;
  private double lastEvent = Double.NEGATIVE_INFINITY;

  public MotionEventDetector() {
    this(FLOOR, MEDIANS, SHAKE);
  }

  MotionEventDetector(double floor, double medians, double shake) {
    this.floor = floor;
    this.medians = medians;
    this.shake = shake;
  }

  /** All events of a whole video. */
  public static List<MotionEvent> detect(List<MotionFrame> frames) {
    return detect(new MotionEventDetector(), frames);
  }

  static List<MotionEvent> detect(MotionEventDetector detector, List<MotionFrame> frames) {
    for (MotionFrame frame : frames) {
      detector.push(frame);
    }
    detector.finish();
    return detector.drain();
  }

  /** Adds the next frame, in order of time. */
  public void push(MotionFrame frame) {
    boolean broken = broken(frame.descriptors());
    double measure = broken ? 0 : frame.descriptors().impact();
    samples.add(new Sample(frame.time(), measure, threshold(frame)));
    decide(frame.time() - REFRACTORY);
  }

  /** Says that no frame follows. The detector can then be used for another video. */
  public void finish() {
    decide(Double.POSITIVE_INFINITY);
    samples.clear();
    undecided = 0;
    lastEvent = Double.NEGATIVE_INFINITY;
  }

  /** Events decided since the last call, in order of time. */
  public List<MotionEvent> drain() {
    List<MotionEvent> events = List.copyOf(found);
    found.clear();
    return events;
  }

  private static boolean broken(MotionDescriptors d) {
    return d.cutBefore() || d.cutAfter() || d.flashBefore() || d.flashAfter();
  }

  private double threshold(MotionFrame frame) {
    double[] measures = new double[samples.size()];
    int n = 0;
    for (Sample s : samples) {
      if (s.time() >= frame.time() - MEMORY) {
        measures[n++] = s.measure();
      }
    }
    Arrays.sort(measures, 0, n);
    double median = n == 0 ? 0 : measures[n / 2];
    MotionDescriptors d = frame.descriptors();
    double jerk =
        Math.hypot(
            d.cameraAfter().x() - d.cameraBefore().x(), d.cameraAfter().y() - d.cameraBefore().y());
    return floor + SPEED * d.peakSpeed() + medians * median + shake * jerk;
  }

  /** Decides about samples up to a time, whose neighbourhood is then complete. */
  private void decide(double until) {
    while (undecided < samples.size() && samples.get(undecided).time() <= until) {
      if (isPeak(undecided)) {
        report(undecided);
      }
      undecided++;
    }
    int unused = 0;
    while (unused + 1 < undecided
        && samples.get(unused).time() < samples.get(undecided - 1).time() - MEMORY) {
      unused++;
    }
    samples.subList(0, unused).clear();
    undecided -= unused;
  }

  private boolean isPeak(int index) {
    Sample s = samples.get(index);
    if (s.measure() < s.threshold()) {
      return false;
    }
    for (int i = index - 1; i >= 0 && samples.get(i).time() >= s.time() - REFRACTORY; i--) {
      if (samples.get(i).measure() >= s.measure()) {
        return false;
      }
    }
    for (int i = index + 1; i < samples.size(); i++) {
      if (samples.get(i).time() > s.time() + REFRACTORY) {
        break;
      }
      if (samples.get(i).measure() > s.measure()) {
        return false;
      }
    }
    return true;
  }

  /** Puts the event between the peak and its greater neighbour. */
  private void report(int index) {
    Sample peak = samples.get(index);
    Sample before = index > 0 ? samples.get(index - 1) : peak;
    Sample after = index + 1 < samples.size() ? samples.get(index + 1) : peak;
    Sample other = after.measure() > before.measure() ? after : before;
    double weight = other == peak ? 0 : other.measure();
    double sum = peak.measure() + weight;
    double time = (peak.time() * peak.measure() + other.time() * weight) / sum;
    if (time >= lastEvent + REFRACTORY) {
      found.add(new MotionEvent(time, sum / (1 + sum)));
      lastEvent = time;
    }
  }
}
