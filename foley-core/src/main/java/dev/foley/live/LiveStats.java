package dev.foley.live;

import java.time.Duration;

/**
 * How a {@link LiveFoley} is doing. Figures are taken one after the other, not at one instant.
 *
 * @param latency from a picture's time stamp to the moment its sound is read, as of the last read
 *     with sound; zero before
 * @param reserve sound that is kept waiting against late windows; adapts itself
 * @param underruns how often sound ran out
 * @param missing length of what had to be replaced by the bed or silence after underruns
 * @param leftOut length of what was left out in quiet moments to bring the latency down
 * @param frames pictures taken
 * @param framesSkipped pictures that came sooner after another than the model can use
 * @param framesDropped pictures lost because the worker was too far behind
 * @param windows windows made
 * @param windowTime mean time a window took, features to sound
 * @param restarts how often the sound began anew because the pictures' time leapt, be it that some
 *     were lost
 */
public record LiveStats(
    Duration latency,
    Duration reserve,
    long underruns,
    Duration missing,
    Duration leftOut,
    long frames,
    long framesSkipped,
    long framesDropped,
    long windows,
    Duration windowTime,
    long restarts) {
  /** A number of nanoseconds that nobody knows yet. */
  static final long UNKNOWN = Long.MIN_VALUE;
}
