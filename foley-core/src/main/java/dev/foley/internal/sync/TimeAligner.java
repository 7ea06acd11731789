package dev.foley.internal.sync;

import dev.foley.dsp.Onset;
import dev.foley.dsp.OnsetDetector;
import dev.foley.motion.MotionEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves transients onto the events they belong to, by {@value #LARGEST_SHIFT_MILLIS} ms at most;
 * more only if a lag of the sound as a whole is to be corrected ({@link LagTracker}).
 *
 * <p>Onsets are detected, matched with events ({@link EventMatcher}), and matched transients are
 * cut out of their surroundings in quiet moments ({@link ShiftPlanner}) and put back earlier or
 * later with cross-faded cuts. Everything else, and the length, stays as it is. Works on a stream
 * with a delay of one to five seconds, five more if lag is corrected; the result does not depend on
 * how the stream is cut. One thread.
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

  /** {@code null} if no lag is looked for. */
  private final LagTracker lag;

  /** Onsets handed to the matcher and not yet matched, with what was corrected in them. */
  private final ArrayDeque<LagTracker.Lagging> lagging = new ArrayDeque<>();

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
    this(sampleRate, enabled, false);
  }

  /**
   * Starts a sound that may lag as a whole.
   *
   * @param correctLag whether lags of up to 250 ms are looked for and taken back
   */
  public TimeAligner(int sampleRate, boolean enabled, boolean correctLag) {
    int fade = 2 * (int) Math.round(0.5 * FADE_SECONDS * sampleRate);
    this.sampleRate = sampleRate;
    this.enabled = enabled;
    this.lag = enabled && correctLag ? new LagTracker() : null;
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
      if (lag != null) {
        lag.addEvent(event.time());
      }
      outputMatcher.addEvent(event.time());
    }
    detector.process(samples, 0, samples.length, this::onOnset);
    completeUntil(eventsUntil, time(signal.end()) - DETECTION_DELAY);
    plan();
    return deliver(enabled ? Math.min(signal.end(), finishedUntil()) : signal.end(), eventsUntil);
  }

  /** The rest of the sound. */
  public float[] finish() {
    ended = true;
    detector.finish(this::onOnset);
    completeUntil(Double.MAX_VALUE, Double.MAX_VALUE);
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

  private void onOnset(Onset onset) {
    if (lag == null) {
      place(new LagTracker.Lagging(onset.timeSeconds(), onset.timeSeconds()));
    } else {
      lag.addOnset(onset.timeSeconds());
    }
  }

  private void place(LagTracker.Lagging onset) {
    lagging.add(onset);
    matcher.addOnset(onset.corrected());
  }

  private void completeUntil(double events, double onsets) {
    if (lag == null) {
      matcher.completeUntil(events, onsets);
      return;
    }
    lag.completeUntil(Math.min(events, onsets)).forEach(this::place);
    boolean all = onsets == Double.MAX_VALUE && events == Double.MAX_VALUE;
    matcher.completeUntil(events, all ? onsets : Math.min(onsets, lag.decidedUntil()));
  }

  private void onCluster(StreamMatcher.Cluster cluster) {
    int next = 0;
    for (double corrected : cluster.onsets()) {
      LagTracker.Lagging onset = lagging.remove();
      double offset = onset.lag();
      if (next < cluster.matches().size() && cluster.matches().get(next).onset() == corrected) {
        double event = cluster.matches().get(next++).event();
        offset = onset.onset() - event;
        before.add(new Match(event, onset.onset()));
      }
      if (enabled) {
        waiting.add(transientAt(onset, offset));
      }
    }
  }

  private Transient transientAt(LagTracker.Lagging lagged, double offset) {
    double onset = lagged.onset();
    double limit = LARGEST_SHIFT_MILLIS / 1000.0;
    double shift = -lagged.lag() + Math.max(-limit, Math.min(limit, lagged.lag() - offset));
    if (Math.abs(offset) < GOOD_ENOUGH) {
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
    return ended || last + LINK < decidedUntil() ? take(group) : null;
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

  /** Everything that begins to sound before this instant is decided. */
  private double decidedUntil() {
    return matcher.decidedUntil() - (lag == null ? 0 : LagTracker.REACH);
  }

  /** Output before this sample is not changed by any cut still to be planned. */
  private long finishedUntil() {
    long undecided = sample(decidedUntil());
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
