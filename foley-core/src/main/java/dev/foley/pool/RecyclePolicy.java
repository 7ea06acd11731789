package dev.foley.pool;

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

  private static void require(boolean condition, String rule, Object value) {
    if (!condition) {
      throw new IllegalArgumentException(rule + ", not " + value);
    }
  }
}
