package dev.foley.dsp;

/**
 * Counts what a fault in joining sounds leaves behind: clicks and gaps. Works on a stream of mono
 * sound; the counts do not depend on how it is cut into blocks. One thread.
 *
 * <p>A <em>click</em> is a sample or a step that its neighbours do not explain: the difference to
 * the cubic through two neighbours on either side is {@value #CLICK_RATIO} times its own root mean
 * square of the {@value #AROUND} samples before and of those after, and above -60 dB full scale. In
 * Gaussian noise the ratio is never reached. An attack is none, however sharp: what follows it is
 * rough as well, or at least {@value #ATTACK_DB} dB louder than what was before; nor is the burst
 * of a blow whose body is already there, which is rough for more samples than a fault spoils: so
 * rough beside them, or {@value #NEAR_RATIO} times as rough behind them as the sound farther away.
 *
 * <p>A <em>gap</em> is a run of exact zeros of {@value #GAP_MILLIS} ms or more that the sound is
 * cut off into: one of as many samples before exceeds -60 dB full scale. Silence into which a sound
 * dies away is none, and neither is silence out of which something sounds: blows begin like that.
 */
public final class SoundFaults {
  private static final int CLICK_RATIO = 12;
  private static final int AROUND = 240;
  private static final int GAP_MILLIS = 1;
  private static final int ATTACK_DB = 6;
  private static final double ATTACK = Math.pow(10, ATTACK_DB / 10.0);

  /** The sample itself and those whose interpolation a fault in it spoils. */
  private static final int SPOILT = 4;

  /** A step's residual or a single sample's is nothing from here on. */
  private static final int BESIDE = 3;

  /** A burst is told by so many samples on either side ... */
  private static final int BURST = 4;

  /** ... of which the root mean square is more than this share of the peak. */
  private static final double BURST_SHARE = 2.0 / CLICK_RATIO;

  /** ... or by what lies behind the spoilt samples, so many on one side: ... */
  private static final int NEAR = 8;

  /** ... it is so many times as rough as the sound farther away. */
  private static final double NEAR_RATIO = 3;

  /** So many equal samples in a row are no burst's. */
  private static final int HELD = 4;

  private static final float HEARD = 1e-3f;
  private static final int SPAN = 2 * (AROUND + SPOILT) + 1;
  private static final int MIDDLE = AROUND + SPOILT;

  private final int gapSamples;
  private final float[] last = new float[5];

  /** Squared residuals, {@code [sample % SPAN]}. */
  private final double[] residuals = new double[SPAN];

  /** The samples they belong to. */
  private final float[] samples = new float[SPAN];

  private long seen;
  private long lastClick = Long.MIN_VALUE / 2;
  private long clicks;
  private long gaps;
  private long zeros;
  private boolean cutOff;

  /** Sample last above the threshold of hearing. */
  private long lastHeard = Long.MIN_VALUE / 2;

  private long position;

  public SoundFaults(int sampleRate) {
    this.gapSamples = Math.max(2, sampleRate * GAP_MILLIS / 1000);
  }

  /** Adds the next samples. */
  public void add(float[] more) {
    for (float sample : more) {
      lookForGap(sample);
      System.arraycopy(last, 1, last, 0, 4);
      last[4] = sample;
      double residual = last[2] - (4 * (last[1] + last[3]) - (last[0] + last[4])) / 6.0;
      residuals[(int) (seen % SPAN)] = residual * residual;
      samples[(int) (seen % SPAN)] = last[2];
      seen++;
      if (seen >= SPAN) {
        lookForClick();
      }
    }
  }

  private void lookForGap(float sample) {
    if (sample == 0) {
      if (zeros == 0) {
        cutOff = position - lastHeard <= gapSamples;
      }
      zeros++;
    } else {
      if (zeros >= gapSamples && cutOff) {
        gaps++;
      }
      zeros = 0;
      if (Math.abs(sample) > HEARD) {
        lastHeard = position;
      }
    }
    position++;
  }

  private void lookForClick() {
    long middle = seen - 1 - MIDDLE;
    double peak = residuals[(int) (middle % SPAN)];
    double limit = peak / ((double) CLICK_RATIO * CLICK_RATIO) * AROUND;
    if (peak < HEARD * HEARD || middle - lastClick < AROUND) {
      return;
    }
    double before = 0;
    double behind = 0;
    for (int i = 0; i < AROUND && before < limit && behind < limit; i++) {
      before += residuals[(int) ((middle - SPOILT - i) % SPAN)];
      behind += residuals[(int) ((middle + SPOILT + i) % SPAN)];
    }
    double around = Math.max(before, behind) / AROUND;
    if (before < limit && behind < limit && !isAttack(middle) && !isBurst(middle, peak, around)) {
      clicks++;
      lastClick = middle;
    }
  }

  private boolean isAttack(long middle) {
    double before = 0;
    double behind = 0;
    for (int i = SPOILT; i < SPOILT + AROUND; i++) {
      float b = samples[(int) ((middle - i) % SPAN)];
      float a = samples[(int) ((middle + i) % SPAN)];
      before += b * b;
      behind += a * a;
    }
    return behind > ATTACK * before;
  }

  private boolean isBurst(long middle, double peak, double around) {
    double beside = 0;
    for (int i = BESIDE; i < BESIDE + BURST; i++) {
      beside += residuals[(int) ((middle - i) % SPAN)] + residuals[(int) ((middle + i) % SPAN)];
    }
    double nearBefore = 0;
    double nearBehind = 0;
    for (int i = SPOILT + 1; i <= SPOILT + NEAR; i++) {
      nearBefore += residuals[(int) ((middle - i) % SPAN)];
      nearBehind += residuals[(int) ((middle + i) % SPAN)];
    }
    double near = Math.max(nearBefore, nearBehind) / NEAR;
    boolean rough =
        beside > BURST_SHARE * BURST_SHARE * peak * 2 * BURST
            || near > NEAR_RATIO * NEAR_RATIO * around;
    return rough && !isHeld(middle);
  }

  /** Whether the sound stands still near a sample: a short dropout is as rough as a burst. */
  private boolean isHeld(long middle) {
    int equal = 1;
    for (long i = middle - BESIDE - BURST; i < middle + BESIDE + BURST; i++) {
      equal = samples[(int) (i % SPAN)] == samples[(int) ((i + 1) % SPAN)] ? equal + 1 : 1;
      if (equal == HELD) {
        return true;
      }
    }
    return false;
  }

  public long clicks() {
    return clicks;
  }

  public long gaps() {
    return gaps;
  }
}
