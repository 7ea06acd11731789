package dev.foley.internal.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds by how much sound lags behind the picture as a whole, {@value #LARGEST_MILLIS} ms at most,
 * and how that changes over time. One thread.
 *
 * <p>Time is divided into blocks. For each, the differences of all onsets and events in and around
 * it are candidates; the one that pairs most of them closely and in order wins, if it pairs at
 * least {@value #LEAST_PAIRS} and half of what there is to pair (or two, if that is all there is),
 * and twice as many as no lag pairs loosely. Where little happens, more of the past is looked at.
 * Where nothing wins the lag of the block before goes on, unless no lag explains at least half. So
 * sound without a lag is never given one by a few coincidences.
 */
final class LagTracker {
  static final int LARGEST_MILLIS = 250;

  private static final double LARGEST = LARGEST_MILLIS / 1000.0;

  /** Onsets and events are a little uncertain, also at the largest lag. */
  private static final double MARGIN = 0.03;

  /** A lag explains what lies this close to it. */
  private static final double CLOSE = 0.025;

  /** No lag is greater than this. */
  static final double REACH = LARGEST + MARGIN + CLOSE;

  private static final double BLOCK = 2;

  /** How far around a block is looked. */
  private static final double CONTEXT = 3;

  /** How far back at most, for as many events as may decide. */
  private static final double MEMORY = 20;

  /** No lag gets the benefit of the doubt up to here. */
  private static final double LOOSE = 0.05;

  private static final int LEAST_PAIRS = 3;

  private final EventMatcher close = new EventMatcher(CLOSE);
  private final EventMatcher loose = new EventMatcher(LOOSE);
  private final List<Double> events = new ArrayList<>();
  private final List<Double> onsets = new ArrayList<>();
  private final ArrayDeque<Lagging> decided = new ArrayDeque<>();
  private long blocks;
  private double lag;
  private double lastCorrected = Double.NEGATIVE_INFINITY;

  /**
   * An onset whose lag is known.
   *
   * @param onset seconds, as it is in the sound
   * @param corrected the same without the lag
   */
  record Lagging(double onset, double corrected) {
    double lag() {
      return onset - corrected;
    }
  }

  /** Both kinds of times must come in ascending order. */
  void addEvent(double time) {
    events.add(time);
  }

  void addOnset(double time) {
    onsets.add(time);
  }

  /** Says how far both lists are complete; onsets decided by that are returned, in order. */
  List<Lagging> completeUntil(double complete) {
    while (blockStart() + BLOCK + CONTEXT <= complete && !nothingLeft(complete)) {
      decide(blockStart() + BLOCK);
    }
    List<Lagging> ready = List.copyOf(decided);
    decided.clear();
    return ready;
  }

  /** Only at the end of the sound, where everything is complete, could blocks go on for ever. */
  private boolean nothingLeft(double complete) {
    boolean waiting = !onsets.isEmpty() && onsets.get(onsets.size() - 1) >= blockStart();
    return complete == Double.MAX_VALUE && !waiting;
  }

  /** Onsets before this instant, lag removed, have all been returned. */
  double decidedUntil() {
    return blockStart() - REACH;
  }

  private double blockStart() {
    return blocks * BLOCK;
  }

  private void decide(double end) {
    lag = estimate(contextStart(end + CONTEXT), end + CONTEXT);
    for (double onset : onsets) {
      if (onset >= blockStart() && onset < end) {
        // Where the lag jumps at the border of two blocks the order must stay.
        lastCorrected = Math.max(Math.nextUp(lastCorrected), onset - lag);
        decided.add(new Lagging(onset, lastCorrected));
      }
    }
    blocks++;
    double old = blockStart() - MEMORY;
    onsets.removeIf(time -> time < old);
    events.removeIf(time -> time < old);
  }

  private double contextStart(double to) {
    double start = blockStart() - CONTEXT;
    double[] past = between(events, blockStart() - MEMORY, to);
    boolean enough = past.length > LEAST_PAIRS;
    double sparse = enough ? past[past.length - LEAST_PAIRS - 1] - REACH : blockStart() - MEMORY;
    return Math.min(start, sparse);
  }

  private double estimate(double from, double to) {
    double[] seen = between(events, from, to);
    double[] heard = between(onsets, from, to);
    int few = Math.min(seen.length, heard.length);
    int without = loose.match(seen, heard).size();
    int most = 0;
    double best = 0;
    for (double event : seen) {
      for (double onset : heard) {
        double candidate = onset - event;
        if (Math.abs(candidate) > LARGEST + MARGIN) {
          continue;
        }
        int pairs = close.match(seen, moved(heard, candidate)).size();
        if (pairs > most || (pairs == most && Math.abs(candidate) < Math.abs(best))) {
          most = pairs;
          best = candidate;
        }
      }
    }
    boolean many = most >= LEAST_PAIRS && 2 * most >= few;
    boolean all = most >= 2 && most == Math.max(seen.length, heard.length);
    if ((many || all) && most >= 2 * without) {
      return refined(seen, heard, best);
    }
    return 2 * without >= few && few > 0 ? 0 : lag;
  }

  /** The median lag of all pairs that a candidate explains. */
  private double refined(double[] seen, double[] heard, double candidate) {
    double[] rest =
        close.match(seen, moved(heard, candidate)).stream()
            .mapToDouble(Match::offset)
            .sorted()
            .toArray();
    return candidate + rest[rest.length / 2];
  }

  private static double[] between(List<Double> times, double from, double to) {
    return times.stream().mapToDouble(t -> t).filter(t -> t >= from && t < to).toArray();
  }

  private static double[] moved(double[] times, double lag) {
    return Arrays.stream(times).map(t -> t - lag).toArray();
  }
}
