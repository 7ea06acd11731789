package dev.foley.training.scene;

import java.util.List;

/**
 * A lasting contact that sounds all the while: scraping or rolling.
 *
 * @param start seconds
 * @param end seconds
 * @param intensity loudness 0 to 1 at evenly spaced instants from start to end, both included
 * @param kind {@link ContactKind#SCRAPE} or {@link ContactKind#ROLL}
 */
public record ContinuousContact(
    double start, double end, List<Double> intensity, ContactKind kind) {
  public ContinuousContact {
    intensity = List.copyOf(intensity);
  }
}
