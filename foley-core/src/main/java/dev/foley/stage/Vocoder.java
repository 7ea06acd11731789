package dev.foley.stage;

/** Stage <em>audio</em>: latents in, mono samples out. Thread-safe. */
public interface Vocoder {
  /**
   * Turns a window of latents into sound.
   *
   * @param window latents of one native window
   * @param preceding sound already delivered for the start of this window, so that phases can
   *     continue it; empty for the first window
   * @return exactly {@code window.count() * samplesPerLatent} samples, nominally in [-1, 1]
   */
  float[] decode(Latents window, float[] preceding);
}
