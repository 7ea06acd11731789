package dev.foley.internal.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Locale;

/**
 * One component's comparison with the reference; a line of {@link ParityTable}. Activations are
 * compared in the order of evaluation, so the first failure names where the computation first
 * differs. The error is the largest absolute difference of any number, activations included.
 */
public final class ParityReport {
  private final String component;
  private final double tolerance;
  private int compared;
  private double largest;
  private double magnitude;
  private String failure = "";

  public ParityReport(String component, double tolerance) {
    this.component = component;
    this.tolerance = tolerance;
    ParityTable.add(this);
  }

  /**
   * Compares an activation inside a network. The tolerances are meant for numbers around one, and
   * rounding errors grow with the numbers: the tolerance is multiplied by the largest expected
   * magnitude, if that is above one.
   */
  public void compareActivation(String activation, float[] expected, float[] actual) {
    float scale = 1;
    for (float value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    compare(activation, expected, actual, tolerance * scale);
    magnitude = Math.max(magnitude, scale);
  }

  /** Compares a result: fails if any number is further off than the tolerance, or not finite. */
  public void compare(String activation, float[] expected, float[] actual) {
    compare(activation, expected, actual, tolerance);
  }

  /** Counts a comparison that allows no difference at all and was made elsewhere. */
  public void exact(int count) {
    compared += count;
  }

  private void compare(String activation, float[] expected, float[] actual, double allowed) {
    if (expected.length != actual.length) {
      failure = activation;
      assertEquals(expected.length, actual.length, component + ": size of " + activation);
    }
    double error = 0;
    int worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs((double) expected[i] - actual[i]);
      if (!(difference <= error)) {
        error = difference;
        worst = i;
      }
    }
    compared++;
    largest = Math.max(largest, error);
    if (!(error <= allowed)) {
      failure = activation;
      fail(
          String.format(
              Locale.ROOT,
              "%s: %s is the first activation that differs: by %.3g (allowed %.3g) at element %d,"
                  + " expected %s, got %s",
              component,
              activation,
              error,
              allowed,
              worst,
              expected[worst],
              actual[worst]));
    }
  }

  /** The line of the table. */
  String line() {
    String verdict = compared == 0 ? "not compared" : "ok";
    if (!failure.isEmpty()) {
      verdict = "DIFFERS first at " + failure;
    }
    String large =
        largest > tolerance && failure.isEmpty()
            ? String.format(Locale.ROOT, " (numbers up to %.0f inside)", magnitude)
            : "";
    return String.format(
        Locale.ROOT,
        "parity  %-30s %5d  %9.2e  %9.1e  %s%s",
        component,
        compared,
        largest,
        tolerance,
        verdict,
        large);
  }
}
