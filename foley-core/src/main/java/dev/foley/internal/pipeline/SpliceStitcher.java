package dev.foley.internal.pipeline;

import dev.foley.stage.Stitcher;
import java.util.Arrays;

/**
 * Joins windows with one short cross-fade in the quietest moment of their overlap.
 *
 * <p>A window continues the one before (its known latents and the vocoder's preceding sound), so
 * both say the same in the overlap, except near the ends, where one of them lacks context. A long
 * fade would double whatever differs by a little; a short one in a quiet moment hides it. The fade
 * keeps the power constant for the correlation {@code r} found between both sides: with linear
 * gains {@code a = 1 - x} and {@code b = x}, both are divided by {@code sqrt(a² + b² + 2 r a b)}.
 * For identical sides this is a linear fade, for unrelated ones an equal-power one.
 */
public final class SpliceStitcher implements Stitcher {
  private final int fade;

  /**
   * Makes a stitcher.
   *
   * @param fade length of the cross-fade in samples; shorter overlaps are faded from end to end
   */
  public SpliceStitcher(int fade) {
    if (fade < 1) {
      throw new IllegalArgumentException("a fade needs at least one sample, not " + fade);
    }
    this.fade = fade;
  }

  @Override
  public StitchStream open() {
    return new Stream(fade);
  }

  private static final class Stream implements StitchStream {
    /** The quiet moment is looked for in steps of this fraction of the fade. */
    private static final int SEARCH_STEPS = 8;

    private final int fade;
    private float[] tail = new float[0];
    private long tailStart;
    private long lastSeam = -1;

    Stream(int fade) {
      this.fade = fade;
    }

    @Override
    public float[] add(long start, float[] samples, long finalBefore) {
      long tailEnd = tailStart + tail.length;
      long end = start + samples.length;
      if (start < tailStart || start > tailEnd || end < tailEnd) {
        throw new IllegalArgumentException(
            "window " + start + ".." + end + " does not continue " + tailStart + ".." + tailEnd);
      }
      if (finalBefore < start || finalBefore > end) {
        throw new IllegalArgumentException("final end " + finalBefore + " lies outside the window");
      }
      int head = (int) (start - tailStart);
      float[] joined = Arrays.copyOf(tail, (int) (end - tailStart));
      int overlap = tail.length - head;
      int length = Math.min(fade, overlap);
      int splice = quietest(joined, head, samples, overlap, length);
      crossFade(joined, head + splice, samples, splice, length);
      lastSeam = start + splice + length / 2;
      int rest = splice + length;
      System.arraycopy(samples, rest, joined, head + rest, samples.length - rest);
      int done = (int) (finalBefore - tailStart);
      tail = Arrays.copyOfRange(joined, done, joined.length);
      tailStart = finalBefore;
      return AudioWorker.head(joined, done);
    }

    @Override
    public long lastSeam() {
      return lastSeam;
    }

    @Override
    public float[] pending(long start) {
      int from = (int) (start - tailStart);
      if (from < 0 || from > tail.length) {
        throw new IllegalArgumentException("no pending sound at sample " + start);
      }
      return Arrays.copyOfRange(tail, from, tail.length);
    }

    /** Where to start the fade: in the middle half of the overlap, where both sides are quiet. */
    private int quietest(float[] a, int aStart, float[] b, int overlap, int length) {
      int first = Math.min(overlap / 4, overlap - length);
      int last = Math.max(first, overlap - overlap / 4 - length);
      int best = (first + last) / 2;
      double quiet = energy(a, aStart + best, b, best, length) * 0.5;
      int step = Math.max(1, length / SEARCH_STEPS);
      for (int at = first; at <= last; at += step) {
        double energy = energy(a, aStart + at, b, at, length);
        if (energy < quiet) {
          quiet = energy;
          best = at;
        }
      }
      return best;
    }

    private static double energy(float[] a, int aAt, float[] b, int bAt, int length) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        sum += a[aAt + i] * a[aAt + i] + b[bAt + i] * b[bAt + i];
      }
      return sum;
    }

    private static void crossFade(float[] a, int aAt, float[] b, int bAt, int length) {
      double aa = 0;
      double bb = 0;
      double ab = 0;
      for (int i = 0; i < length; i++) {
        aa += a[aAt + i] * a[aAt + i];
        bb += b[bAt + i] * b[bAt + i];
        ab += a[aAt + i] * b[bAt + i];
      }
      // Opposite signs would ask for unbounded gains; they are treated as unrelated.
      double r = aa > 0 && bb > 0 ? Math.max(0, Math.min(1, ab / Math.sqrt(aa * bb))) : 0;
      for (int i = 0; i < length; i++) {
        double in = (i + 0.5) / length;
        double out = 1 - in;
        double scale = 1 / Math.sqrt(in * in + out * out + 2 * r * in * out);
        a[aAt + i] = (float) (scale * (out * a[aAt + i] + in * b[bAt + i]));
      }
    }
  }
}
