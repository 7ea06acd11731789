package dev.foley.stage;

/**
 * How lively the picture is at one instant; for curves in reports, never for timing.
 *
 * @param time seconds from the first displayed frame
 * @param motion mean speed of what moves, in picture widths a second, camera motion removed
 * @param contact 0 to 1, how likely something touches something
 */
public record Activity(double time, double motion, double contact) {}
