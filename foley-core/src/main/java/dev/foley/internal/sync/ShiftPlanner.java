package dev.foley.internal.sync;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides which of a group of transients are moved, and where the sound is cut for it.
 *
 * <p>A cut joins two places of the sound that lie apart by the change of displacement. Both have to
 * be quiet against the moved transients, behind the attack before and ahead of the attack after.
 * Where there is no such place a transient cannot be moved: that is what protects ambience and
 * dense textures. Of all combinations that can be cut, the one that saves most distance is chosen
 * (Viterbi's algorithm over "stays" and "moves" for each transient).
 */
final class ShiftPlanner {
  /** How far below the moved attacks both sides of a cut have to lie. */
  private static final double QUIET_DB = 14;

  /** Attacks start a little before they are noticed. */
  private static final double PRE_SECONDS = 0.006;

  /** What belongs to an attack and is never cut. */
  private static final double ATTACK_SECONDS = 0.04;

  /** Level of an attack: the loudest stretch of this length. */
  private static final double LEVEL_SECONDS = 0.01;

  private static final double STEP_SECONDS = 0.001;

  /** How far from the first and last transient of a group the sound may be cut. */
  static final double LEAD_SECONDS = 0.4;

  static final double TAIL_SECONDS = 0.6;

  /** Keeps cuts from being made for nothing. */
  private static final double CUT_PRICE = 0.0005;

  private static final DelaySwitch NO_CUT = new DelaySwitch(-1, 0, 0);
  private static final double IMPOSSIBLE = Double.NEGATIVE_INFINITY;

  private final int fade;
  private final long pre;
  private final long attack;
  private final int level;
  private final int step;
  private final long lead;
  private final long tail;

  /**
   * Makes a planner.
   *
   * @param fade length of the cross-fade at a cut, in samples, even
   */
  ShiftPlanner(int sampleRate, int fade) {
    this.fade = fade;
    this.pre = Math.round(PRE_SECONDS * sampleRate);
    this.attack = Math.round(ATTACK_SECONDS * sampleRate);
    this.level = (int) Math.round(LEVEL_SECONDS * sampleRate);
    this.step = (int) Math.max(1, Math.round(STEP_SECONDS * sampleRate));
    this.lead = Math.round(LEAD_SECONDS * sampleRate);
    this.tail = Math.round(TAIL_SECONDS * sampleRate);
  }

  /** Samples after an onset that are never cut. */
  long attack() {
    return attack;
  }

  /**
   * Plans a group of transients; before and behind it nothing is displaced.
   *
   * @param lower nothing before this sample may be cut
   * @param upper nothing from this sample on may be cut
   * @return cuts in order; the displacement is 0 before the first and after the last
   */
  List<DelaySwitch> plan(SignalBuffer signal, List<Transient> group, long lower, long upper) {
    int n = group.size();
    double[][] value = new double[n + 1][2];
    int[][] previous = new int[n + 1][2];
    DelaySwitch[][] cuts = new DelaySwitch[n + 1][2];
    for (int i = 0; i <= n; i++) {
      Gap gap = gap(signal, group, i, lower, upper);
      for (int s = 0; s < 2; s++) {
        value[i][s] = IMPOSSIBLE;
        if (s == 1 && (i == n || group.get(i).shift() == 0)) {
          continue;
        }
        for (int p = 0; p < 2; p++) {
          double soFar = i == 0 ? (p == 0 ? 0 : IMPOSSIBLE) : value[i - 1][p];
          if (soFar == IMPOSSIBLE) {
            continue;
          }
          DelaySwitch cut = gap.cut(p == 0 ? 0 : group.get(i - 1).shift(), shift(group, i, s));
          if (cut == null) {
            continue;
          }
          double gain = s == 1 ? group.get(i).gain() : 0;
          double total = soFar + gain - (cut.equals(NO_CUT) ? 0 : CUT_PRICE);
          if (total > value[i][s]) {
            value[i][s] = total;
            previous[i][s] = p;
            cuts[i][s] = cut;
          }
        }
      }
    }
    return trace(cuts, previous, n);
  }

  private static int shift(List<Transient> group, int i, int state) {
    return state == 0 ? 0 : group.get(i).shift();
  }

  private static List<DelaySwitch> trace(DelaySwitch[][] cuts, int[][] previous, int n) {
    List<DelaySwitch> path = new ArrayList<>();
    int state = 0;
    for (int i = n; i >= 0; i--) {
      if (!cuts[i][state].equals(NO_CUT)) {
        path.add(0, cuts[i][state]);
      }
      state = previous[i][state];
    }
    return path;
  }

  /** The stretch between transient {@code i - 1} and transient {@code i} of a group. */
  private Gap gap(SignalBuffer signal, List<Transient> group, int i, long lower, long upper) {
    int n = group.size();
    long from = i == 0 ? lower : group.get(i - 1).onset() + attack;
    long to = i == n ? upper : group.get(i).onset() - pre;
    if (i == 0) {
      from = Math.max(from, group.get(0).onset() - lead);
    }
    if (i == n) {
      to = Math.min(to, group.get(n - 1).onset() + tail);
    }
    double before = i == 0 ? Double.MAX_VALUE : attackPower(signal, group.get(i - 1).onset());
    double behind = i == n ? Double.MAX_VALUE : attackPower(signal, group.get(i).onset());
    return new Gap(from, to > from ? signal.energy(from, to) : new double[1], before, behind);
  }

  /** Greatest mean square over a short time within an attack. */
  private double attackPower(SignalBuffer signal, long onset) {
    long end = Math.min(signal.end(), onset + attack);
    double[] energy = signal.energy(Math.min(onset, end), end);
    double power = 0;
    for (int at = 0; at + level < energy.length; at += Math.max(1, level / 4)) {
      power = Math.max(power, (energy[at + level] - energy[at]) / level);
    }
    return power;
  }

  /** Where cuts may lie between two attacks. */
  private final class Gap {
    private final long from;
    private final double[] energy;
    private final double powerBefore;
    private final double powerBehind;

    /**
     * @param energy running sums of squares from sample {@code from} on
     * @param powerBefore level of the attack before, infinite if there is none
     */
    Gap(long from, double[] energy, double powerBefore, double powerBehind) {
      this.from = from;
      this.energy = energy;
      this.powerBefore = powerBefore;
      this.powerBehind = powerBehind;
    }

    /** The least audible cut from one displacement to another; {@code null} if all are audible. */
    DelaySwitch cut(int d1, int d2) {
      if (d1 == d2) {
        return NO_CUT;
      }
      double moved =
          Math.min(
              d1 == 0 ? Double.MAX_VALUE : powerBefore, d2 == 0 ? Double.MAX_VALUE : powerBehind);
      double least = moved * fade * Math.pow(10, -QUIET_DB / 10);
      long best = -1;
      // Output sample t plays samples t - d1 and t - d2: both have to lie in the gap.
      long first = fade / 2L + Math.max(d1, d2);
      long last = energy.length - 1L - fade / 2 + Math.min(d1, d2);
      for (long at = first; at <= last; at += step) {
        double louder = Math.max(around(at - d1), around(at - d2));
        if (louder < least) {
          least = louder;
          best = from + at;
        }
      }
      return best < 0 ? null : new DelaySwitch(best, d1, d2);
    }

    private double around(long middle) {
      int start = (int) middle - fade / 2;
      return energy[start + fade] - energy[start];
    }
  }
}
