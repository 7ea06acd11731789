package dev.foley;

import dev.foley.audio.AudioFormat;
import dev.foley.audio.TruePeakLimiter;
import dev.foley.dsp.Resampler;
import dev.foley.internal.pipeline.SampleQueue;

/**
 * One signal's way from the model's rate to the delivered one, exact to the sample, and through the
 * peak limiter if wanted. One thread.
 */
final class SignalChain {
  /** Highest true peak of a mix; leaves room for the peaks that lossy coding adds. */
  static final double CEILING_DB = -1;

  private final Resampler resampler;
  private final TruePeakLimiter limiter;
  private final SampleQueue ready = new SampleQueue();
  private long made;

  SignalChain(int modelRate, int rate, boolean limited) {
    this.resampler = modelRate == rate ? null : new Resampler(modelRate, rate);
    this.limiter = limited ? new TruePeakLimiter(AudioFormat.mono(rate), CEILING_DB) : null;
  }

  void push(float[] samples) {
    if (resampler == null) {
      limit(samples, samples.length);
    } else {
      float[] out = new float[resampler.maxOutput(samples.length)];
      limit(out, resampler.process(samples, 0, samples.length, out, 0));
    }
  }

  /** Ends the signal at exactly {@code total} samples: rounding may leave one more or one less. */
  void finish(long total) {
    if (resampler != null) {
      float[] out = new float[resampler.maxOutput(0)];
      int written = resampler.finish(out, 0);
      limit(out, (int) Math.min(written, total - made));
    }
    if (made < total) {
      int missing = (int) (total - made);
      limit(new float[missing], missing);
    }
    if (limiter != null) {
      float[][] rest = new float[1][limiter.latency()];
      int written = limiter.finish(rest, 0);
      ready.add(rest[0], 0, written);
    }
  }

  private void limit(float[] samples, int count) {
    made += count;
    if (limiter == null) {
      ready.add(samples, 0, count);
    } else {
      float[][] out = new float[1][count];
      int written = limiter.process(new float[][] {samples}, 0, count, out, 0);
      ready.add(out[0], 0, written);
    }
  }

  int ready() {
    return ready.size();
  }

  float[] take(int count) {
    return ready.take(count);
  }
}
