package dev.foley.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A sequence of equally wide columns that never grows beyond a limit: when it would, neighbours are
 * merged two by two and from then on each column stands for twice as much time. One thread.
 */
final class ColumnPyramid {
  /** Merges the second value into the first. */
  @FunctionalInterface
  interface Merge {
    float of(float a, float b);
  }

  private final int limit;
  private final Merge merge;
  private final List<float[]> columns = new ArrayList<>();
  private float[] open;
  private int inOpen;
  private int perColumn = 1;

  /**
   * Makes an empty sequence.
   *
   * @param limit greatest number of columns, even
   */
  ColumnPyramid(int limit, Merge merge) {
    this.limit = limit;
    this.merge = merge;
  }

  /** Adds the next item; the array is kept. */
  void add(float[] item) {
    if (open == null) {
      open = item;
    } else {
      mergeInto(open, item);
    }
    if (++inOpen == perColumn) {
      columns.add(open);
      open = null;
      inOpen = 0;
      if (columns.size() == limit) {
        halve();
      }
    }
  }

  private void halve() {
    for (int i = 0; i < limit / 2; i++) {
      float[] column = columns.get(2 * i);
      mergeInto(column, columns.get(2 * i + 1));
      columns.set(i, column);
    }
    columns.subList(limit / 2, limit).clear();
    perColumn *= 2;
  }

  private void mergeInto(float[] a, float[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] = merge.of(a[i], b[i]);
    }
  }

  /** Items in one column. */
  int perColumn() {
    return perColumn;
  }

  /** The columns so far; the last one may stand for less time. */
  List<float[]> columns() {
    List<float[]> all = new ArrayList<>(columns);
    if (open != null) {
      all.add(open);
    }
    return all;
  }
}
