package dev.foley.internal.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@link EventMatcher} for events and onsets that come bit by bit. Times more than the tolerance
 * apart cannot influence one another, so the axis falls apart into clusters, each matched as soon
 * as it is complete. One thread.
 */
final class StreamMatcher {
  /** Dense action never pauses; a cluster this long is cut at its widest gap. */
  private static final double LONGEST_CLUSTER = 4;

  private final EventMatcher matcher;
  private final double tolerance;
  private final Consumer<Cluster> decided;
  private final List<Point> open = new ArrayList<>();
  private double eventsUntil;
  private double onsetsUntil;

  /**
   * Onsets that were decided together, each with its event.
   *
   * @param onsets ascending
   * @param matches pairs, ascending
   */
  record Cluster(double[] onsets, List<Match> matches) {}

  private record Point(double time, boolean event) {}

  StreamMatcher(double tolerance, Consumer<Cluster> decided) {
    this.matcher = new EventMatcher(tolerance);
    this.tolerance = tolerance;
    this.decided = decided;
  }

  /** Onsets must come in ascending order, as must events; both may overtake each other. */
  void addOnset(double time) {
    insert(new Point(time, false));
  }

  void addEvent(double time) {
    insert(new Point(time, true));
  }

  private void insert(Point point) {
    int at = open.size();
    while (at > 0 && open.get(at - 1).time() > point.time()) {
      at--;
    }
    open.add(at, point);
  }

  /** Says how far both lists are complete, in seconds. */
  void completeUntil(double events, double onsets) {
    eventsUntil = Math.max(eventsUntil, events);
    onsetsUntil = Math.max(onsetsUntil, onsets);
    double complete = Math.min(eventsUntil, onsetsUntil);
    while (!open.isEmpty() && decideFirst(complete)) {
      // Cluster after cluster.
    }
  }

  /** Before this time everything is decided and nothing will be added. */
  double decidedUntil() {
    double complete = Math.min(eventsUntil, onsetsUntil);
    return open.isEmpty() ? complete : Math.min(complete, open.get(0).time());
  }

  private boolean decideFirst(double complete) {
    double first = open.get(0).time();
    int end = 1;
    while (end < open.size() && gap(end) <= tolerance) {
      end++;
      if (open.get(end - 1).time() - first > LONGEST_CLUSTER) {
        return cutAtWidestGap(end, complete);
      }
    }
    if (open.get(end - 1).time() + tolerance >= complete) {
      return false;
    }
    decide(end);
    return true;
  }

  /**
   * Waits until all points that could lie in between are known: the cut must not depend on when.
   */
  private boolean cutAtWidestGap(int end, double complete) {
    if (open.get(end - 1).time() >= complete) {
      return false;
    }
    int widest = 1;
    for (int i = 2; i < end; i++) {
      widest = gap(i) > gap(widest) ? i : widest;
    }
    decide(widest);
    return true;
  }

  private double gap(int before) {
    return open.get(before).time() - open.get(before - 1).time();
  }

  private void decide(int end) {
    List<Point> cluster = open.subList(0, end);
    double[] events = times(cluster, true);
    double[] onsets = times(cluster, false);
    cluster.clear();
    decided.accept(new Cluster(onsets, matcher.match(events, onsets)));
  }

  private static double[] times(List<Point> points, boolean event) {
    return points.stream().filter(p -> p.event() == event).mapToDouble(Point::time).toArray();
  }
}
