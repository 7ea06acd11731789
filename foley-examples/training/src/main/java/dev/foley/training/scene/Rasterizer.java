package dev.foley.training.scene;

import java.util.Arrays;

/**
 * Triangles to pixels: perspective-correct textures, Gouraud light, shadow map, haze, depth and
 * actor-number buffers. Writes linear light. One thread; reuse it for every frame.
 */
final class Rasterizer {
  private static final float NEAR = 0.02f;

  /** Floats a vertex: camera x, y, z, u, v, diffuse, specular, upness, shadow x, y, z. */
  private static final int STRIDE = 11;

  /** Interpolated values: 1/z, then u, v, diffuse, specular, upness, shadow x, y, z over z. */
  private static final int VALUES = 9;

  /** Widest picture drawn with nearest texels. */
  private static final int SMALL = 400;

  private static final float[] LINEAR = new float[256];

  static {
    for (int i = 0; i < 256; i++) {
      LINEAR[i] = (float) Math.pow(i / 255.0, 2.2);
    }
  }

  final int width;
  final int height;

  /** Linear red, green, blue, three floats a pixel. */
  final float[] light;

  /** 1/z, 0 where nothing was drawn. */
  final float[] nearness;

  /** Number of the actor drawn last, -1 for none. */
  final short[] actor;

  private float[] vertices = new float[0];
  private final float[] clipped = new float[STRIDE * 4];
  private final float[] tri = new float[3 * (VALUES + 2)];
  private final float[] dx = new float[VALUES];
  private final float[] dy = new float[VALUES];

  private Affine view;
  private Vec3 eye;
  private float focalX;
  private float focalY;
  private Lighting rig;
  private ShadowMap shadow;
  private Surface surface;
  private short number;
  private float lampR;
  private float lampG;
  private float lampB;
  private float haze;

  Rasterizer(int width, int height) {
    this.width = width;
    this.height = height;
    light = new float[width * height * 3];
    nearness = new float[width * height];
    actor = new short[width * height];
  }

  /** Starts a frame: backdrop everywhere. */
  void begin(Viewpoint camera, Lighting rig, ShadowMap shadow) {
    this.rig = rig;
    this.shadow = shadow;
    view = camera.worldToCamera();
    eye = camera.eye();
    focalX = (float) (camera.focal() * camera.squeeze() * width);
    focalY = (float) (camera.focal() * width);
    lampR = (float) rig.lamp().x();
    lampG = (float) rig.lamp().y();
    lampB = (float) rig.lamp().z();
    haze = (float) rig.hazeDensity();
    Arrays.fill(nearness, 0);
    Arrays.fill(actor, (short) -1);
    double pitch = camera.target().minus(eye).unit().z();
    for (int y = 0; y < height; y++) {
      double up = Math.max(0, Math.min(1, pitch + (0.5 * height - y) / focalY + 0.1));
      float r = (float) (rig.bottom().x() + (rig.top().x() - rig.bottom().x()) * up);
      float g = (float) (rig.bottom().y() + (rig.top().y() - rig.bottom().y()) * up);
      float b = (float) (rig.bottom().z() + (rig.top().z() - rig.bottom().z()) * up);
      for (int i = y * width * 3, end = i + width * 3; i < end; i += 3) {
        light[i] = r;
        light[i + 1] = g;
        light[i + 2] = b;
      }
    }
  }

  /** Draws a mesh with its number in the actor buffer. */
  void draw(Mesh mesh, Affine model, Surface look, int id) {
    surface = look;
    number = (short) id;
    transform(mesh, model);
    int[] index = mesh.index();
    boolean both = mesh.doubleSided();
    for (int i = 0; i < index.length; i += 3) {
      triangle(index[i] * STRIDE, index[i + 1] * STRIDE, index[i + 2] * STRIDE, both);
    }
  }

