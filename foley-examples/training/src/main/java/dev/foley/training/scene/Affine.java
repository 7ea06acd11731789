package dev.foley.training.scene;

/** An immutable affine map of space, a 3x4 matrix in row order; it places meshes in the world. */
final class Affine {
  static final Affine IDENTITY = new Affine(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);

  final double[] m;

  private Affine(double... m) {
    this.m = m;
  }

  static Affine translation(double x, double y, double z) {
    return new Affine(1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z);
  }

  static Affine translation(Vec3 v) {
    return translation(v.x(), v.y(), v.z());
  }

  static Affine scale(double x, double y, double z) {
    return new Affine(x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0);
  }

  static Affine rotationX(double radians) {
    double c = Math.cos(radians);
    double s = Math.sin(radians);
    return new Affine(1, 0, 0, 0, 0, c, -s, 0, 0, s, c, 0);
  }

  static Affine rotationY(double radians) {
    double c = Math.cos(radians);
    double s = Math.sin(radians);
    return new Affine(c, 0, s, 0, 0, 1, 0, 0, -s, 0, c, 0);
  }

  static Affine rotationZ(double radians) {
    double c = Math.cos(radians);
    double s = Math.sin(radians);
    return new Affine(c, -s, 0, 0, s, c, 0, 0, 0, 0, 1, 0);
  }

  /** Columns are the images of the axes and of the origin. */
  static Affine frame(Vec3 x, Vec3 y, Vec3 z, Vec3 o) {
    return new Affine(
        x.x(), y.x(), z.x(), o.x(), x.y(), y.y(), z.y(), o.y(), x.z(), y.z(), z.z(), o.z());
  }

  /** Position and unit quaternion (w, x, y, z). */
  static Affine pose(double px, double py, double pz, double w, double x, double y, double z) {
    return new Affine(
        1 - 2 * (y * y + z * z),
        2 * (x * y - w * z),
        2 * (x * z + w * y),
        px,
        2 * (x * y + w * z),
        1 - 2 * (x * x + z * z),
        2 * (y * z - w * x),
        py,
        2 * (x * z - w * y),
        2 * (y * z + w * x),
        1 - 2 * (x * x + y * y),
        pz);
  }

  /** Origin at {@code a}, z axis pointing at {@code b}, no stretching: places a limb. */
  static Affine along(Vec3 a, Vec3 b) {
    Vec3 z = b.minus(a).unit();
    Vec3 side = Math.abs(z.y()) < 0.9 ? new Vec3(0, 1, 0) : new Vec3(1, 0, 0);
    Vec3 x = side.cross(z).unit();
    return frame(x, z.cross(x), z, a);
  }

  /** First {@code right}, then this. */
  Affine times(Affine right) {
    double[] a = m;
    double[] b = right.m;
    double[] c = new double[12];
    for (int row = 0; row < 12; row += 4) {
      for (int col = 0; col < 4; col++) {
        c[row + col] = a[row] * b[col] + a[row + 1] * b[4 + col] + a[row + 2] * b[8 + col];
      }
      c[row + 3] += a[row + 3];
    }
    return new Affine(c);
  }

  Affine move(double x, double y, double z) {
    return times(translation(x, y, z));
  }

  Affine turnX(double radians) {
    return times(rotationX(radians));
  }

  Affine turnY(double radians) {
    return times(rotationY(radians));
  }

  Affine turnZ(double radians) {
    return times(rotationZ(radians));
  }

  Vec3 apply(double x, double y, double z) {
    return new Vec3(
        m[0] * x + m[1] * y + m[2] * z + m[3],
        m[4] * x + m[5] * y + m[6] * z + m[7],
        m[8] * x + m[9] * y + m[10] * z + m[11]);
  }

  Vec3 apply(Vec3 p) {
    return apply(p.x(), p.y(), p.z());
  }

  Vec3 origin() {
    return new Vec3(m[3], m[7], m[11]);
  }
}
