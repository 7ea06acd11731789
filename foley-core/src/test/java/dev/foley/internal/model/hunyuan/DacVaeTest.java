package dev.foley.internal.model.hunyuan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.nn.Trace;
import dev.foley.internal.weights.Checkpoint;
import dev.foley.internal.weights.Checkpoints;
import dev.foley.internal.weights.DType;
import dev.foley.internal.weights.SafeTensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DacVaeTest {
  @TempDir Path folder;

  /** The rearranged transposed convolution against its definition, for every published rate. */
  @Test
  void stretchingIsATransposedConvolution() throws IOException {
    int in = 3;
    int out = 2;
    int length = 5;
    Random random = new Random(4);
    for (int rate : new int[] {2, 3, 4, 5, 8}) {
      float[] v = normal(random, in * out * 2 * rate);
      float[] g = normal(random, in);
      float[] bias = normal(random, out);
      float[] x = normal(random, in * length);
      String layer = "decoder.model.1.block.1";
      Path file = folder.resolve("stretch" + rate + ".safetensors");
      SafeTensorsWriter.write(
          file,
          Map.of(
              layer + ".weight_v", new SafeTensorsWriter.Tensor(v, in, out, 2L * rate),
              layer + ".weight_g", new SafeTensorsWriter.Tensor(g, in, 1, 1),
              layer + ".bias", new SafeTensorsWriter.Tensor(bias, out)),
          DType.F32,
          Map.of());
      try (Checkpoint checkpoint = Checkpoints.open(file);
          NDManager manager = Torch.newManager(Torch.device("cpu"))) {
        DacVae dac =
            new DacVae(
                DacVae.Config.of(Map.of()), DacWeights.load(checkpoint, manager, true), Trace.NONE);
        NDArray y = dac.stretch(manager.create(x, new Shape(1, in, length)), layer, rate);
        assertEquals(new Shape(1, out, (long) length * rate), y.getShape());
        float[] expected = transposed(x, DacWeights.fuse(g, v), bias, in, out, length, rate);
        assertArrayEquals(expected, y.toFloatArray(), 1e-5f, "rate " + rate);
      }
    }
  }

  private static float[] normal(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] transposed(
      float[] x, float[] w, float[] bias, int in, int out, int length, int rate) {
    int kernel = 2 * rate;
    int padding = (rate + 1) / 2;
    double[] sum = new double[out * length * rate];
    for (int c = 0; c < in; c++) {
      for (int t = 0; t < length; t++) {
        for (int o = 0; o < out; o++) {
          for (int k = 0; k < kernel; k++) {
            int at = t * rate + k - padding;
            if (at >= 0 && at < length * rate) {
              sum[o * length * rate + at] +=
                  (double) x[c * length + t] * w[(c * out + o) * kernel + k];
            }
          }
        }
      }
    }
    float[] result = new float[sum.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) (sum[i] + bias[i / (length * rate)]);
    }
    return result;
  }
}
