package dev.foley.internal.model.hunyuan;

import java.util.ArrayList;
import java.util.List;

/**
 * Values on a regular grid of instants, filled in order and forgotten from the front. After the
 * last one, the grid goes on with it for ever.
 */
final class InstantTrack<T> {
  private final List<T> values = new ArrayList<>();
  private long first;

  void add(T value) {
    values.add(value);
  }

  /** Index after the last value. */
  long end() {
    return first + values.size();
  }

  /** The value at an instant; instants outside take the nearest one. */
  T get(long index) {
    if (values.isEmpty()) {
      throw new IllegalStateException("no picture has arrived yet");
    }
    if (index < first && first > 0) {
      throw new IllegalStateException("instant " + index + " was already released");
    }
    return values.get((int) Math.max(0, Math.min(values.size() - 1, index - first)));
  }

  /** Forgets what lies before an instant, but never the last value. */
  void release(long before) {
    int count = (int) Math.max(0, Math.min(before - first, values.size() - 1));
    values.subList(0, count).clear();
    first += count;
  }
}
