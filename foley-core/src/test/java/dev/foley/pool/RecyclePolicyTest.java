package dev.foley.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecyclePolicyTest {
  private static final RecyclePolicy POLICY = new RecyclePolicy(0, 1.5, 1.3, 2);

  /** A run that takes NaN seconds is one that failed. */
  private static Optional<String> latencies(RecyclePolicy policy, double... latencies) {
    RunHistory history = new RunHistory(policy);
    for (double latency : latencies) {
      if (Double.isNaN(latency)) {
        history.failed();
      } else {
        history.add(latency, 500);
      }
    }
    return history.verdict();
  }

  private static Optional<String> megabytes(double... megabytes) {
    RunHistory history = new RunHistory(POLICY);
    for (double value : megabytes) {
      history.add(1, value);
    }
    return history.verdict();
  }

  @Test
  void theNumberOfRequests() {
    RecyclePolicy two = RecyclePolicy.never().afterRequests(2);
    assertTrue(latencies(two, 1).isEmpty());
    assertTrue(latencies(two, 1, 1).isPresent());
    assertTrue(latencies(two, 1, Double.NaN).isPresent(), "a failed request counts");
    assertTrue(latencies(RecyclePolicy.never(), 1, 1, 1, 9, 9, 9, 99).isEmpty());
  }

  @Test
  void aLatencyThatStaysHighLeavesTheBand() {
    assertTrue(latencies(POLICY, 1, 1.1, 1.2, 1.3).isEmpty());
    assertTrue(latencies(POLICY, 1, 1, 9).isEmpty(), "too few to tell");
    assertTrue(latencies(POLICY, 1, 1, 1, 1.8, 1.1).isEmpty(), "one slow clip");
    assertEquals(
        "1.00 seconds for a second of sound became 1.70",
        latencies(POLICY, 1, 1, 1, 1.6, 1.8).orElseThrow());
  }

  @Test
  void failedRunsHaveNoLatency() {
    assertTrue(latencies(POLICY, 1, Double.NaN, 1, Double.NaN, 1.4, 1.4).isEmpty());
    assertTrue(latencies(POLICY, 1, Double.NaN, 1, 1.6, Double.NaN, 1.6).isPresent());
  }

  @Test
  void memoryThatGrows() {
    assertTrue(megabytes(500, 520, 600, 640).isEmpty());
    assertTrue(megabytes(500, 520, 600, 900).isPresent());
    double unknown = Double.NaN;
    assertTrue(megabytes(unknown, unknown, unknown, unknown).isEmpty());
  }

  @Test
  void wrongValuesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RecyclePolicy(-1, 2, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> new RecyclePolicy(0, 1, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> new RecyclePolicy(0, 2, 0.5, 1));
    assertThrows(IllegalArgumentException.class, () -> new RecyclePolicy(0, 2, 2, 0));
  }
}
