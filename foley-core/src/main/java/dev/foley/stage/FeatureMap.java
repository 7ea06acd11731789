package dev.foley.stage;

import java.util.Objects;

/**
 * A sequence of equally wide feature vectors on the host, row by row. The array is handed over, not
 * copied, and must not be written afterwards.
 *
 * @param tokens number of vectors
 * @param width values in each vector
 * @param values {@code tokens * width} numbers
 */
public record FeatureMap(int tokens, int width, float[] values) {
  public FeatureMap {
    Objects.requireNonNull(values, "values");
    if (tokens < 0 || width < 1 || values.length != (long) tokens * width) {
      throw new IllegalArgumentException(
          "a " + tokens + " x " + width + " feature map cannot hold " + values.length + " values");
    }
  }
}
