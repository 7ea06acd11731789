package dev.foley.training;

import dev.foley.internal.weights.Checkpoint;
import dev.foley.internal.weights.DType;
import dev.foley.internal.weights.SafeTensors;
import dev.foley.internal.weights.SafeTensorsWriter;
import dev.foley.training.optim.AdamW;
import dev.foley.training.optim.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A run's checkpoint: weights, optimiser state and step count, written in one atomic step. */
final class TrainingState {
  private static final String STEP = "step";

  private final Path file;

  TrainingState(Path file) {
    this.file = file;
  }

  private boolean exists() {
    return Files.exists(file);
  }

  void save(Parameters parameters, AdamW optimizer) throws IOException {
    Map<String, SafeTensorsWriter.Tensor> tensors = new LinkedHashMap<>();
    parameters
        .tensors()
        .forEach(
            (name, t) -> {
              long[] shape = t.getShape().getShape();
              tensors.put("weight/" + name, new SafeTensorsWriter.Tensor(t.toFloatArray(), shape));
              optimizer
                  .state(name)
                  .forEach(
                      (part, values) ->
                          tensors.put(
                              part + "/" + name, new SafeTensorsWriter.Tensor(values, shape)));
            });
    SafeTensorsWriter.write(
        file, tensors, DType.F32, Map.of(STEP, Long.toString(optimizer.steps())));
  }

  /** Puts saved values into parameters and optimiser that were built for the same shapes. */
  private void restore(Parameters parameters, AdamW optimizer) {
    try (Checkpoint saved = SafeTensors.open(file)) {
      for (String name : parameters.tensors().keySet()) {
        parameters.set(name, saved.floats("weight/" + name));
        optimizer.restore(
            name,
            saved.floats("mean/" + name),
            saved.floats("square/" + name),
            saved.floats("average/" + name));
      }
      optimizer.resumeAt(Long.parseLong((String) saved.metadata().get(STEP)));
    }
  }

  /**
   * Gets a run under way: goes on from its checkpoint if there is one, else from assembled weights
   * if they are given, else from the initial values.
   *
   * @param weights a file as {@code assemble} writes it; may be null
   */
  void begin(Parameters parameters, AdamW optimizer, Path weights) {
    if (exists()) {
      restore(parameters, optimizer);
    } else if (weights != null) {
      try (Checkpoint shipped = SafeTensors.open(weights)) {
        for (String name : parameters.tensors().keySet()) {
          float[] values = shipped.floats(name);
          parameters.set(name, values);
          optimizer.restore(name, new float[values.length], new float[values.length], values);
        }
      }
    }
  }
}
