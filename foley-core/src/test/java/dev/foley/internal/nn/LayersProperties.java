package dev.foley.internal.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Laws of the layers over shapes. */
class LayersProperties {
  private static final int TRIES = 40;

  private static float[] normal(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** With many outputs a product of unfolded tokens, with few a convolution: the same numbers. */
  @Property(tries = TRIES)
  void tokenConvolutionIsTheSumOverNeighbours(
      @ForAll @IntRange(min = 1, max = 3) int batch,
      @ForAll @IntRange(min = 1, max = 9) int tokens,
      @ForAll @IntRange(min = 1, max = 4) int in,
      @ForAll @IntRange(min = 1, max = 60) int out,
      @ForAll @IntRange(min = 0, max = 2) int reach,
      @ForAll int seed) {
    Random random = new Random(seed);
    int kernel = 2 * reach + 1;
    float[] x = normal(random, batch * tokens * in);
    float[] w = normal(random, out * in * kernel);
    float[] bias = normal(random, out);
    float[] expected = new float[batch * tokens * out];
    for (int i = 0; i < expected.length; i++) {
      int o = i % out;
      int t = i / out % tokens;
      int b = i / out / tokens;
      double sum = bias[o];
      for (int k = 0; k < kernel; k++) {
        int at = t + k - reach;
        for (int c = 0; c < in && at >= 0 && at < tokens; c++) {
          sum += (double) w[(o * in + c) * kernel + k] * x[(b * tokens + at) * in + c];
        }
      }
      expected[i] = (float) sum;
    }
    try (NDManager manager = Torch.newManager(Torch.device("cpu"))) {
      Tensors weights =
          new ResidentTensors(
              Map.of(
                  "c.weight", manager.create(w, new Shape(out, in, kernel)),
                  "c.bias", manager.create(bias)));
      NDArray y = Layers.tokenConv(manager.create(x, new Shape(batch, tokens, in)), weights, "c");
      assertEquals(new Shape(batch, tokens, out), y.getShape());
      assertArrayEquals(expected, y.toFloatArray(), 1e-5f);
    }
  }

  /** Weights that sum to one: the result lies between the least and the largest value. */
  @Property(tries = TRIES)
  void attentionStaysWithinItsValues(
      @ForAll @IntRange(min = 1, max = 3) int heads,
      @ForAll @IntRange(min = 1, max = 8) int queries,
      @ForAll @IntRange(min = 1, max = 8) int keys,
      @ForAll @IntRange(min = 1, max = 8) int size,
      @ForAll int seed) {
    Random random = new Random(seed);
    try (NDManager manager = Torch.newManager(Torch.device("cpu"))) {
      NDArray q =
          manager.create(
              normal(random, heads * queries * size), new Shape(1, heads, queries, size));
      Shape shape = new Shape(1, heads, keys, size);
      NDArray k = manager.create(normal(random, heads * keys * size), shape);
      float[] values = normal(random, heads * keys * size);
      NDArray o = Layers.attention(q, k, manager.create(values, shape));
      assertEquals(q.getShape(), o.getShape());
      float[] actual = o.toFloatArray();
      for (int i = 0; i < actual.length; i++) {
        int head = i / size / queries;
        double least = Double.MAX_VALUE;
        double most = -Double.MAX_VALUE;
        for (int j = 0; j < keys; j++) {
          float value = values[(head * keys + j) * size + i % size];
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
        assertEquals(Math.max(least, Math.min(most, actual[i])), actual[i], 1e-5);
      }
    }
  }

  /** Rotations keep lengths, and turning by p then undoing it by -p is no change. */
  @Property(tries = TRIES)
  void rotationKeepsNorms(
      @ForAll @IntRange(min = 1, max = 4) int heads,
      @ForAll @IntRange(min = 1, max = 20) int tokens,
      @ForAll @IntRange(min = 1, max = 8) int pairs,
      @ForAll @IntRange(min = 0, max = 1500) int first,
      @ForAll int seed) {
    int size = 2 * pairs;
    int[] there = new int[tokens];
    int[] back = new int[tokens];
    for (int i = 0; i < tokens; i++) {
      there[i] = first + i;
      back[i] = -there[i];
    }
    float[] x = normal(new Random(seed), heads * tokens * size);
    try (NDManager manager = Torch.newManager(Torch.device("cpu"))) {
      NDArray turned =
          Rotary.at(manager, there, size)
              .rotate(manager.create(x, new Shape(1, heads, tokens, size)));
      float[] values = turned.toFloatArray();
      for (int i = 0; i < values.length; i += 2) {
        assertEquals(Math.hypot(x[i], x[i + 1]), Math.hypot(values[i], values[i + 1]), 1e-5);
      }
      float[] again = Rotary.at(manager, back, size).rotate(turned).toFloatArray();
      assertArrayEquals(x, again, 1e-5f);
    }
  }
}
