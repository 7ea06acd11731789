package dev.foley.media.internal;

import dev.foley.video.MediaTime;
import java.util.Locale;
import java.util.Optional;

/**
 * Gives every decoded frame its exact display time, counted from the first displayed frame.
 *
 * <p>Rules, in this order. A frame outside the edit list is not displayed. A frame without a time
 * stamp comes one spacing after the frame before it; the spacing is the last one seen, else the
 * nominal frame duration. A frame whose time is not after the frame before it is not displayed,
 * unless it lies more than a second back: then the clock was restarted and later frames are shifted
 * to go on one spacing after the last. A jump ahead of more than a minute beyond what the header
 * declares is treated the same way, so that a false time stamp cannot ask for years of sound. The
 * last frame lasts as long as its packet says if most packets before it spoke the truth (in MP4
 * with reordered frames of uneven length they do not), else what the header leaves for it, else one
 * spacing.
 */
public final class FrameClock {
  /** A time stamp that is not there. */
  public static final long MISSING = Long.MIN_VALUE;

  private static final long MAX_TICKS = 1L << 60;
  private static final MediaTime RESTART = new MediaTime(1, 1);
  private static final MediaTime LONGEST_JUMP = new MediaTime(60, 1);
  private static final MediaTime STANDSTILL = new MediaTime(1, 1);
  private static final int STANDSTILL_SPACINGS = 10;
  private static final MediaTime FALLBACK_SPACING = new MediaTime(1, 25);

  /** Frames after a fault among which its gap may show: reordering plus decoder threads. */
  private static final int DAMAGE_REACH = 32;

  private final MediaTime timeBase;
  private final Optional<EditList> edits;
  private final Optional<MediaTime> declared;
  private final MediaWarnings warnings;

  private final MediaTime nominal;
  private MediaTime spacing;
  private MediaTime shift = MediaTime.ZERO;
  private MediaTime start;
  private MediaTime last;
  private long lastDuration;
  private int honesty;
  private int damageReach;
  private int unexplainedFaults;
  private int undisplayed;
  private int standstills;
  private MediaTime longestStill = MediaTime.ZERO;
  private MediaTime longestStillStart;
  private int missingStamps;

  /**
   * @param timeBase seconds a tick
   * @param nominal nominal frame duration, or null
   * @param declared length the header claims, used only to judge jumps
   */
  public FrameClock(
      MediaTime timeBase,
      MediaTime nominal,
      Optional<MediaTime> declared,
      Optional<EditList> edits,
      MediaWarnings warnings) {
    this.timeBase = timeBase;
    this.nominal = nominal != null && nominal.numerator() > 0 ? nominal : null;
    this.declared = declared;
    this.edits = edits;
    this.warnings = warnings;
  }

  /**
   * Places the next decoded frame.
   *
   * @param pts time stamp in ticks, or {@link #MISSING}
   * @param duration ticks its packet claims it lasts, 0 if it does not say
   * @return time from the first displayed frame, or null if this frame is not displayed
   */
  public MediaTime place(long pts, long duration) {
    boolean known = pts != MISSING && Math.abs(pts) < MAX_TICKS;
    MediaTime time = null;
    if (known) {
      MediaTime presented = edits.isPresent() ? edits.get().present(pts) : ticks(pts);
      if (presented == null) {
        return null;
      }
      time = presented.plus(shift);
    } else {
      missingStamps++;
    }
    if (last == null) {
      start = time == null ? MediaTime.ZERO : time;
      time = start;
    } else {
      time = follow(time);
      if (time == null) {
        undisplayed++;
        return null;
      }
      if (!isDamageGap(time) && known) {
        noteStandstill(time);
        spacing = time.minus(last);
        checkClaim();
      }
    }
    last = time;
    lastDuration = duration;
    return time.minus(start);
  }

  /** A stretch without pictures much longer than the one before it is no change of rate. */
  private void noteStandstill(MediaTime time) {
    MediaTime gap = time.minus(last);
    boolean much = gap.seconds() >= STANDSTILL_SPACINGS * spacing().seconds();
    if (gap.compareTo(STANDSTILL) < 0 || !much) {
      return;
    }
    standstills++;
    if (gap.compareTo(longestStill) > 0) {
      longestStill = gap;
      longestStillStart = last.minus(start);
    }
  }

