package dev.foley.training.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.foley.internal.nn.Torch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdamWTest {
  private static Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("layer.weight", new long[] {2, 3});
    shapes.put("layer.bias", new long[] {2});
    shapes.put("norm.weight", new long[] {4});
    return shapes;
  }

  @Test
  void tensorsAreWindowsOnTheFlatOne() {
    try (NDManager manager = Torch.newManager(Torch.device("cpu"))) {
      Parameters parameters = new Parameters(manager, shapes(), new SplittableRandom(1));
      assertArrayEquals(
          new float[] {1, 1, 1, 1}, parameters.tensors().get("norm.weight").toFloatArray());
      float[] row = new float[12];
      for (int i = 0; i < row.length; i++) {
        row[i] = i;
      }
      parameters.assign(row);
      assertArrayEquals(new float[] {6, 7}, parameters.tensors().get("layer.bias").toFloatArray());
      assertArrayEquals(row, parameters.row(parameters.byName(row)::get));
      assertArrayEquals(new float[] {1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0}, parameters.decaying());
    }
  }

  @Test
  void findsTheMinimumOfAParabola() {
    try (NDManager manager = Torch.newManager(Torch.device("cpu"))) {
      Parameters parameters = new Parameters(manager, shapes(), new SplittableRandom(2));
      try (AdamW optimizer = new AdamW(parameters, manager, 0, 0.9)) {
        double first = step(manager, parameters, optimizer);
        double last = first;
        for (int i = 0; i < 300; i++) {
          last = step(manager, parameters, optimizer);
        }
        assertTrue(last < 1e-3 * first, "loss fell from " + first + " to " + last);
        for (float value : parameters.values()) {
          assertEquals(3, value, 0.05);
        }
        // The average follows the weights.
        assertArrayEquals(parameters.values(), optimizer.state()[2], 0.05f);
      }
    }
  }

  @Test
  void decayShrinksMatricesOnly() {
    try (NDManager manager = Torch.newManager(Torch.device("cpu"))) {
      Parameters parameters = new Parameters(manager, shapes(), new SplittableRandom(3));
      float[] ones = new float[12];
      java.util.Arrays.fill(ones, 1);
      parameters.assign(ones);
      try (AdamW optimizer = new AdamW(parameters, manager, 0.5, 0.9)) {
        backward(manager, parameters, 0);
        optimizer.step(0.1, 1);
        assertArrayEquals(
            new float[] {.95f, .95f, .95f, .95f, .95f, .95f, 1, 1, 1, 1, 1, 1},
            parameters.values(),
            1e-6f);
      }
    }
  }

  private static double step(NDManager manager, Parameters parameters, AdamW optimizer) {
    double loss = backward(manager, parameters, 1);
    optimizer.step(0.05, 1e9);
    return loss;
  }

  /** Gradients of {@code scale * sum (w - 3)^2}. */
  private static double backward(NDManager manager, Parameters parameters, double scale) {
    try (TensorScope scope = new TensorScope(manager, parameters.tensors().values());
        GradientCollector collector = Torch.engine().newGradientCollector()) {
      NDArray three = scope.manager().create(3f);
      NDArray factor = scope.manager().create((float) scale);
      NDArray loss = scope.manager().create(0f);
      for (NDArray tensor : parameters.tensors().values()) {
        loss = loss.add(tensor.sub(three).square().sum().mul(factor));
      }
      collector.backward(loss);
      return loss.getFloat();
    }
  }
}