  private void transform(Mesh mesh, Affine model) {
    int n = mesh.vertices();
    if (vertices.length < n * STRIDE) {
      vertices = new float[n * STRIDE];
    }
    double[] w = model.m;
    double[] c = view.m;
    double[] s = shadow.worldToMap().m;
    float[] p = mesh.position();
    float[] q = mesh.normal();
    float[] uv = mesh.uv();
    float lx = (float) rig.toLamp().x();
    float ly = (float) rig.toLamp().y();
    float lz = (float) rig.toLamp().z();
    for (int i = 0; i < n; i++) {
      float px = p[3 * i];
      float py = p[3 * i + 1];
      float pz = p[3 * i + 2];
      float x = (float) (w[0] * px + w[1] * py + w[2] * pz + w[3]);
      float y = (float) (w[4] * px + w[5] * py + w[6] * pz + w[7]);
      float z = (float) (w[8] * px + w[9] * py + w[10] * pz + w[11]);
      float qx = q[3 * i];
      float qy = q[3 * i + 1];
      float qz = q[3 * i + 2];
      float nx = (float) (w[0] * qx + w[1] * qy + w[2] * qz);
      float ny = (float) (w[4] * qx + w[5] * qy + w[6] * qz);
      float nz = (float) (w[8] * qx + w[9] * qy + w[10] * qz);
      float inv = 1 / (float) Math.sqrt(nx * nx + ny * ny + nz * nz + 1e-12f);
      nx *= inv;
      ny *= inv;
      nz *= inv;
      float ex = (float) eye.x() - x;
      float ey = (float) eye.y() - y;
      float ez = (float) eye.z() - z;
      float el = 1 / (float) Math.sqrt(ex * ex + ey * ey + ez * ez + 1e-12f);
      if (mesh.doubleSided() && nx * ex + ny * ey + nz * ez < 0) {
        nx = -nx;
        ny = -ny;
        nz = -nz;
      }
      int o = i * STRIDE;
      vertices[o] = (float) (c[0] * x + c[1] * y + c[2] * z + c[3]);
      vertices[o + 1] = (float) (c[4] * x + c[5] * y + c[6] * z + c[7]);
      vertices[o + 2] = (float) (c[8] * x + c[9] * y + c[10] * z + c[11]);
      vertices[o + 3] = uv[2 * i];
      vertices[o + 4] = uv[2 * i + 1];
      float diffuse = nx * lx + ny * ly + nz * lz;
      vertices[o + 5] = Math.max(0, diffuse);
      vertices[o + 6] = specular(nx, ny, nz, lx + ex * el, ly + ey * el, lz + ez * el, diffuse);
      vertices[o + 7] = 0.5f + 0.5f * nz;
      vertices[o + 8] = (float) (s[0] * x + s[1] * y + s[2] * z + s[3]);
      vertices[o + 9] = (float) (s[4] * x + s[5] * y + s[6] * z + s[7]);
      vertices[o + 10] = (float) (s[8] * x + s[9] * y + s[10] * z + s[11]);
    }
  }

  /** Blinn-Phong with a rational stand-in for the power (Schlick 1994). */
  private float specular(
      float nx, float ny, float nz, float hx, float hy, float hz, float diffuse) {
    if (surface.specular() == 0 || diffuse <= 0) {
      return 0;
    }
    float h = 1 / (float) Math.sqrt(hx * hx + hy * hy + hz * hz + 1e-12f);
    float d = Math.max(0, (nx * hx + ny * hy + nz * hz) * h);
    float k = surface.shininess();
    return surface.specular() * d / (k - k * d + d);
  }

  private void triangle(int a, int b, int c, boolean both) {
    float za = vertices[a + 2];
    float zb = vertices[b + 2];
    float zc = vertices[c + 2];
    int ahead = (za > NEAR ? 1 : 0) + (zb > NEAR ? 1 : 0) + (zc > NEAR ? 1 : 0);
    if (ahead == 3) {
      project(vertices, a, 0);
      project(vertices, b, 1);
      project(vertices, c, 2);
      fill(both);
    } else if (ahead > 0) {
      int n = clip(a, b, 0);
      n = clip(b, c, n);
      n = clip(c, a, n);
      for (int k = 1; k + 1 < n; k++) {
        project(clipped, 0, 0);
        project(clipped, k * STRIDE, 1);
        project(clipped, (k + 1) * STRIDE, 2);
        fill(both);
      }
    }
  }

