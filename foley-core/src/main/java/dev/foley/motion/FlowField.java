package dev.foley.motion;

/**
 * A dense displacement field, one vector for every 2x2 pixels of the pictures it was computed from.
 * Vector ({@code x}, {@code y}) lies at index {@code y * width() + x} and belongs to the point
 * ({@code 2x + 0.5}, {@code 2y + 0.5}) of the picture. Units are pixels of the picture, x to the
 * right, y down. Mutable and reusable; not thread-safe.
 */
public final class FlowField {
  private final int width;
  private final int height;
  final float[] u;
  final float[] v;

  /** A field of zeros with {@code width} x {@code height} vectors. */
  public FlowField(int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("flow field of " + width + "x" + height);
    }
    this.width = width;
    this.height = height;
    this.u = new float[width * height];
    this.v = new float[width * height];
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Displacement to the right, in pixels of the picture. */
  public float u(int x, int y) {
    return u[y * width + x];
  }

  /** Displacement downwards, in pixels of the picture. */
  public float v(int x, int y) {
    return v[y * width + x];
  }

  void clear() {
    java.util.Arrays.fill(u, 0f);
    java.util.Arrays.fill(v, 0f);
  }
}
