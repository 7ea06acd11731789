package dev.foley.motion;

/**
 * A moment in the picture at which something ought to be heard.
 *
 * @param time seconds from the first displayed frame
 * @param strength 0 to 1, how sure and how strong
 */
public record MotionEvent(double time, double strength) {}