  /** Appends the start of an edge if it is in front, and the crossing with the near plane. */
  private int clip(int from, int to, int n) {
    float zf = vertices[from + 2];
    float zt = vertices[to + 2];
    if (zf > NEAR) {
      System.arraycopy(vertices, from, clipped, n * STRIDE, STRIDE);
      n++;
    }
    if ((zf > NEAR) != (zt > NEAR)) {
      float f = (NEAR - zf) / (zt - zf);
      for (int k = 0; k < STRIDE; k++) {
        clipped[n * STRIDE + k] = vertices[from + k] + f * (vertices[to + k] - vertices[from + k]);
      }
      clipped[n * STRIDE + 2] = NEAR;
      n++;
    }
    return n;
  }

  private void project(float[] from, int v, int corner) {
    int o = corner * (VALUES + 2);
    float iz = 1 / from[v + 2];
    tri[o] = 0.5f * width + focalX * from[v] * iz;
    tri[o + 1] = 0.5f * height + focalY * from[v + 1] * iz;
    tri[o + 2] = iz;
    for (int k = 3; k < STRIDE; k++) {
      tri[o + k] = from[v + k] * iz;
    }
  }

  private void fill(boolean both) {
    int b = VALUES + 2;
    int c = 2 * b;
    float x0 = tri[0];
    float y0 = tri[1];
    float x1 = tri[b] - x0;
    float y1 = tri[b + 1] - y0;
    float x2 = tri[c] - x0;
    float y2 = tri[c + 1] - y0;
    float det = x1 * y2 - x2 * y1;
    // Counter-clockwise in the world is clockwise on a screen whose y points down.
    if (both ? Math.abs(det) < 1e-6f : det > -1e-6f) {
      return;
    }
    float inv = 1 / det;
    for (int k = 0; k < VALUES; k++) {
      float d1 = tri[b + 2 + k] - tri[2 + k];
      float d2 = tri[c + 2 + k] - tri[2 + k];
      dx[k] = (d1 * y2 - d2 * y1) * inv;
      dy[k] = (d2 * x1 - d1 * x2) * inv;
    }
    int level = level(b, c, Math.abs(det));
    float low = Math.min(y0, Math.min(tri[b + 1], tri[c + 1]));
    float high = Math.max(y0, Math.max(tri[b + 1], tri[c + 1]));
    int top = Math.max(0, (int) Math.ceil(low - 0.5f));
    int end = Math.min(height - 1, (int) Math.ceil(high - 0.5f) - 1);
    for (int y = top; y <= end; y++) {
      float yc = y + 0.5f;
      float left = Float.MAX_VALUE;
      float right = -Float.MAX_VALUE;
      for (int e = 0; e < 3; e++) {
        int from = e * b;
        int to = e == 2 ? 0 : from + b;
        float ya = tri[from + 1];
        float yb = tri[to + 1];
        if ((ya <= yc) != (yb <= yc)) {
          // Always from the upper end, so that neighbours agree on their common edge.
          int u = ya < yb ? from : to;
          int l = ya < yb ? to : from;
          float x = tri[u] + (tri[l] - tri[u]) * (yc - tri[u + 1]) / (tri[l + 1] - tri[u + 1]);
          left = Math.min(left, x);
          right = Math.max(right, x);
        }
      }
      int from = Math.max(0, (int) Math.ceil(left - 0.5f));
      int to = Math.min(width - 1, (int) Math.ceil(right - 0.5f) - 1);
      if (from <= to) {
        span(y, from, to, from + 0.5f - x0, yc - y0, level);
      }
    }
  }

  /** Mip level at which a texel covers about a pixel. */
  private int level(int b, int c, float area) {
    float u0 = tri[3] / tri[2];
    float v0 = tri[4] / tri[2];
    float u1 = tri[b + 3] / tri[b + 2] - u0;
    float v1 = tri[b + 4] / tri[b + 2] - v0;
    float u2 = tri[c + 3] / tri[c + 2] - u0;
    float v2 = tri[c + 4] / tri[c + 2] - v0;
    float texels = Math.abs(u1 * v2 - u2 * v1) * Texture.SIDE * Texture.SIDE;
    float ratio = texels / Math.max(1e-6f, area);
    int level = 0;
    while (ratio > 2 && level < Texture.LEVELS - 1) {
      ratio *= 0.25f;
      level++;
    }
    return level;
  }

