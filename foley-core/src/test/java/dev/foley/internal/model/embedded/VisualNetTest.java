package dev.foley.internal.model.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.nn.Torch;
import org.junit.jupiter.api.Test;

class VisualNetTest {
  /** Even odds for everything; in the second token the camera moves up or down. */
  private static float[] probabilities(float before, float after) {
    try (NDManager manager = Torch.newManager(Torch.device("cpu"))) {
      float[] scalars = new float[2 * VisualNet.SCALARS];
      scalars[VisualNet.SCALARS + VisualInput.CAMERA_BEFORE_Y] = before;
      scalars[VisualNet.SCALARS + VisualInput.CAMERA_AFTER_Y] = after;
      NDArray head = manager.zeros(new Shape(1, 4, 3));
      return VisualNet.probabilities(
          head, manager.create(scalars, new Shape(1, 2, VisualNet.SCALARS)));
    }
  }

  @Test
  void aMovingCameraHalvesTheOddsOfAContactAndOfNothingElse() {
    float[] p = probabilities(-0.2f, -0.1f);
    for (int fine = 0; fine < 4; fine++) {
      assertEquals(fine < 2 ? 0.5f : 1 / 3f, p[3 * fine], 1e-6f, "contact " + fine);
      assertEquals(0.5f, p[3 * fine + 1], 1e-6f, "strength " + fine);
      assertEquals(0.5f, p[3 * fine + 2], 1e-6f, "friction " + fine);
    }
  }

  @Test
  void aCameraThatHardlyMovesOrJittersIsAtRest() {
    assertEquals(0.5f, probabilities(0.004f, 0.005f)[6], 1e-6f);
    assertEquals(0.5f, probabilities(0.2f, -0.2f)[6], 1e-6f);
  }

  @Test
  void betweenRestAndMotionTheOddsFallSteadily() {
    float last = 0.5f;
    for (float speed = 0.006f; speed < 0.0145f; speed += 0.002f) {
      float p = probabilities(speed, speed)[6];
      assertTrue(p < last && p > 1 / 3f, speed + " gives " + p);
      last = p;
    }
  }
}
