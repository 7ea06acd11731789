package dev.foley;

import dev.foley.audio.AudioBuffer;
import dev.foley.audio.AudioFormat;
import dev.foley.audio.LoudnessMeter;
import dev.foley.audio.LoudnessSink;
import dev.foley.audio.TruePeakLimiter;
import java.util.List;

/** Brings a mix, and its stems with it, to a loudness target. */
final class Loudener {
  private static final int BLOCK = 1 << 15;

  private Loudener() {}

  /**
   * Scales in place; peaks of the mix are held down.
   *
   * @param signals the mix, then its stems, mono
   * @param format as delivered: two equal channels are 3 dB louder than one
   */
  static void bring(List<float[]> signals, AudioFormat format, double lufs) {
    float[] mix = signals.get(0);
    AudioBuffer mono = AudioBuffer.mono(format.sampleRate(), mix);
    double measured = LoudnessMeter.integrated(format.channels() == 1 ? mono : mono.toStereo());
    float gain = (float) Math.pow(10, LoudnessSink.gainDb(measured, lufs) / 20);
    for (float[] signal : signals) {
      for (int i = 0; i < signal.length; i++) {
        signal[i] *= gain;
      }
    }
    limit(mix, format.sampleRate());
  }

  private static void limit(float[] mix, int sampleRate) {
    TruePeakLimiter limiter =
        new TruePeakLimiter(AudioFormat.mono(sampleRate), SignalChain.CEILING_DB);
    float[][] inPlace = {mix};
    int written = 0;
    for (int at = 0; at < mix.length; at += BLOCK) {
      int count = Math.min(BLOCK, mix.length - at);
      written += limiter.process(inPlace, at, count, inPlace, written);
    }
    limiter.finish(inPlace, written);
  }
}
