package dev.foley.training.sound;

/** A small room: eight delay lines mixed by a Hadamard matrix (Jot's feedback delay network). */
final class Reverb {
  private static final int LINES = 8;
  private final float[][] line = new float[LINES][];
  private final int[] position = new int[LINES];
  private final float[] feedback = new float[LINES];
  private final float[] damped = new float[LINES];
  private final float damping;

  /**
   * @param size longest way through the room, s; 0.01 to 0.06
   * @param decay time to fall by 60 dB, s
   * @param dull loss of high tones per pass, 0 to 0.9
   */
  Reverb(double size, double decay, double dull, Noise noise) {
    for (int k = 0; k < LINES; k++) {
      double delay = size * (0.35 + 0.65 * (k + noise.uniform(0.2, 0.8)) / LINES);
      line[k] = new float[Math.max(16, (int) (delay * SoundSynth.SAMPLE_RATE))];
      feedback[k] = (float) Math.pow(10, -3 * delay / decay);
    }
    damping = (float) dull;
  }

  /** Adds the room's answer to {@code dry}, {@code gain} times, into {@code out}. */
  void process(float[] dry, float[] out, float gain) {
    float[] y = new float[LINES];
    float norm = (float) (1 / Math.sqrt(LINES));
    for (int i = 0; i < dry.length; i++) {
      float sum = 0;
      for (int k = 0; k < LINES; k++) {
        float tap = line[k][position[k]];
        damped[k] += (1 - damping) * (tap - damped[k]);
        y[k] = damped[k] * feedback[k];
        sum += (k & 1) == 0 ? tap : -tap;
      }
      hadamard(y);
      for (int k = 0; k < LINES; k++) {
        line[k][position[k]] = dry[i] + norm * y[k];
        position[k] = position[k] + 1 == line[k].length ? 0 : position[k] + 1;
      }
      out[i] += gain * norm * sum;
    }
  }

  private static void hadamard(float[] y) {
    for (int half = 1; half < LINES; half *= 2) {
      for (int k = 0; k < LINES; k += 2 * half) {
        for (int j = k; j < k + half; j++) {
          float a = y[j];
          float b = y[j + half];
          y[j] = a + b;
          y[j + half] = a - b;
        }
      }
    }
  }
}
