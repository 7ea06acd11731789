package dev.foley;

import dev.foley.stage.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Told how a request gets on, on the thread that consumes its sound. An exception from a listener
 * ends the request.
 */
public interface FoleyListener {
  /** Called after every stretch of finished sound. */
  default void onProgress(Progress progress) {}

  /** Called once for each window, when its sound is finished. */
  default void onWindow(FoleyWindow window) {}

  /** Called once for each thing that was missing, damaged or implausible. */
  default void onWarning(String warning) {}

  /**
   * How far a request is.
   *
   * @param doneSeconds sound finished
   * @param totalSeconds length of the whole, as far as it is known: until the video's end is
   *     reached this is what its header claims
   * @param remaining estimated time to the end, if the length is known
   * @param timings work of each stage so far; stages overlap, so the sum exceeds the elapsed time
   */
  record Progress(
      double doneSeconds,
      OptionalDouble totalSeconds,
      Optional<Duration> remaining,
      Map<Stage, Duration> timings) {}
}
