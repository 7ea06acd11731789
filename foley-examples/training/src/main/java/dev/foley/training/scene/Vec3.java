package dev.foley.training.scene;

/** A point or direction in the world: metres, x and y horizontal, z up. */
record Vec3(double x, double y, double z) {
  static final Vec3 ZERO = new Vec3(0, 0, 0);
  static final Vec3 UP = new Vec3(0, 0, 1);

  Vec3 plus(Vec3 o) {
    return new Vec3(x + o.x, y + o.y, z + o.z);
  }

  Vec3 plus(double dx, double dy, double dz) {
    return new Vec3(x + dx, y + dy, z + dz);
  }

  Vec3 minus(Vec3 o) {
    return new Vec3(x - o.x, y - o.y, z - o.z);
  }

  Vec3 times(double k) {
    return new Vec3(x * k, y * k, z * k);
  }

  double dot(Vec3 o) {
    return x * o.x + y * o.y + z * o.z;
  }

  Vec3 cross(Vec3 o) {
    return new Vec3(y * o.z - z * o.y, z * o.x - x * o.z, x * o.y - y * o.x);
  }

  double length() {
    return Math.sqrt(dot(this));
  }

  Vec3 unit() {
    return times(1 / Math.max(1e-12, length()));
  }

  /** The point a fraction {@code f} of the way to {@code o}. */
  Vec3 towards(Vec3 o, double f) {
    return plus(o.minus(this).times(f));
  }
}
