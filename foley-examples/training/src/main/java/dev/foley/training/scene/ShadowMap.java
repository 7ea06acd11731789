package dev.foley.training.scene;

import java.util.Arrays;

/** Depth seen from the lamp over a disc around the scene's focus; orthographic. */
final class ShadowMap {
  private final int side;
  private final float[] depth;

  /** World to map: x and y in pixels, z is height towards the lamp in metres. */
  private Affine worldToMap = Affine.IDENTITY;

  private float bias;
  private float[] scratch = new float[0];

  /** {@code side} pixels each way. */
  ShadowMap(int side) {
    this.side = side;
    depth = new float[side * side];
  }

  void begin(Vec3 toLamp, Vec3 focus, double radius) {
    Arrays.fill(depth, -1e9f);
    Vec3 z = toLamp.unit();
    Vec3 x = (Math.abs(z.z()) < 0.9 ? Vec3.UP : new Vec3(1, 0, 0)).cross(z).unit();
    Vec3 y = z.cross(x);
    double k = side / (2 * radius);
    Affine rows =
        Affine.frame(
            new Vec3(k * x.x(), k * y.x(), z.x()),
            new Vec3(k * x.y(), k * y.y(), z.y()),
            new Vec3(k * x.z(), k * y.z(), z.z()),
            new Vec3(side / 2.0, side / 2.0, 0));
    worldToMap = rows.times(Affine.translation(focus.times(-1)));
    bias = (float) (2.2 * radius / side * 2);
  }

  Affine worldToMap() {
    return worldToMap;
  }

  /** Adds a mesh that throws shadows. */
  void draw(Mesh mesh, Affine model) {
    double[] m = worldToMap.times(model).m;
    int n = mesh.vertices();
    if (scratch.length < n * 3) {
      scratch = new float[n * 3];
    }
    float[] p = mesh.position();
    for (int i = 0; i < n * 3; i += 3) {
      for (int k = 0; k < 3; k++) {
        int row = 4 * k;
        scratch[i + k] =
            (float) (m[row] * p[i] + m[row + 1] * p[i + 1] + m[row + 2] * p[i + 2] + m[row + 3]);
      }
    }
    int[] index = mesh.index();
    for (int i = 0; i < index.length; i += 3) {
      fill(index[i] * 3, index[i + 1] * 3, index[i + 2] * 3);
    }
  }

  private void fill(int a, int b, int c) {
    float[] s = scratch;
    float x0 = s[a];
    float y0 = s[a + 1];
    float x1 = s[b];
    float y1 = s[b + 1];
    float x2 = s[c];
    float y2 = s[c + 1];
    float det = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
    if (Math.abs(det) < 1e-4f) {
      return;
    }
    int top = Math.max(0, (int) Math.ceil(Math.min(y0, Math.min(y1, y2)) - 0.5f));
    int end = Math.min(side - 1, (int) Math.ceil(Math.max(y0, Math.max(y1, y2)) - 0.5f) - 1);
    float dzdx = ((s[b + 2] - s[a + 2]) * (y2 - y0) - (s[c + 2] - s[a + 2]) * (y1 - y0)) / det;
    float dzdy = ((s[c + 2] - s[a + 2]) * (x1 - x0) - (s[b + 2] - s[a + 2]) * (x2 - x0)) / det;
    for (int y = top; y <= end; y++) {
      float yc = y + 0.5f;
      float left = Float.MAX_VALUE;
      float right = -Float.MAX_VALUE;
      for (int e = 0; e < 3; e++) {
        float xa = e == 0 ? x0 : e == 1 ? x1 : x2;
        float ya = e == 0 ? y0 : e == 1 ? y1 : y2;
        float xb = e == 0 ? x1 : e == 1 ? x2 : x0;
        float yb = e == 0 ? y1 : e == 1 ? y2 : y0;
        if ((ya <= yc) != (yb <= yc)) {
          float x = xa + (xb - xa) * (yc - ya) / (yb - ya);
          left = Math.min(left, x);
          right = Math.max(right, x);
        }
      }
      int from = Math.max(0, (int) Math.ceil(left - 0.5f));
      int to = Math.min(side - 1, (int) Math.ceil(right - 0.5f) - 1);
      float z = s[a + 2] + dzdx * (from + 0.5f - x0) + dzdy * (yc - y0);
      for (int i = y * side + from, stop = y * side + to; i <= stop; i++, z += dzdx) {
        if (z > depth[i]) {
          depth[i] = z;
        }
      }
    }
  }

  /** How much of the lamp a point sees, 0 to 1, blended over the four nearest map pixels. */
  float lit(float x, float y, float z) {
    float fx = x - 0.5f;
    float fy = y - 0.5f;
    int ix = (int) fx;
    int iy = (int) fy;
    if (fx < 0 || fy < 0 || ix >= side - 1 || iy >= side - 1) {
      return 1;
    }
    fx -= ix;
    fy -= iy;
    float zb = z + bias;
    int i = iy * side + ix;
    float a = depth[i] <= zb ? 1 - fx : 0;
    float b = depth[i + 1] <= zb ? fx : 0;
    float c = depth[i + side] <= zb ? 1 - fx : 0;
    float d = depth[i + side + 1] <= zb ? fx : 0;
    return (a + b) * (1 - fy) + (c + d) * fy;
  }
}
