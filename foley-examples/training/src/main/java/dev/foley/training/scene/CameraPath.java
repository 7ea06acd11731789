package dev.foley.training.scene;

/** The camera over time. Must be pure. */
@FunctionalInterface
interface CameraPath {
  Viewpoint at(double t);
}
