package dev.foley.training.scene;

/** Where a thing is at each instant: object to world at {@code t} seconds. Must be pure. */
@FunctionalInterface
interface Motion {
  Affine at(double t);

  static Motion still(Affine pose) {
    return t -> pose;
  }
}
