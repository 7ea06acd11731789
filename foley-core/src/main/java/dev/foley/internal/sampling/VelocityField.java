package dev.foley.internal.sampling;

/** What the sampler integrates: the network, with guidance and conditions applied. */
@FunctionalInterface
public interface VelocityField {
  /**
   * The velocity dx/dsigma.
   *
   * @param x latents; not to be written
   * @param sigma noise level of {@code x}
   * @param next level that the velocity will carry {@code x} to; fields of instantaneous velocity
   *     ignore it, fields of average velocity need it
   * @param velocity receives the result, as long as {@code x}
   */
  void evaluate(float[] x, float sigma, float next, float[] velocity);
}
