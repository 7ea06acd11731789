package dev.foley.internal.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Locale;

/**
 * Compares with the reference and prints one line for each component. Activations are compared in
 * the order of evaluation, so the first failure names where the computation first differs.
 */
public final class ParityReport {
  private final String component;
  private final double tolerance;
  private double largest;

  public ParityReport(String component, double tolerance) {
    this.component = component;
    this.tolerance = tolerance;
  }

  /**
   * Compares an activation inside a network, whose rounding errors grow with its size: the
   * tolerance is multiplied by the largest expected magnitude, if that is above one.
   */
  public void compareActivation(String activation, float[] expected, float[] actual) {
    float magnitude = 1;
    for (float value : expected) {
      magnitude = Math.max(magnitude, Math.abs(value));
    }
    compare(activation, expected, actual, tolerance * magnitude);
  }

  /** Compares a result: fails if any number is further off than the tolerance, or not finite. */
  public void compare(String activation, float[] expected, float[] actual) {
    largest = Math.max(largest, compare(activation, expected, actual, tolerance));
  }

  private double compare(String activation, float[] expected, float[] actual, double allowed) {
    assertEquals(expected.length, actual.length, component + ": size of " + activation);
    double error = 0;
    int worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs((double) expected[i] - actual[i]);
      if (!(difference <= error)) {
        error = difference;
        worst = i;
      }
    }
    if (!(error <= allowed)) {
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
    return error;
  }

  /** Prints the line of the table. */
  public void print() {
    System.out.println(
        String.format(
            Locale.ROOT,
            "parity  %-34s  largest error %9.3g  tolerance %9.3g",
            component,
            largest,
            tolerance));
  }
}
