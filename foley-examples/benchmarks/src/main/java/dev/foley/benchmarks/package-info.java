/**
 * Measurements: JMH benchmarks of the signal processing against JTransforms, and {@link
 * dev.foley.benchmarks.PhaseComparison}, which chooses how the vocoder finds phases. Built, not
 * published.
 */
package dev.foley.benchmarks;
