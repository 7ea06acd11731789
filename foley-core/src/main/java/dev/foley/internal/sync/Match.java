package dev.foley.internal.sync;

/**
 * An event of the picture and the onset that belongs to it.
 *
 * @param event seconds
 * @param onset seconds
 */
public record Match(double event, double onset) {
  /** Seconds by which the sound is late; negative if it is early. */
  public double offset() {
    return onset - event;
  }
}
