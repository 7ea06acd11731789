package dev.foley.training.sound;

/**
 * A stretch of time in which a continuous sound is heard.
 *
 * @param start seconds from the start of the soundtrack
 * @param end seconds, after {@code start}
 */
public record Interval(double start, double end) {
  public Interval {
    if (!(end > start)) {
      throw new IllegalArgumentException(
          "interval must end after it starts: " + start + ".." + end);
    }
  }
}
