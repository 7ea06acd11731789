package dev.foley.internal.weights;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** See {@link Checkpoint#under}. */
final class PrefixView implements Checkpoint {
  private final Checkpoint whole;
  private final String prefix;
  private final Set<String> names;

  PrefixView(Checkpoint whole, String prefix) {
    this.whole = whole;
    this.prefix = prefix;
    Set<String> inside = new LinkedHashSet<>();
    for (String name : whole.names()) {
      if (name.startsWith(prefix)) {
        inside.add(name.substring(prefix.length()));
      }
    }
    this.names = Collections.unmodifiableSet(inside);
  }

  @Override
  public String origin() {
    return whole.origin();
  }

  @Override
  public Set<String> names() {
    return names;
  }

  @Override
  public long[] shape(String name) {
    return whole.shape(prefix + name);
  }

  @Override
  public DType dtype(String name) {
    return whole.dtype(prefix + name);
  }

  @Override
  public Map<String, Object> metadata() {
    return whole.metadata();
  }

  @Override
  public void read(String name, long first, FloatBuffer target) {
    whole.read(prefix + name, first, target);
  }

  @Override
  public void readF16(String name, long first, ShortBuffer target) {
    whole.readF16(prefix + name, first, target);
  }

  @Override
  public long[] longs(String name) {
    return whole.longs(prefix + name);
  }

  @Override
  public void close() {
    whole.close();
  }
}
