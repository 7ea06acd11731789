package dev.foley.motion;

/**
 * Motion of the whole picture between two frames, a similarity about the picture's centre: a point
 * at (X, Y) pixels from the centre moves by {@code (x + zoom*X - roll*Y, y + zoom*Y + roll*X)}.
 *
 * @param x shift to the right, pixels
 * @param y shift downwards, pixels
 * @param zoom relative growth; 0.01 is one percent larger
 * @param roll small clockwise rotation, radians
 */
public record CameraMotion(double x, double y, double zoom, double roll) {
  /** A camera at rest. */
  public static final CameraMotion STILL = new CameraMotion(0, 0, 0, 0);

  double u(double fromCentreX, double fromCentreY) {
    return x + zoom * fromCentreX - roll * fromCentreY;
  }

  double v(double fromCentreX, double fromCentreY) {
    return y + zoom * fromCentreY + roll * fromCentreX;
  }

  /** The motion from the second frame back to the first. */
  CameraMotion inverse() {
    double a = 1 + zoom;
    double d = a * a + roll * roll;
    double z = a / d - 1;
    double r = -roll / d;
    return new CameraMotion(-(x + z * x - r * y), -(y + z * y + r * x), z, r);
  }
}
