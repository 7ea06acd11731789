package dev.foley.dsp;

/**
 * The beginning of a sound.
 *
 * @param timeSeconds when the attack starts, counted from the first sample
 * @param strength level of what begins, in [0, 1]: 0 at -60 dB full scale and below, 1 at 0 dB, in
 *     between linear in decibels (mean square over 21 ms)
 */
public record Onset(double timeSeconds, double strength) {}
