package dev.foley.internal.sync;

import dev.foley.dsp.Onset;
import dev.foley.dsp.OnsetDetector;
import dev.foley.motion.MotionEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves transients onto the events they belong to, by {@value #LARGEST_SHIFT_MILLIS} ms at most.
 *
 * <p>Onsets are detected, matched with events ({@link EventMatcher}), and matched transients are
 * cut out of their surroundings in quiet moments ({@link ShiftPlanner}) and put back earlier or
 * later with cross-faded cuts. Everything else, and the length, stays as it is. Works on a stream
 * with a delay of one to five seconds; the result does not depend on how the stream is cut. One
 * thread.
 */
public final class TimeAligner {
  private static final int LARGEST_SHIFT_MILLIS = 50;

  /** Sounds further from an event than this have nothing to do with it. */
  private static final double TOLERANCE = 0.1;

  /** Closer is better than anybody hears, and about as exact as onsets are detected. */
  private static final double GOOD_ENOUGH = 0.006;

  /** Neighbours whose shifts differ by less move together: no cut between them. */
  private static final double SAME_SHIFT = 0.004;

  private static final double FADE_SECONDS = 0.012;

  /** How long after an onset the detector has told it, with a margin. */
  private static final double DETECTION_DELAY = 0.3;

  /** Transients further apart are planned independently. */
  private static final double LINK = ShiftPlanner.LEAD_SECONDS + ShiftPlanner.TAIL_SECONDS;

  /** A group this long is divided at its widest gap: the delay stays bounded. */
  private static final double LONGEST_GROUP = 3;

  private final int sampleRate;
  private final boolean enabled;
  private final ShiftPlanner planner;
  private final DelayLine delay;
  private final OnsetDetector detector;
  private final OnsetDetector outputDetector;
  private final StreamMatcher matcher = new StreamMatcher(TOLERANCE, this::onCluster);
  private final StreamMatcher outputMatcher = new StreamMatcher(TOLERANCE, this::onOutputCluster);
  private final SignalBuffer signal = new SignalBuffer();
  private final ArrayDeque<Transient> waiting = new ArrayDeque<>();
  private final List<Alignment.Onset> onsets = new ArrayList<>();
  private final List<Match> before = new ArrayList<>();
  private final List<Match> after = new ArrayList<>();
  private long untouchable;
  private int moved;
  private boolean ended;

  /**
   * Starts a sound.
   *
   * @param enabled whether anything is moved; if not, offsets are only measured
   */
  public TimeAligner(int sampleRate, boolean enabled) {
    int fade = 2 * (int) Math.round(0.5 * FADE_SECONDS * sampleRate);
    this.sampleRate = sampleRate;
    this.enabled = enabled;
    this.planner = new ShiftPlanner(sampleRate, fade);
    this.delay = new DelayLine(signal, fade);
    this.detector = new OnsetDetector(sampleRate);
    this.outputDetector = new OnsetDetector(sampleRate);
  }

  /**
   * Adds the next sound and what is known of the picture.
   *
   * @param samples mono
   * @param events events since the last call
   * @param eventsUntil all events before this time, in seconds, have been given
   * @return finished sound, in order; may be shorter or longer than {@code samples}
   */
  public float[] push(float[] samples, List<MotionEvent> events, double eventsUntil) {
    signal.append(samples);
    for (MotionEvent event : events) {
      matcher.addEvent(event.time());
      outputMatcher.addEvent(event.time());
    }
    detector.process(samples, 0, samples.length, onset -> matcher.addOnset(onset.timeSeconds()));
    matcher.completeUntil(eventsUntil, time(signal.end()) - DETECTION_DELAY);
    plan();
    return deliver(enabled ? Math.min(signal.end(), finishedUntil()) : signal.end(), eventsUntil);
  }

  /** The rest of the sound. */
  public float[] finish() {
    ended = true;
    detector.finish(onset -> matcher.addOnset(onset.timeSeconds()));
    matcher.completeUntil(Double.MAX_VALUE, Double.MAX_VALUE);
    plan();
    float[] rest = deliver(signal.end(), Double.MAX_VALUE);
    outputDetector.finish(this::onOutputOnset);
    outputMatcher.completeUntil(Double.MAX_VALUE, Double.MAX_VALUE);
    return rest;
  }

  /** What was found and done; complete after {@link #finish()}. */
  public Alignment alignment() {
    return new Alignment(onsets, before, after, moved);
  }

  /** Pairs as the model made them that are decided by now, but for the first {@code known}. */
  public List<Match> before(int known) {
    return List.copyOf(before.subList(known, before.size()));
  }

  /** Pairs as delivered that are decided by now, but for the first {@code known}. */
  public List<Match> after(int known) {
    return List.copyOf(after.subList(known, after.size()));
  }

  /** Samples kept in memory; bounded however long the sound is. */
  int held() {
    return (int) (signal.end() - signal.start());
  }

  private void onCluster(StreamMatcher.Cluster cluster) {
    before.addAll(cluster.matches());
    int next = 0;
    for (double onset : cluster.onsets()) {
      double offset = 0;
      if (next < cluster.matches().size() && cluster.matches().get(next).onset() == onset) {
        offset = cluster.matches().get(next++).offset();
      }
      waiting.add(transientAt(onset, offset));
    }
  }

  private Transient transientAt(double onset, double offset) {
    double limit = LARGEST_SHIFT_MILLIS / 1000.0;
    double shift = Math.max(-limit, Math.min(limit, -offset));
    if (!enabled || Math.abs(offset) < GOOD_ENOUGH) {
      shift = 0;
    }
    int samples = (int) sample(shift);
    Transient last = waiting.peekLast();
    if (samples != 0 && last != null && Math.abs(last.shift() - samples) < sample(SAME_SHIFT)) {
      samples = last.shift();
    }
    double gain = Math.abs(offset) - Math.abs(offset + (double) samples / sampleRate);
    return new Transient(sample(onset), samples, gain);
  }

  private void onOutputCluster(StreamMatcher.Cluster cluster) {
    after.addAll(cluster.matches());
  }

  private void onOutputOnset(Onset onset) {
    onsets.add(new Alignment.Onset(onset.timeSeconds(), onset.strength()));
    outputMatcher.addOnset(onset.timeSeconds());
  }

  /** Plans all groups that are complete. */
  private void plan() {
    for (List<Transient> group = nextGroup(); group != null; group = nextGroup()) {
      long end = group.get(group.size() - 1).onset();
      // The rest of the gap is the next group's to cut.
      long upper = waiting.isEmpty() ? signal.end() : (end + waiting.peek().onset()) / 2;
      for (DelaySwitch cut : planner.plan(signal, group, untouchable, upper)) {
        delay.add(cut);
      }
      moved += delay.displaced(group);
      untouchable = Math.max(end + planner.attack(), delay.lastCutEnd());
    }
  }

  /** Removes the first group from what waits, or returns {@code null} if it may still grow. */
  private List<Transient> nextGroup() {
    List<Transient> group = new ArrayList<>();
    for (Transient next : waiting) {
      if (!group.isEmpty()) {
        Transient last = group.get(group.size() - 1);
        if (next.onset() - last.onset() > sample(LINK)) {
          return take(group);
        }
        if (next.onset() - group.get(0).onset() > sample(LONGEST_GROUP)) {
          return take(group.subList(0, widestGap(group, next)));
        }
      }
      group.add(next);
    }
    if (group.isEmpty()) {
      return null;
    }
    double last = time(group.get(group.size() - 1).onset());
    return ended || last + LINK < matcher.decidedUntil() ? take(group) : null;
  }

  /** How many transients lie before the widest gap of a group and the transient behind it. */
  private static int widestGap(List<Transient> group, Transient behind) {
    int best = group.size();
    long widest = behind.onset() - group.get(best - 1).onset();
    for (int i = 1; i < group.size(); i++) {
      long gap = group.get(i).onset() - group.get(i - 1).onset();
      if (gap > widest) {
        widest = gap;
        best = i;
      }
    }
    return best;
  }

  private List<Transient> take(List<Transient> group) {
    for (int i = 0; i < group.size(); i++) {
      waiting.remove();
    }
    return group;
  }

  /** Output before this sample is not changed by any cut still to be planned. */
  private long finishedUntil() {
    long undecided = sample(matcher.decidedUntil());
    if (!waiting.isEmpty()) {
      undecided = Math.min(undecided, waiting.peek().onset());
    }
    return undecided - sample(ShiftPlanner.LEAD_SECONDS + FADE_SECONDS);
  }

  private float[] deliver(long until, double eventsUntil) {
    float[] out = delay.read(until);
    outputDetector.process(out, 0, out.length, this::onOutputOnset);
    outputMatcher.completeUntil(eventsUntil, time(delay.position()) - DETECTION_DELAY);
    // What is displaced, and the search for cuts, reach back by less than a second.
    signal.dropBefore(delay.position() - sample(1));
    return out;
  }

  private long sample(double seconds) {
    return Math.round(seconds * sampleRate);
  }

  private double time(long sample) {
    return (double) sample / sampleRate;
  }
}
