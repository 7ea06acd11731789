package dev.foley.internal.sampling;

/** Classifier-free guidance (Ho and Salimans, 2022). */
public final class Guidance {
  private Guidance() {}

  /**
   * {@code u + scale * (c - u)}: beyond 1 the conditional velocity is exaggerated, 1 leaves it.
   *
   * @param out receives the result; may be one of the inputs
   */
  public static void mix(float[] unconditional, float[] conditional, double scale, float[] out) {
    float g = (float) scale;
    for (int i = 0; i < out.length; i++) {
      out[i] = unconditional[i] + g * (conditional[i] - unconditional[i]);
    }
  }
}
