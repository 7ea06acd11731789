package dev.foley.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecyclePolicyTest {
  private static final RecyclePolicy POLICY = new RecyclePolicy(0, 1.5, 1.3, 2);

  private static List<RecyclePolicy.Run> runs(double[] latencies, double[] megabytes) {
    List<RecyclePolicy.Run> runs = new ArrayList<>();
    for (int i = 0; i < latencies.length; i++) {
      runs.add(new RecyclePolicy.Run(latencies[i], megabytes[i]));
    }
    return runs;
  }

  private static List<RecyclePolicy.Run> latencies(double... latencies) {
    double[] level = new double[latencies.length];
    java.util.Arrays.fill(level, 500);
    return runs(latencies, level);
  }

  private static List<RecyclePolicy.Run> megabytes(double... megabytes) {
    double[] level = new double[megabytes.length];
    java.util.Arrays.fill(level, 1);
    return runs(level, megabytes);
  }

  @Test
  void theNumberOfRequests() {
    RecyclePolicy two = RecyclePolicy.never().afterRequests(2);
    assertTrue(two.verdict(latencies(1)).isEmpty());
    assertTrue(two.verdict(latencies(1, 1)).isPresent());
    assertTrue(RecyclePolicy.never().verdict(latencies(1, 1, 1, 9, 9, 9, 99)).isEmpty());
  }

  @Test
  void aLatencyThatStaysHighLeavesTheBand() {
    assertTrue(POLICY.verdict(latencies(1, 1.1, 1.2, 1.3)).isEmpty());
    assertTrue(POLICY.verdict(latencies(1, 1, 9)).isEmpty(), "too few to tell");
    assertTrue(POLICY.verdict(latencies(1, 1, 1, 1.8, 1.1)).isEmpty(), "one slow clip");
    assertEquals(
        "1.00 seconds for a second of sound became 1.70",
        POLICY.verdict(latencies(1, 1, 1, 1.6, 1.8)).orElseThrow());
  }

  @Test
  void failedRunsHaveNoLatency() {
    assertTrue(POLICY.verdict(latencies(1, Double.NaN, 1, Double.NaN, 1.4, 1.4)).isEmpty());
    assertTrue(POLICY.verdict(latencies(1, Double.NaN, 1, 1.6, Double.NaN, 1.6)).isPresent());
  }

  @Test
  void memoryThatGrows() {
    assertTrue(POLICY.verdict(megabytes(500, 520, 600, 640)).isEmpty());
    assertTrue(POLICY.verdict(megabytes(500, 520, 600, 900)).isPresent());
    double unknown = Double.NaN;
    assertTrue(POLICY.verdict(megabytes(unknown, unknown, unknown, unknown)).isEmpty());
  }

  @Test
  void wrongValuesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RecyclePolicy(-1, 2, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> new RecyclePolicy(0, 1, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> new RecyclePolicy(0, 2, 0.5, 1));
    assertThrows(IllegalArgumentException.class, () -> new RecyclePolicy(0, 2, 2, 0));
  }
}
