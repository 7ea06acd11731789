package dev.foley.live;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The audio thread's end: hands out what has come, hides what has not, and finds out by itself how
 * much sound to keep in reserve. Every call takes a time bounded by the samples asked for; nothing
 * waits or allocates.
 *
 * <p>The reserve that matters is what is left just before new sound comes: the lowest level of some
 * seconds. When it runs out, what is missing is covered by the ambience bed (or silence) and
 * counted, and everything after comes later by the gap and by a reserve half as large again. The
 * first sound waits for the reserve, and for as much as the second will be late without it. When
 * there has long been more than enough, pieces of 50 ms are left out in quiet moments. One thread
 * reads; the figures may be asked for by any.
 */
final class Playout {
  private static final double FADE_SECONDS = 0.01;
  static final double FIRST_RESERVE_SECONDS = 0.5;
  static final double LEAST_RESERVE_SECONDS = 0.4;
  private static final double GREATEST_RESERVE_SECONDS = 2;
  private static final double GROWTH = 1.5;

  /** What an undisturbed interval takes off the reserve. */
  private static final double DECAY = 0.97;

  private static final double INTERVAL_SECONDS = 5;
  private static final double SHORTEST_SKIP_SECONDS = 0.01;
  private static final double LONGEST_SKIP_SECONDS = 0.05;

  /** Peaks below this (-40 dB) are quiet enough to leave something out. */
  private static final float QUIET = 0.01f;

  /** With this much waiting nobody has listened for a while: all but a second is left out. */
  private static final int STALE_SECONDS = 3;

  /** What a sudden end leaves behind fades by this factor each sample. */
  private static final float RELEASE = 0.995f;

  private final SampleRing ring;
  private final int rate;
  private final float[] bed;
  private final int fade;

  private volatile Epoch epoch = new Epoch(-1, 0, 0);
  private Epoch seen = epoch;
  private int bedAt;
  private boolean playing;
  private boolean gap;
  private boolean wasAudible;
  private int hold;
  private boolean starting;
  private volatile int startDelay;
  private float gain;
  private float held;
  private float lastSound;
  private int position;
  private int skipDistance;
  private int skipFade;
  private int reserve;
  private int intervalLeft;
  private int lowNow = Integer.MAX_VALUE;
  private int lowBefore = Integer.MAX_VALUE;
  private boolean disturbed;

  private final AtomicLong underruns = new AtomicLong();
  private final AtomicLong missing = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private volatile long latencyNanos = LiveStats.UNKNOWN;
  private volatile int reserveNow;

  /**
   * @param bed loop to be heard while there is no sound, at the same rate; empty for silence
   */
  Playout(SampleRing ring, int rate, float[] bed) {
    this.ring = ring;
    this.rate = rate;
    this.bed = bed;
    this.fade = samples(FADE_SECONDS);
    this.reserve = samples(FIRST_RESERVE_SECONDS);
    this.reserveNow = reserve;
    this.intervalLeft = samples(INTERVAL_SECONDS);
  }

  private int samples(double seconds) {
    return (int) Math.round(seconds * rate);
  }

  /** Worker: what is written from now on belongs to another epoch; what waits is stale. */
  void begin(Epoch next) {
    epoch = next;
  }

  /**
   * Worker: told before the first sound of an epoch is written.
   *
   * @param seconds by how much the second will come later than the first could have been heard to
   *     its end; nothing if negative
   */
  void delayStart(double seconds) {
    startDelay = samples(Math.max(0, seconds));
  }

  /**
   * Audio thread: fills a block, each sample written {@code channels} times.
   *
   * @param wanted number of the epoch to be heard; sound of any other is not
   * @param muted whether the bed is wanted instead of sound
   * @param pictureNanos time stamp that a picture pushed right now would have, or {@link
   *     LiveStats#UNKNOWN}
   */
  void read(
      float[] out,
      int offset,
      int frames,
      int channels,
      int wanted,
      boolean muted,
      long pictureNanos) {
    Epoch current = epoch;
    if (current != seen) {
      enter(current);
    }
    boolean listening = !muted && current.number() == wanted;
    int available = ring.available();
    position = 0;
    if (listening && playing) {
      watch(available, frames);
      if (pictureNanos != LiveStats.UNKNOWN) {
        latencyNanos = pictureNanos - current.nanos(ring.readIndex(), rate);
      }
    }
    int at = offset;
    for (int i = 0; i < frames; i++) {
      float sample = next(listening, available);
      for (int c = 0; c < channels; c++) {
        out[at++] = sample;
      }
    }
    ring.skip(position);
  }

