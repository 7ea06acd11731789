package dev.foley.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The first and the latest runs of one generator, as its policy wants to see them. One thread. */
final class RunHistory {
  private final RecyclePolicy policy;
  private final List<Run> first = new ArrayList<>();
  private final ArrayDeque<Run> latest = new ArrayDeque<>();
  private int requests;

  RunHistory(RecyclePolicy policy) {
    this.policy = policy;
  }

  private record Run(double latency, double megabytes) {}

  /** Counts a request that failed, whose latency says nothing. */
  void failed() {
    requests++;
  }

  /**
   * Counts a request.
   *
   * @param latency seconds of work for a second of sound
   * @param megabytes resident memory afterwards; NaN if unknown
   */
  void add(double latency, double megabytes) {
    requests++;
    Run run = new Run(latency, megabytes);
    if (first.size() < policy.firstRuns()) {
      first.add(run);
      return;
    }
    latest.add(run);
    if (latest.size() > policy.firstRuns()) {
      latest.remove();
    }
  }

  /** Why the generator has to go; empty if it may stay. */
  Optional<String> verdict() {
    if (policy.requests() > 0 && requests >= policy.requests()) {
      return Optional.of("it has done " + requests + " requests");
    }
    if (latest.size() < policy.firstRuns()) {
      return Optional.empty();
    }
    Optional<String> slow = beyond("seconds for a second of sound", Run::latency, policy.latency());
    return slow.isPresent()
        ? slow
        : beyond("MB of resident memory", Run::megabytes, policy.memory());
  }

  private Optional<String> beyond(String what, ToDoubleFunction<Run> value, double factor) {
    double before = median(first, value);
    double now = median(latest, value);
    // Unknown values compare as false.
    return now > before * factor
        ? Optional.of(String.format(Locale.ROOT, "%.2f %s became %.2f", before, what, now))
        : Optional.empty();
  }

  private static double median(Collection<Run> runs, ToDoubleFunction<Run> value) {
    double[] values = runs.stream().mapToDouble(value).sorted().toArray();
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
