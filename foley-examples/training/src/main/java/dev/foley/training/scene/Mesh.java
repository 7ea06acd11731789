package dev.foley.training.scene;

/**
 * Triangles with normals and texture coordinates. Immutable after building.
 *
 * @param position 3 floats a vertex, metres
 * @param normal 3 floats a vertex, unit length
 * @param uv 2 floats a vertex; one unit is one texture tile
 * @param index 3 vertex numbers a triangle, counter-clockwise seen from outside
 * @param doubleSided whether the back of a triangle is drawn too
 */
record Mesh(float[] position, float[] normal, float[] uv, int[] index, boolean doubleSided) {
  int vertices() {
    return position.length / 3;
  }

  Mesh twoSided() {
    return new Mesh(position, normal, uv, index, true);
  }

  /** The same triangles with every vertex mapped: baked placement, for compound objects. */
  Mesh placed(Affine a) {
    float[] p = new float[position.length];
    float[] n = new float[normal.length];
    Vec3 o = a.origin();
    for (int i = 0; i < p.length; i += 3) {
      Vec3 v = a.apply(position[i], position[i + 1], position[i + 2]);
      Vec3 w = a.apply(normal[i], normal[i + 1], normal[i + 2]).minus(o).unit();
      p[i] = (float) v.x();
      p[i + 1] = (float) v.y();
      p[i + 2] = (float) v.z();
      n[i] = (float) w.x();
      n[i + 1] = (float) w.y();
      n[i + 2] = (float) w.z();
    }
    return new Mesh(p, n, uv, index, doubleSided);
  }

  /** All parts as one mesh. */
  static Mesh join(Mesh... parts) {
    int vertices = 0;
    int indices = 0;
    for (Mesh part : parts) {
      vertices += part.vertices();
      indices += part.index.length;
    }
    float[] p = new float[vertices * 3];
    float[] n = new float[vertices * 3];
    float[] t = new float[vertices * 2];
    int[] ix = new int[indices];
    int v = 0;
    int k = 0;
    boolean both = false;
    for (Mesh part : parts) {
      System.arraycopy(part.position, 0, p, v * 3, part.position.length);
      System.arraycopy(part.normal, 0, n, v * 3, part.normal.length);
      System.arraycopy(part.uv, 0, t, v * 2, part.uv.length);
      for (int i : part.index) {
        ix[k++] = v + i;
      }
      v += part.vertices();
      both |= part.doubleSided;
    }
    return new Mesh(p, n, t, ix, both);
  }
}
