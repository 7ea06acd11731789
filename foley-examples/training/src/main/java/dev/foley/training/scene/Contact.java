package dev.foley.training.scene;

/**
 * One audible meeting of two things.
 *
 * @param time seconds from the first frame
 * @param strength 0 to 1, relative to the loudest contact of the clip (impulse)
 * @param x place in the picture, 0 at the left edge to 1 at the right
 * @param y place in the picture, 0 at the top to 1 at the bottom
 * @param kind how they met
 */
public record Contact(double time, double strength, double x, double y, ContactKind kind) {}
