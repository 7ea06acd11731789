package dev.foley.pool;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When a generator is closed and replaced by a fresh one: after a number of requests, or when its
 * latency or its memory has left the band of its own first runs. Immutable.
 *
 * <p>Compared are medians, of the first {@code firstRuns} runs and of as many latest ones, so that
 * neither a warm-up nor one slow clip decides.
 *
 * @param requests after this many; 0: however many
 * @param latency when the time for a second of sound exceeds that of the first runs by this factor;
 *     infinity: however slow
 * @param memory the same for the resident memory of the generator's process, where the platform
 *     tells it (Linux)
 * @param firstRuns how many runs make a median, at least 1
 */
public record RecyclePolicy(int requests, double latency, double memory, int firstRuns) {
  private static final double LATENCY = 1.5;
  private static final double MEMORY = 1.3;
  private static final int FIRST_RUNS = 3;

  public RecyclePolicy {
    require(requests >= 0, "a number of requests must not be negative", requests);
    require(latency > 1, "a factor for the latency must exceed 1", latency);
    require(memory > 1, "a factor for the memory must exceed 1", memory);
    require(firstRuns >= 1, "at least one run makes a median", firstRuns);
  }

  /** Half as slow again, or 30 % more memory, than in the first three runs. */
  public static RecyclePolicy standard() {
    return new RecyclePolicy(0, LATENCY, MEMORY, FIRST_RUNS);
  }

  /** A generator is only replaced when its process dies. */
  public static RecyclePolicy never() {
    return new RecyclePolicy(0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, FIRST_RUNS);
  }

  /** The same bands, and a fresh generator after {@code count} requests at the latest. */
  public RecyclePolicy afterRequests(int count) {
    return new RecyclePolicy(count, latency, memory, firstRuns);
  }

  /**
   * One finished request of a generator.
   *
   * @param latency seconds of work for a second of sound; NaN if the request failed
   * @param megabytes resident memory afterwards; NaN if unknown
   */
  record Run(double latency, double megabytes) {}

  /** Why a generator with these runs has to go; empty if it may stay. */
  Optional<String> verdict(List<Run> runs) {
    if (requests > 0 && runs.size() >= requests) {
      return Optional.of("it has done " + runs.size() + " requests");
    }
    double[] latencies = runs.stream().mapToDouble(Run::latency).filter(Double::isFinite).toArray();
    double[] memories =
        runs.stream().mapToDouble(Run::megabytes).filter(Double::isFinite).toArray();
    Optional<String> slow = beyond("seconds for a second of sound", latencies, latency);
    return slow.isPresent() ? slow : beyond("MB of resident memory", memories, memory);
  }

  private Optional<String> beyond(String what, double[] values, double factor) {
    if (values.length < 2 * firstRuns) {
      return Optional.empty();
    }
    double first = median(Arrays.copyOf(values, firstRuns));
    double last = median(Arrays.copyOfRange(values, values.length - firstRuns, values.length));
    return last <= first * factor
        ? Optional.empty()
        : Optional.of(String.format(Locale.ROOT, "%.2f %s became %.2f", first, what, last));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  private static void require(boolean condition, String rule, Object value) {
    if (!condition) {
      throw new IllegalArgumentException(rule + ", not " + value);
    }
  }
}