  private void span(int y, int from, int to, float ox, float oy, int level) {
    float iz = tri[2] + dx[0] * ox + dy[0] * oy;
    float u = tri[3] + dx[1] * ox + dy[1] * oy;
    float v = tri[4] + dx[2] * ox + dy[2] * oy;
    float diffuse = tri[5] + dx[3] * ox + dy[3] * oy;
    float spec = tri[6] + dx[4] * ox + dy[4] * oy;
    float upness = tri[7] + dx[5] * ox + dy[5] * oy;
    float sx = tri[8] + dx[6] * ox + dy[6] * oy;
    float sy = tri[9] + dx[7] * ox + dy[7] * oy;
    float sz = tri[10] + dx[8] * ox + dy[8] * oy;
    int[] texels = surface.texture().levels[level];
    int side = Texture.SIDE >> level;
    int mask = side - 1;
    float opacity = surface.opacity();
    for (int x = from, i = y * width + from; x <= to; x++, i++) {
      if (iz > nearness[i]) {
        float z = 1 / iz;
        int texel = texel(texels, side, mask, u * z * side + 65536f, v * z * side + 65536f);
        float lit = shadow.lit(sx * z, sy * z, sz * z);
        shade(i, texel, lit * diffuse * z, lit * spec * z, upness * z, z, opacity);
        if (opacity > 0.5f) {
          nearness[i] = iz;
          actor[i] = number;
        }
      }
      iz += dx[0];
      u += dx[1];
      v += dx[2];
      diffuse += dx[3];
      spec += dx[4];
      upness += dx[5];
      sx += dx[6];
      sy += dx[7];
      sz += dx[8];
    }
  }

  /** The nearest texel, or in large pictures, where texels show, a blend of four. */
  private int texel(int[] texels, int side, int mask, float u, float v) {
    int x = (int) u;
    int y = (int) v;
    if (width <= SMALL) {
      return texels[(y & mask) * side + (x & mask)];
    }
    int fx = (int) (256 * (u - x));
    int fy = (int) (256 * (v - y));
    int top = (y & mask) * side;
    int low = (y + 1 & mask) * side;
    int a = blend(texels[top + (x & mask)], texels[top + (x + 1 & mask)], fx);
    int b = blend(texels[low + (x & mask)], texels[low + (x + 1 & mask)], fx);
    return blend(a, b, fy);
  }

  /** Mixes two packed colours, {@code f} of 256 parts of the second. */
  private static int blend(int a, int b, int f) {
    int even = (a & 0xff00ff) * (256 - f) + (b & 0xff00ff) * f;
    int odd = (a & 0x00ff00) * (256 - f) + (b & 0x00ff00) * f;
    return ((even >>> 8) & 0xff00ff) | ((odd >>> 8) & 0x00ff00);
  }

  private void shade(
      int i, int texel, float diffuse, float spec, float upness, float z, float opacity) {
    float glow = surface.glow();
    float down = 1 - upness;
    Vec3 sky = rig.sky();
    Vec3 ground = rig.ground();
    float er = lampR * diffuse + (float) sky.x() * upness + (float) ground.x() * down + glow;
    float eg = lampG * diffuse + (float) sky.y() * upness + (float) ground.y() * down + glow;
    float eb = lampB * diffuse + (float) sky.z() * upness + (float) ground.z() * down + glow;
    float r = LINEAR[texel >> 16 & 255] * er + lampR * spec;
    float g = LINEAR[texel >> 8 & 255] * eg + lampG * spec;
    float b = LINEAR[texel & 255] * eb + lampB * spec;
    if (haze > 0) {
      float f = z * haze / (1 + z * haze);
      r += f * ((float) rig.bottom().x() - r);
      g += f * ((float) rig.bottom().y() - g);
      b += f * ((float) rig.bottom().z() - b);
    }
    int o = 3 * i;
    light[o] += opacity * (r - light[o]);
    light[o + 1] += opacity * (g - light[o + 1]);
    light[o + 2] += opacity * (b - light[o + 2]);
  }
}