  /** Compares what the last packet claimed with how long its frame was really shown. */
  private void checkClaim() {
    if (lastDuration > 0 && lastDuration < MAX_TICKS) {
      double claimed = lastDuration * timeBase.seconds();
      double shown = spacing.seconds();
      boolean honest = Math.abs(claimed - shown) <= Math.max(timeBase.seconds(), shown / 4);
      honesty += honest ? 1 : -1;
    }
  }

  private MediaTime ticks(long count) {
    return MediaTime.ofTicks(count, timeBase.numerator(), timeBase.denominator());
  }

  private MediaTime follow(MediaTime time) {
    MediaTime expected = last.plus(spacing());
    if (time == null) {
      return expected;
    }
    if (time.compareTo(last) > 0) {
      MediaTime believable = start.plus(declared.orElse(MediaTime.ZERO)).plus(LONGEST_JUMP);
      boolean leap = time.minus(last).compareTo(LONGEST_JUMP) > 0 && time.compareTo(believable) > 0;
      return leap ? restart(time, expected) : time;
    }
    return last.minus(time).compareTo(RESTART) > 0 ? restart(time, expected) : null;
  }

  private MediaTime restart(MediaTime time, MediaTime expected) {
    warnings.add(
        String.format(
            Locale.ROOT,
            "Time stamps jump from %.3f s to %.3f s; the frames after that are played on without a"
                + " break.",
            last.minus(start).seconds(),
            time.minus(start).seconds()));
    shift = shift.plus(expected.minus(time));
    return expected;
  }

  private MediaTime spacing() {
    return spacing != null ? spacing : nominal != null ? nominal : FALLBACK_SPACING;
  }

  /** Says that a packet before the next frames could not be decoded. */
  public void noteDamage() {
    damageReach = DAMAGE_REACH;
    unexplainedFaults++;
  }

  /** Whether this frame comes late because those before it were lost; warns if so. */
  private boolean isDamageGap(MediaTime time) {
    if (damageReach == 0) {
      return false;
    }
    damageReach--;
    MediaTime expected = last.plus(spacing());
    MediaTime late = expected.plus(spacing());
    if (time.compareTo(late) < 0) {
      return false;
    }
    warnings.add(
        String.format(
            Locale.ROOT,
            "The picture from %.3f s to %.3f s is damaged and missing; the frame before it stands"
                + " still.",
            expected.minus(start).seconds(),
            time.minus(start).seconds()));
    unexplainedFaults = 0;
    damageReach = 0;
    return true;
  }

  /** Time of the first displayed frame on the container's clock. */
  public MediaTime start() {
    return start;
  }

  /** End of the last frame's display from the first frame's start; adds the closing warnings. */
  public MediaTime finish() {
    if (last == null) {
      return MediaTime.ZERO;
    }
    if (unexplainedFaults > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%d damaged packets before %.3f s were skipped.",
              unexplainedFaults,
              last.minus(start).seconds()));
    }
    if (standstills > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "The time stamps leave %d gaps of a second or more, the longest from %.3f s to %.3f"
                  + " s; the picture before each stands still and the sound goes on.",
              standstills,
              longestStillStart.seconds(),
              longestStillStart.plus(longestStill).seconds()));
    }
    if (undisplayed > 0) {
      warnings.add(undisplayed + " frames whose time stamp repeats or goes back were left out.");
    }
    if (missingStamps > 0 && spacing == null && nominal == null) {
      warnings.add("The file states no times at all; 25 frames a second were assumed.");
    }
    MediaTime end = last.plus(lastSpan()).minus(start);
    return end;
  }

  private MediaTime lastSpan() {
    if (lastDuration <= 0 && declared.isPresent()) {
      return declaredTail(start.plus(declared.get()).minus(last));
    }
    if (lastDuration <= 0 || lastDuration >= MAX_TICKS || honesty < 0) {
      return spacing();
    }
    MediaTime claimed = ticks(lastDuration);
    return claimed.compareTo(LONGEST_JUMP) > 0 ? spacing() : claimed;
  }

  /**
   * What the header leaves for the last frame, if that is believable and not just one spacing
   * rounded to the header's coarser clock.
   */
  private MediaTime declaredTail(MediaTime tail) {
    double spacings = tail.seconds() / spacing().seconds();
    boolean believable = tail.numerator() > 0 && spacings < 2 && Math.abs(spacings - 1) > 0.05;
    return believable ? tail : spacing();
  }
}
