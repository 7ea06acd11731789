package dev.foley.motion;

/**
 * What lies between two neighbouring pictures.
 *
 * @param velocity of the camera, picture widths per second
 */
record Transition(CameraMotion velocity, boolean cut, boolean flash) {
  static final Transition NONE = new Transition(CameraMotion.STILL, false, false);

  boolean broken() {
    return cut || flash;
  }
}
