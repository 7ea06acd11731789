package dev.foley.training.scene;

/**
 * A camera at one instant.
 *
 * @param eye where it stands
 * @param target what it looks at
 * @param roll radians about the line of sight
 * @param focal focal length in picture widths (1 is a view 53 degrees wide)
 * @param squeeze horizontal stretch of the picture; 1 is square pixels
 */
record Viewpoint(Vec3 eye, Vec3 target, double roll, double focal, double squeeze) {
  /** World to camera: x right, y down, z forward. */
  Affine worldToCamera() {
    Vec3 forward = target.minus(eye).unit();
    Vec3 up = Math.abs(forward.z()) > 0.999 ? new Vec3(0, 1, 0) : Vec3.UP;
    Vec3 right = forward.cross(up).unit();
    Vec3 down = forward.cross(right);
    double c = Math.cos(roll);
    double s = Math.sin(roll);
    Vec3 x = right.times(c).plus(down.times(s));
    Vec3 y = down.times(c).minus(right.times(s));
    Affine rows =
        Affine.frame(
            new Vec3(x.x(), y.x(), forward.x()),
            new Vec3(x.y(), y.y(), forward.y()),
            new Vec3(x.z(), y.z(), forward.z()),
            Vec3.ZERO);
    return rows.times(Affine.translation(eye.times(-1)));
  }

  /**
   * Picture coordinates of a world point in widths and heights (0 to 1 inside), and its distance
   * along the line of sight in metres; a distance of zero or less is behind the camera.
   */
  Vec3 project(Vec3 p, double aspect) {
    Vec3 c = worldToCamera().apply(p);
    double z = Math.max(1e-6, c.z());
    return new Vec3(0.5 + focal * squeeze * c.x() / z, 0.5 + focal * aspect * c.y() / z, c.z());
  }
}
