package dev.foley.internal.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Layers against plain loops in double precision, and the laws of rotary positions. */
class LayersTest {
  /** A few hundred float32 operations on numbers near one. */
  private static final float TOLERANCE = 2e-6f;

  private final NDManager manager = Torch.newManager(Torch.device("cpu"));
  private final Random random = new Random(1);

  @AfterEach
  void close() {
    manager.close();
  }

  private float[] normal(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Test
  void attentionIsTheSoftmaxWeightedMean() {
    int b = 2;
    int h = 3;
    int n = 5;
    int m = 7;
    int d = 4;
    float[] q = normal(b * h * n * d);
    float[] k = normal(b * h * m * d);
    float[] v = normal(b * h * m * d);
    float[] bias = new float[m];
    bias[m - 1] = -Float.MAX_VALUE;
    float[] expected = new float[q.length];
    for (int g = 0; g < b * h; g++) {
      for (int i = 0; i < n; i++) {
        double[] weight = new double[m - 1];
        for (int j = 0; j < m - 1; j++) {
          double score = 0;
          for (int c = 0; c < d; c++) {
            score += (double) q[(g * n + i) * d + c] * k[(g * m + j) * d + c];
          }
          weight[j] = Math.exp(score / Math.sqrt(d));
        }
        double sum = Arrays.stream(weight).sum();
        for (int c = 0; c < d; c++) {
          double mean = 0;
          for (int j = 0; j < m - 1; j++) {
            mean += weight[j] / sum * v[(g * m + j) * d + c];
          }
          expected[(g * n + i) * d + c] = (float) mean;
        }
      }
    }
    NDArray actual =
        Layers.attention(
            manager.create(q, new Shape(b, h, n, d)),
            manager.create(k, new Shape(b, h, m, d)),
            manager.create(v, new Shape(b, h, m, d)),
            manager.create(bias, new Shape(1, 1, 1, m)));
    assertArrayEquals(expected, actual.toFloatArray(), TOLERANCE);
  }

  @Test
  void tokenConvolutionKeepsTheLengthAndPadsWithZeros() {
    int n = 6;
    int in = 3;
    int out = 4;
    for (int kernel : new int[] {1, 3, 5}) {
      float[] x = normal(n * in);
      float[] w = normal(out * in * kernel);
      float[] bias = normal(out);
      float[] expected = new float[n * out];
      for (int t = 0; t < n; t++) {
        for (int o = 0; o < out; o++) {
          double sum = bias[o];
          for (int j = 0; j < kernel; j++) {
            int at = t + j - kernel / 2;
            for (int c = 0; c < in && at >= 0 && at < n; c++) {
              sum += (double) w[(o * in + c) * kernel + j] * x[at * in + c];
            }
          }
          expected[t * out + o] = (float) sum;
        }
      }
      Tensors weights =
          new ResidentTensors(
              Map.of(
                  "c.weight", manager.create(w, new Shape(out, in, kernel)),
                  "c.bias", manager.create(bias)));
      NDArray y = Layers.tokenConv(manager.create(x, new Shape(1, n, in)), weights, "c");
      assertEquals(new Shape(1, n, out), y.getShape());
      assertArrayEquals(expected, y.toFloatArray(), TOLERANCE * 4);
    }
  }

  @Test
  void normsHaveTheirMoments() {
    float[] x = normal(64);
    for (int i = 0; i < x.length; i++) {
      x[i] = 3 * x[i] + 5;
    }
    float[] y = Layers.layerNorm(manager.create(x, new Shape(1, 1, 64)), 1e-12).toFloatArray();
    double mean = 0;
    double square = 0;
    for (float value : y) {
      mean += value / 64;
      square += value * value / 64;
    }
    assertEquals(0, mean, TOLERANCE);
    assertEquals(1, square, TOLERANCE);
    NDArray gain = manager.ones(new Shape(64));
    double power = 0;
    for (float value :
        Layers.rmsNorm(manager.create(x, new Shape(1, 1, 64)), gain, 1e-12).toFloatArray()) {
      power += value * value / 64;
    }
    assertEquals(1, power, TOLERANCE);
  }

  @Test
  void rotationKeepsNormsAndDependsOnDistancesOnly() {
    int d = 16;
    int[] positions = {0, 1, 2, 5, 9, 100};
    float[] a = normal(d);
    float[] b = normal(d);
    float[][] turnedA = turn(a, positions, d);
    float[][] turnedB = turn(b, positions, d);
    for (int p = 0; p < positions.length; p++) {
      assertEquals(dot(a, a), dot(turnedA[p], turnedA[p]), 1e-4);
    }
    assertArrayEquals(a, turnedA[0], TOLERANCE);
    int[] shifted = Arrays.stream(positions).map(p -> p + 37).toArray();
    float[][] laterA = turn(a, shifted, d);
    float[][] laterB = turn(b, shifted, d);
    for (int p = 0; p < positions.length; p++) {
      for (int q = 0; q < positions.length; q++) {
        // Angles up to 137 rad in float32: about 1e-5 each, on products near d.
        assertEquals(dot(turnedA[p], turnedB[q]), dot(laterA[p], laterB[q]), 1e-3);
      }
    }
  }

  private float[][] turn(float[] vector, int[] positions, int d) {
    float[] all = new float[positions.length * d];
    for (int p = 0; p < positions.length; p++) {
      System.arraycopy(vector, 0, all, p * d, d);
    }
    float[] turned =
        Rotary.at(manager, positions, d)
            .rotate(manager.create(all, new Shape(1, 1, positions.length, d)))
            .toFloatArray();
    float[][] rows = new float[positions.length][];
    for (int p = 0; p < positions.length; p++) {
      rows[p] = Arrays.copyOfRange(turned, p * d, (p + 1) * d);
    }
    return rows;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @Test
  void scopesKeepOnlyTheResult() {
    NDArray input = manager.create(new float[] {1, 2, 3});
    int before = manager.getManagedArrays().size();
    NDArray result = Scope.run(input, x -> x.add(1).mul(2).sub(3));
    assertEquals(before + 1, manager.getManagedArrays().size());
    assertArrayEquals(new float[] {1, 3, 5}, result.toFloatArray());
    assertArrayEquals(new float[] {1, 2, 3}, input.toFloatArray());
  }
}
