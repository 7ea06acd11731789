package dev.foley.training.scene;

/**
 * What one camera and one encoder do to a whole clip.
 *
 * @param exposure brightness factor before the transfer curve
 * @param gamma transfer exponent; 2.2 is neutral
 * @param shutterSeconds exposure time; 0 freezes motion
 * @param shutterSamples instants averaged over the exposure, 1 or more
 * @param blurPasses three-tap smoothing passes for defocus
 * @param noise standard deviation of sensor noise, 8-bit steps
 * @param quantiser step of the compression stand-in, 8-bit steps; 0 is none
 * @param letterbox share of the height that is black at the top and again at the bottom
 * @param pillarbox the same for the sides
 * @param seed of the noise
 */
record Footage(
    double exposure,
    double gamma,
    double shutterSeconds,
    int shutterSamples,
    int blurPasses,
    double noise,
    double quantiser,
    double letterbox,
    double pillarbox,
    long seed) {
  static final Footage CLEAN = new Footage(1, 2.2, 0, 1, 0, 0, 0, 0, 0, 0);

  static Footage random(SceneRandom r) {
    boolean blurred = r.chance(0.15);
    return new Footage(
        r.scale(0.6, 1.6),
        r.uniform(1.9, 2.5),
        blurred ? r.uniform(0.004, 0.02) : 0,
        blurred ? 3 : 1,
        r.chance(0.25) ? r.integer(1, 3) : 0,
        r.chance(0.5) ? r.scale(0.7, 6) : 0,
        r.chance(0.6) ? r.scale(3, 18) : 0,
        r.chance(0.06) ? r.uniform(0.05, 0.13) : 0,
        r.chance(0.04) ? r.uniform(0.05, 0.2) : 0,
        r.bits());
  }
}
