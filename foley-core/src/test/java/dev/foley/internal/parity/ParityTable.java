package dev.foley.internal.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Prints every component's comparison, in one table, when the last test has run. */
public final class ParityTable implements BeforeAllCallback {
  private static final List<ParityReport> REPORTS = new ArrayList<>();
  private static final Set<String> ABSENT = new TreeSet<>();

  static synchronized void add(ParityReport report) {
    REPORTS.add(report);
  }

  static synchronized void absent(String file) {
    ABSENT.add(file);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(ParityTable.class, key -> (AutoCloseable) ParityTable::print);
  }

  private static synchronized void print() {
    if (REPORTS.isEmpty() && ABSENT.isEmpty()) {
      return;
    }
    StringBuilder table = new StringBuilder();
    table.append(
        String.format("parity  %-30s %5s  %9s  %9s%n", "component", "tens.", "error", "tolerance"));
    REPORTS.stream().map(ParityReport::line).sorted().forEach(l -> table.append(l).append('\n'));
    ABSENT.forEach(
        file -> table.append("parity  absent from this set: ").append(file).append('\n'));
    System.out.print(table);
  }
}
