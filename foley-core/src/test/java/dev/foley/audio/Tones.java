package dev.foley.audio;

import java.util.SplittableRandom;

/** Test signals with levels that are known exactly. */
final class Tones {
  private Tones() {}

  /** A sine with a peak at {@code db} full scale, {@code phase} in radians. */
  static float[] sine(int rate, double seconds, double frequency, double db, double phase) {
    float[] out = new float[(int) Math.round(seconds * rate)];
    double amplitude = Math.pow(10, db / 20);
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (amplitude * Math.sin(2 * Math.PI * frequency * i / rate + phase));
    }
    return out;
  }

  static AudioBuffer stereo(int rate, float[] both) {
    return AudioBuffer.of(AudioFormat.stereo(rate), both, both);
  }

  /** Raised-cosine ends of {@code seconds}, so that the start itself makes no peaks. */
  static float[] faded(float[] in, int rate, double seconds) {
    float[] out = in.clone();
    int length = (int) (seconds * rate);
    for (int i = 0; i < length; i++) {
      float gain = (float) (0.5 - 0.5 * Math.cos(Math.PI * i / length));
      out[i] *= gain;
      out[out.length - 1 - i] *= gain;
    }
    return out;
  }

  static float[] noise(long seed, int length, double peak) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] out = new float[length];
    for (int i = 0; i < length; i++) {
      out[i] = (float) (peak * (2 * random.nextDouble() - 1));
    }
    return out;
  }
}
