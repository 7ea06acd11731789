package dev.foley.training;

import dev.foley.internal.weights.Checkpoint;
import dev.foley.internal.weights.SafeTensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files of weights in the order of preference: a tensor comes from the first that has it. */
final class WeightSources implements AutoCloseable {
  private final List<Checkpoint> files = new ArrayList<>();
  private Map<String, float[]> fallback = Map.of();

  /** Adds the averaged weights of a trainer, if it has run. */
  WeightSources state(Path file) {
    return state(file, TrainingState.AVERAGE);
  }

  /**
   * Adds weights of a trainer, if it has run.
   *
   * @param part {@link TrainingState#AVERAGE} or {@link TrainingState#LAST}
   */
  WeightSources state(Path file, String part) {
    if (Files.exists(file)) {
      files.add(SafeTensors.open(file).under(part));
    }
    return this;
  }

  /**
   * Adds weights as {@code assemble} writes them.
   *
   * @param file may be null, for none
   */
  WeightSources assembled(Path file) {
    if (file != null) {
      files.add(SafeTensors.open(file));
    }
    return this;
  }

  /** Values of what no file has. */
  WeightSources orElse(Map<String, float[]> values) {
    fallback = values;
    return this;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /** Whether each tensor is in one of the files. */
  boolean haveAll(Set<String> names) {
    return names.stream()
        .allMatch(name -> files.stream().anyMatch(file -> file.names().contains(name)));
  }

  float[] floats(String name) {
    for (Checkpoint file : files) {
      if (file.names().contains(name)) {
        return file.floats(name);
      }
    }
    if (!fallback.containsKey(name)) {
      throw new IllegalArgumentException(
          "neither the run nor --from has the weights " + name + "; train them first");
    }
    return fallback.get(name);
  }

  @Override
  public void close() {
    files.forEach(Checkpoint::close);
  }
}
