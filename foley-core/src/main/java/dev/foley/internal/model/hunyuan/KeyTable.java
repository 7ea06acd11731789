package dev.foley.internal.model.hunyuan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys that a network needs, each with its shape. */
final class KeyTable {
  private final Map<String, long[]> keys = new LinkedHashMap<>();

  void put(String name, long... shape) {
    keys.put(name, shape);
  }

  /** A weight and the bias of its outputs. */
  void affine(String name, long... shape) {
    keys.put(name + ".weight", shape);
    keys.put(name + ".bias", new long[] {shape[0]});
  }

  /** Gain and offset of a layer normalisation. */
  void norm(String name, long width) {
    affine(name, width);
  }

  Map<String, long[]> keys() {
    return Collections.unmodifiableMap(keys);
  }
}
