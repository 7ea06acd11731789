package dev.foley.training.scene;

/** Meshes of the basic solids, centred on the origin unless said otherwise. */
final class Shapes {
  private Shapes() {}

  /** Full edge lengths; {@code tile} metres a texture tile. */
  static Mesh box(double sx, double sy, double sz, double tile) {
    Builder b = new Builder(24, 12);
    double[] h = {sx / 2, sy / 2, sz / 2};
    for (int axis = 0; axis < 3; axis++) {
      int u = (axis + 1) % 3;
      int v = (axis + 2) % 3;
      for (int side = -1; side <= 1; side += 2) {
        int base = b.count;
        for (int corner = 0; corner < 4; corner++) {
          double cu = (corner == 1 || corner == 2) ? h[u] : -h[u];
          double cv = corner >= 2 ? h[v] : -h[v];
          double[] p = new double[3];
          double[] n = new double[3];
          p[axis] = side * h[axis];
          p[u] = cu;
          p[v] = cv;
          n[axis] = side;
          b.vertex(p[0], p[1], p[2], n[0], n[1], n[2], cu / tile, cv / tile);
        }
        if (side > 0) {
          b.quad(base, base + 1, base + 2, base + 3);
        } else {
          b.quad(base, base + 3, base + 2, base + 1);
        }
      }
    }
    return b.build();
  }

  static Mesh box(double sx, double sy, double sz) {
    return box(sx, sy, sz, Math.max(sx, Math.max(sy, sz)));
  }

  static Mesh sphere(double radius) {
    return profile(arc(radius, -Math.PI / 2, Math.PI / 2, 12, 0), 22, true);
  }

  /** Length is the distance between the two half spheres' centres; along z. */
  static Mesh capsule(double radius, double length) {
    double[][] low = arc(radius, -Math.PI / 2, 0, 5, -length / 2);
    double[][] high = arc(radius, 0, Math.PI / 2, 5, length / 2);
    return profile(concat(low, high), 12, true);
  }

  /**
   * A capsule whose axis runs from z = 0 to {@code length}: a limb with its joint at the origin.
   */
  static Mesh limb(double radius, double length) {
    return capsule(radius, length).placed(Affine.translation(0, 0, length / 2));
  }

  /** Along z. */
  static Mesh cylinder(double radius, double height) {
    return cone(radius, radius, height);
  }

  /** A truncated cone along z with flat ends. */
  static Mesh cone(double bottomRadius, double topRadius, double height) {
    double h = height / 2;
    double slope = (bottomRadius - topRadius) / Math.hypot(height, bottomRadius - topRadius);
    double flat = Math.sqrt(Math.max(0, 1 - slope * slope));
    double[][] p = {
      {0, -h, 0, -1},
      {bottomRadius, -h, 0, -1},
      {bottomRadius, -h, flat, slope},
      {topRadius, h, flat, slope},
      {topRadius, h, 0, 1},
      {0, h, 0, 1}
    };
    return profile(p, 18, false);
  }

  /** An open vessel along z, seen from outside and inside: cup, bowl, drum shell. */
  static Mesh vessel(double bottomRadius, double topRadius, double height) {
    double[][] p = {
      {0, 0, 0, -1},
      {bottomRadius, 0, 0, -1},
      {bottomRadius, 0, 1, 0},
      {topRadius, height, 1, 0},
      {topRadius * 0.9, height, -1, 0},
      {bottomRadius * 0.9, height * 0.08, -1, 0},
      {bottomRadius * 0.9, height * 0.08, 0, 1},
      {0, height * 0.08, 0, 1}
    };
    return profile(p, 18, false);
  }

  /** A horizontal sheet of {@code cells x cells} squares, facing up. */
  static Mesh sheet(double sx, double sy, int cells, double tile) {
    Builder b = new Builder((cells + 1) * (cells + 1), cells * cells * 2);
    for (int j = 0; j <= cells; j++) {
      for (int i = 0; i <= cells; i++) {
        double x = sx * ((double) i / cells - 0.5);
        double y = sy * ((double) j / cells - 0.5);
        b.vertex(x, y, 0, 0, 0, 1, x / tile, y / tile);
      }
    }
    for (int j = 0; j < cells; j++) {
      for (int i = 0; i < cells; i++) {
        int a = j * (cells + 1) + i;
        b.quad(a, a + 1, a + cells + 2, a + cells + 1);
      }
    }
    return b.build();
  }

  private static double[][] arc(double r, double from, double to, int steps, double dz) {
    double[][] p = new double[steps + 1][];
    for (int i = 0; i <= steps; i++) {
      double a = from + (to - from) * i / steps;
      p[i] = new double[] {r * Math.cos(a), dz + r * Math.sin(a), Math.cos(a), Math.sin(a)};
    }
    return p;
  }

  private static double[][] concat(double[][] a, double[][] b) {
    double[][] c = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, c, a.length, b.length);
    return c;
  }

  /** A solid of revolution about z; each point is {radius, z, normal out, normal up}. */
  private static Mesh profile(double[][] p, int around, boolean round) {
    Builder b = new Builder(p.length * (around + 1), (p.length - 1) * around * 2);
    for (int i = 0; i < p.length; i++) {
      for (int k = 0; k <= around; k++) {
        double a = 2 * Math.PI * k / around;
        double c = Math.cos(a);
        double s = Math.sin(a);
        boolean cap = !round && Math.abs(p[i][3]) > 0.9;
        double u = cap ? p[i][0] * c / (2 * span(p)) : 2.0 * k / around;
        double v = cap ? p[i][0] * s / (2 * span(p)) : p[i][1] / (2 * span(p));
        b.vertex(p[i][0] * c, p[i][0] * s, p[i][1], p[i][2] * c, p[i][2] * s, p[i][3], u, v);
      }
    }
    for (int i = 0; i + 1 < p.length; i++) {
      boolean seam =
          Math.abs(p[i][0] - p[i + 1][0]) < 1e-9 && Math.abs(p[i][1] - p[i + 1][1]) < 1e-9;
      for (int k = 0; !seam && k < around; k++) {
        int a = i * (around + 1) + k;
        b.quad(a, a + 1, a + around + 2, a + around + 1);
      }
    }
    return b.build();
  }

  private static double span(double[][] p) {
    double most = 0;
    for (double[] q : p) {
      most = Math.max(most, Math.max(q[0], Math.abs(q[1])));
    }
    return most;
  }

  /** Collects vertices and triangles. */
  private static final class Builder {
    private final float[] position;
    private final float[] normal;
    private final float[] uv;
    private final int[] index;
    private int count;
    private int used;

    Builder(int vertices, int triangles) {
      position = new float[vertices * 3];
      normal = new float[vertices * 3];
      uv = new float[vertices * 2];
      index = new int[triangles * 3];
    }

    void vertex(double x, double y, double z, double nx, double ny, double nz, double u, double v) {
      position[count * 3] = (float) x;
      position[count * 3 + 1] = (float) y;
      position[count * 3 + 2] = (float) z;
      normal[count * 3] = (float) nx;
      normal[count * 3 + 1] = (float) ny;
      normal[count * 3 + 2] = (float) nz;
      uv[count * 2] = (float) u;
      uv[count * 2 + 1] = (float) v;
      count++;
    }

    void quad(int a, int b, int c, int d) {
      int[] corners = {a, b, c, a, c, d};
      System.arraycopy(corners, 0, index, used, 6);
      used += 6;
    }

    Mesh build() {
      return new Mesh(position, normal, uv, java.util.Arrays.copyOf(index, used), false);
    }
  }
}
