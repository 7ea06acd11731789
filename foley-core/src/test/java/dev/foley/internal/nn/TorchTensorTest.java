package dev.foley.internal.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class TorchTensorTest {
  @Test
  void holdsTheNumbersAndNoneOfJavasDirectMemory() {
    float[] values = new float[3 * 5 * 1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    try (NDManager manager = Torch.newManager(Torch.device("cpu"))) {
      long before = directBytes();
      NDArray tensor = Torch.tensor(manager, values, new Shape(3, 5, 1000));
      long behind = directBytes();
      assertEquals(before, behind);
      assertArrayEquals(values, tensor.toFloatArray());
      assertEquals(7 * 1000 + 3, tensor.getFloat(1, 2, 3));
    }
  }

  @Test
  void refusesAnotherNumberOfNumbers() {
    try (NDManager manager = Torch.newManager(Torch.device("cpu"))) {
      Shape shape = new Shape(2, 3);
      assertThrows(
          IllegalArgumentException.class, () -> Torch.tensor(manager, new float[5], shape));
      assertThrows(
          IllegalArgumentException.class, () -> Torch.tensor(manager, new float[7], shape));
    }
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
