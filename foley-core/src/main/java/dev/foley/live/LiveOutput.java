package dev.foley.live;

import dev.foley.audio.AudioFormat;
import dev.foley.audio.TruePeakLimiter;
import dev.foley.dsp.Resampler;

/** The worker's end of the sample ring: output rate and peak limit. One thread. */
final class LiveOutput {
  private static final double CEILING_DB = -1;

  private final SampleRing ring;
  private final Resampler resampler;
  private final TruePeakLimiter limiter;

  LiveOutput(SampleRing ring, int modelRate, int rate) {
    this.ring = ring;
    this.resampler = new Resampler(modelRate, rate);
    this.limiter = new TruePeakLimiter(AudioFormat.mono(rate), CEILING_DB);
  }

  /** Whether the sound of {@code samples} at the model's rate fits. */
  boolean hasRoomFor(int samples) {
    return ring.free() >= resampler.maxOutput(samples) + limiter.latency();
  }

  /** Forgets what is on its way; what follows does not continue it. */
  void reset() {
    resampler.reset();
    limiter.reset();
  }

  void write(float[] samples) {
    float[] out = new float[resampler.maxOutput(samples.length)];
    int count = resampler.process(samples, 0, samples.length, out, 0);
    float[][] planes = {out};
    int finished = limiter.process(planes, 0, count, planes, 0);
    ring.write(out, 0, finished);
  }
}
