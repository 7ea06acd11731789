package dev.foley.media.internal;

import java.util.ArrayList;
import java.util.List;

/** Warnings of one stream; bounded, because a hostile file can hold millions of faults. */
public final class MediaWarnings {
  private static final int LIMIT = 16;

  private final List<String> entries = new ArrayList<>();
  private int suppressed;

  public void add(String sentence) {
    if (entries.contains(sentence)) {
      return;
    }
    if (entries.size() < LIMIT) {
      entries.add(sentence);
    } else {
      suppressed++;
    }
  }

  public List<String> list() {
    if (suppressed == 0) {
      return List.copyOf(entries);
    }
    List<String> all = new ArrayList<>(entries);
    all.add(suppressed + " more warnings of this kind were left out.");
    return List.copyOf(all);
  }
}
