package dev.foley.cli.soak;

import dev.foley.dsp.Crossfade;
import dev.foley.stage.Stitcher;
import java.util.Arrays;

/** What others do: every overlap is cross-faded from end to end with Hann gains. */
final class HannStitcher implements Stitcher {
  @Override
  public StitchStream open() {
    return new Stream();
  }

  private static final class Stream implements StitchStream {
    private float[] tail = new float[0];
    private long tailStart;

    @Override
    public float[] add(long start, float[] samples, long finalBefore) {
      int head = (int) (start - tailStart);
      int overlap = tail.length - head;
      float[] joined = Arrays.copyOf(tail, head + samples.length);
      System.arraycopy(samples, overlap, joined, tail.length, samples.length - overlap);
      float[] in = Crossfade.EQUAL_GAIN.fadeIn(overlap);
      for (int i = 0; i < overlap; i++) {
        joined[head + i] = (1 - in[i]) * tail[head + i] + in[i] * samples[i];
      }
      int done = (int) (finalBefore - tailStart);
      tail = Arrays.copyOfRange(joined, done, joined.length);
      tailStart = finalBefore;
      return Arrays.copyOf(joined, done);
    }

    @Override
    public float[] pending(long start) {
      return Arrays.copyOfRange(tail, (int) (start - tailStart), tail.length);
    }
  }
}
