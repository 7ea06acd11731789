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
  /** Name prefix of the averaged weights, those that are shipped. */
  static final String AVERAGE = "average/";

  /** Name prefix of the weights as they are. */
  static final String LAST = "weight/";

  private static final String STEP = "step";

  /** Name prefixes of the weights, the optimiser's two moments and the averaged weights. */
  private static final String[] PARTS = {LAST, "mean/", "square/", AVERAGE};

  private final Path file;

  TrainingState(Path file) {
    this.file = file;
  }

  private boolean exists() {
    return Files.exists(file);
  }

  void save(Parameters parameters, AdamW optimizer) throws IOException {
    Map<String, SafeTensorsWriter.Tensor> tensors = new LinkedHashMap<>();
    float[][] state = optimizer.state();
    float[][] rows = {parameters.values(), state[0], state[1], state[2]};
    for (int part = 0; part < PARTS.length; part++) {
      String prefix = PARTS[part];
      parameters
          .byName(rows[part])
          .forEach(
              (name, values) ->
                  tensors.put(
                      prefix + name,
                      new SafeTensorsWriter.Tensor(
                          values, parameters.shapes().get(name).getShape())));
    }
    SafeTensorsWriter.write(
        file, tensors, DType.F32, Map.of(STEP, Long.toString(optimizer.steps())));
  }

  /** Puts saved values into parameters and optimiser that were built for the same shapes. */
  private void restore(Parameters parameters, AdamW optimizer) {
    try (Checkpoint saved = SafeTensors.open(file)) {
      float[][] rows = new float[PARTS.length][];
      for (int part = 0; part < PARTS.length; part++) {
        String prefix = PARTS[part];
        rows[part] = parameters.row(name -> saved.floats(prefix + name));
      }
      parameters.assign(rows[0]);
      optimizer.restore(
          rows[1], rows[2], rows[3], Long.parseLong((String) saved.metadata().get(STEP)));
    }
  }

  /**
   * Gets a run under way: goes on from its checkpoint if there is one, else from other weights if
   * there are any, else from the initial values.
   */
  void begin(Parameters parameters, AdamW optimizer, WeightSources weights) {
    if (exists()) {
      restore(parameters, optimizer);
    } else if (!weights.isEmpty()) {
      float[] row = parameters.row(weights::floats);
      parameters.assign(row);
      optimizer.restore(new float[row.length], new float[row.length], row, 0);
    }
  }
}
