package dev.foley.jshell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Results in rows of equally many cells: numbers and words. Immutable; its {@code toString} is the
 * table as text.
 *
 * @param columns names
 * @param rows each as wide as the columns; cells are {@link Number}s or anything with a name
 */
public record Table(List<String> columns, List<List<Object>> rows) {
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row of " + row.size() + " cells does not fit the columns " + columns);
      }
    }
  }

  /** A table without rows. */
  public static Table of(String... columns) {
    return new Table(List.of(columns), List.of());
  }

  /** This table with one more row. */
  public Table row(Object... cells) {
    List<List<Object>> longer = new ArrayList<>(rows);
    longer.add(List.of(cells));
    return new Table(columns, longer);
  }

  /**
   * The numbers of a column.
   *
   * @throws IllegalArgumentException if there is no such column, or it holds words
   */
  public double[] column(String name) {
    int index = index(name);
    double[] values = new double[rows.size()];
    for (int i = 0; i < values.length; i++) {
      if (!(rows.get(i).get(index) instanceof Number number)) {
        throw new IllegalArgumentException("column " + name + " holds " + rows.get(i).get(index));
      }
      values[i] = number.doubleValue();
    }
    return values;
  }

  /** The rows that have this in a column; compared as text. */
  public Table where(String column, Object value) {
    int index = index(column);
    return new Table(
        columns, rows.stream().filter(row -> text(row.get(index)).equals(text(value))).toList());
  }

  /** The different cells of a column as text, in the order of their first appearance. */
  public List<String> distinct(String column) {
    int index = index(column);
    return rows.stream().map(row -> text(row.get(index))).distinct().toList();
  }

  private int index(String name) {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no column " + name + "; there are " + columns);
    }
    return index;
  }

  /** Writes the table as comma-separated values, names first. */
  public Path csv(String file) {
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", columns));
    for (List<Object> row : rows) {
      lines.add(row.stream().map(Object::toString).collect(Collectors.joining(",")));
    }
    try {
      return Files.write(Path.of(file), lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the table to " + file, e);
    }
  }

  private static String text(Object cell) {
    if (cell instanceof Double || cell instanceof Float) {
      double value = ((Number) cell).doubleValue();
      boolean plain = value == 0 || (Math.abs(value) >= 0.01 && Math.abs(value) < 1e6);
      return String.format(Locale.ROOT, plain ? "%.3f" : "%.3g", value);
    }
    return cell.toString();
  }

  @Override
  public String toString() {
    int[] widths = new int[columns.size()];
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    rows.forEach(row -> lines.add(row.stream().map(Table::text).toList()));
    for (List<String> line : lines) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], line.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      for (int c = 0; c < widths.length; c++) {
        text.append(c == 0 ? "" : "  ");
        text.append(" ".repeat(widths[c] - line.get(c).length())).append(line.get(c));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
