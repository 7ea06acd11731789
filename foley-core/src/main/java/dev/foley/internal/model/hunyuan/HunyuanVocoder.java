package dev.foley.internal.model.hunyuan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.foley.internal.nn.Torch;
import dev.foley.stage.Latents;
import dev.foley.stage.Vocoder;

/** Latents to sound with the DAC decoder; it needs no phases from outside. */
final class HunyuanVocoder implements Vocoder {
  private final NDManager manager;
  private final DacVae dac;

  HunyuanVocoder(NDManager manager, DacVae dac) {
    this.manager = manager;
    this.dac = dac;
  }

  @Override
  public float[] decode(Latents window, float[] preceding) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray z =
          Torch.tensor(scope, window.values(), new Shape(1, window.count(), window.channels()))
              .transpose(0, 2, 1);
      return dac.decode(z).toFloatArray();
    }
  }
}