  private void enter(Epoch next) {
    long stale = next.firstIndex() - ring.readIndex();
    if (stale > 0) {
      ring.skip((int) stale);
    }
    seen = next;
    playing = false;
    gap = false;
    hold = reserve;
    starting = true;
    skipFade = 0;
    lowNow = Integer.MAX_VALUE;
    lowBefore = Integer.MAX_VALUE;
  }

  private float next(boolean listening, int available) {
    float sound = 0;
    boolean left = position < available;
    if (starting && left) {
      hold += startDelay;
      starting = false;
    }
    if (listening && !playing && left) {
      playing = --hold < 0;
      gap &= !playing;
    }
    boolean audible = listening && playing && left;
    if (listening && playing && !left) {
      underrun();
    }
    if (audible) {
      sound = take();
    } else if (wasAudible) {
      held += lastSound;
    }
    if (listening && !audible && gap) {
      missing.setOpaque(missing.getPlain() + 1);
    }
    wasAudible = audible;
    float step = 1f / fade;
    gain = audible ? Math.min(1, gain + step) : Math.max(0, gain - step);
    held = Math.abs(held) < 1e-6f ? 0 : held * RELEASE;
    lastSound = gain * sound;
    return lastSound + held + (1 - gain) * ambience();
  }

  private float take() {
    float sound = ring.at(position);
    if (skipFade > 0) {
      float in = 1 - (skipFade - 0.5f) / fade;
      sound += in * (ring.at(position + skipDistance) - sound);
      if (--skipFade == 0) {
        position += skipDistance;
        skipped.setOpaque(skipped.getPlain() + skipDistance);
      }
    }
    position++;
    return sound;
  }

  private float ambience() {
    if (bed.length == 0) {
      return 0;
    }
    bedAt = bedAt + 1 == bed.length ? 0 : bedAt + 1;
    return bed[bedAt];
  }

  private void underrun() {
    playing = false;
    skipFade = 0;
    gap = true;
    disturbed = true;
    underruns.setOpaque(underruns.getPlain() + 1);
    reserve = (int) Math.min(samples(GREATEST_RESERVE_SECONDS), GROWTH * reserve);
    reserveNow = reserve;
    hold = reserve;
    lowNow = Integer.MAX_VALUE;
    lowBefore = Integer.MAX_VALUE;
    intervalLeft = samples(INTERVAL_SECONDS);
  }

  /** Keeps account of the level and starts to leave something out if there is too much. */
  private void watch(int available, int frames) {
    lowNow = Math.min(lowNow, Math.max(0, available - frames));
    intervalLeft -= frames;
    if (intervalLeft <= 0) {
      intervalLeft = samples(INTERVAL_SECONDS);
      if (!disturbed) {
        reserve = (int) Math.max(samples(LEAST_RESERVE_SECONDS), DECAY * reserve);
        reserveNow = reserve;
      }
      disturbed = false;
      lowBefore = lowNow;
      lowNow = Math.max(0, available - frames);
    }
    if (skipFade > 0) {
      return;
    }
    int excess = Math.min(lowNow, lowBefore) - reserve;
    if (available > STALE_SECONDS * rate) {
      leaveOut(available - rate);
    } else if (lowBefore != Integer.MAX_VALUE && excess >= samples(SHORTEST_SKIP_SECONDS)) {
      int distance = Math.min(excess, samples(LONGEST_SKIP_SECONDS));
      if (available > distance + fade && isQuiet(distance + fade)) {
        leaveOut(distance);
      }
    }
  }

  private boolean isQuiet(int count) {
    for (int i = 0; i < count; i++) {
      if (Math.abs(ring.at(i)) > QUIET) {
        return false;
      }
    }
    return true;
  }

  private void leaveOut(int distance) {
    skipDistance = distance;
    skipFade = fade;
    lowNow = Math.max(0, lowNow - distance);
    lowBefore = Math.max(0, lowBefore - distance);
  }

  long latencyNanos() {
    return latencyNanos;
  }

  int reserveSamples() {
    return reserveNow;
  }

  long underruns() {
    return underruns.getOpaque();
  }

  long missingSamples() {
    return missing.getOpaque();
  }

  long skippedSamples() {
    return skipped.getOpaque();
  }
}
