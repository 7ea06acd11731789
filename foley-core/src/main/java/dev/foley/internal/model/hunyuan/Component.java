package dev.foley.internal.model.hunyuan;

import dev.foley.internal.weights.Checkpoint;
import dev.foley.internal.weights.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One network's file, with the keys it should hold.
 *
 * @param name what the network is called
 * @param checkpoint the open file, already narrowed to the network's own dictionary
 * @param keys needed keys and shapes
 * @param foreign prefixes of keys that belong to other parts and are not looked at
 * @param strict whether any other key is a fault rather than a remark
 */
record Component(
    String name,
    Checkpoint checkpoint,
    Map<String, long[]> keys,
    List<String> foreign,
    boolean strict) {

  /** Parameters of the needed keys. */
  long parameters() {
    long sum = 0;
    for (long[] shape : keys.values()) {
      long count = 1;
      for (long size : shape) {
        count *= size;
      }
      sum += count;
    }
    return sum;
  }

  Set<DType> types() {
    Set<DType> types = EnumSet.noneOf(DType.class);
    for (String name : keys.keySet()) {
      if (checkpoint.names().contains(name)) {
        types.add(checkpoint.dtype(name));
      }
    }
    return types;
  }

  /** What keeps the network from running: missing, mis-shaped, and (if strict) unexpected keys. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    keys.forEach(
        (key, shape) -> {
          if (!has(key)) {
            faults.add(name + ": " + key + " is missing");
          } else if (!checkpoint.dtype(key).isFloating()) {
            faults.add(name + ": " + key + " holds " + checkpoint.dtype(key) + ", not numbers");
          } else if (!Arrays.equals(shape, checkpoint.shape(key))) {
            faults.add(
                name
                    + ": "
                    + key
                    + " has shape "
                    + Arrays.toString(checkpoint.shape(key))
                    + ", expected "
                    + Arrays.toString(shape));
          }
        });
    if (strict) {
      unexpected().forEach(key -> faults.add(name + ": " + key + " is unexpected"));
    }
    return faults;
  }

  private boolean has(String key) {
    return checkpoint.names().contains(key);
  }

  /** Keys that no network knows. */
  List<String> unexpected() {
    List<String> names = new ArrayList<>();
    for (String key : checkpoint.names()) {
      if (!keys.containsKey(key) && foreign.stream().noneMatch(key::startsWith)) {
        names.add(key);
      }
    }
    return names;
  }
}
