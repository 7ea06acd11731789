package dev.foley;

import dev.foley.internal.sync.OffsetStatistics;
import dev.foley.stage.Activity;
import dev.foley.stage.Coverage;
import dev.foley.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a request did. Times are in seconds from the first sample, which is the presentation instant
 * of the first displayed frame of the request's range.
 *
 * @param settings what was asked for
 * @param durationSeconds length of the sound
 * @param sampleRate of the delivered sound
 * @param channels of the delivered sound
 * @param samples per channel: exactly {@code round(duration * sampleRate)}
 * @param windows how the sound was cut
 * @param events found in the picture
 * @param onsets found in the sound
 * @param alignment offsets of sounds from their events
 * @param timings work of each stage; stages overlap, so the sum may exceed the elapsed time
 * @param elapsed from the start of the request to its last sample
 * @param peakRssMb greatest resident memory of the process so far, where the platform tells
 * @param coverage how much of the prompts the model knows
 * @param warnings what was missing, damaged or implausible
 * @param activity motion and contact curve of the picture, if the model's encoder keeps one
 */
public record FoleyReport(
    Settings settings,
    double durationSeconds,
    int sampleRate,
    int channels,
    long samples,
    List<Window> windows,
    List<Moment> events,
    List<Moment> onsets,
    Alignment alignment,
    Map<Stage, Duration> timings,
    Duration elapsed,
    OptionalDouble peakRssMb,
    Coverage coverage,
    List<String> warnings,
    List<Activity> activity) {

  public FoleyReport {
    windows = List.copyOf(windows);
    events = List.copyOf(events);
    onsets = List.copyOf(onsets);
    timings = Map.copyOf(timings);
    warnings = List.copyOf(warnings);
    activity = List.copyOf(activity);
  }

  /** What was asked for, defaults filled in. */
  public record Settings(
      String model, String prompt, String negativePrompt, long seed, int steps, double guidance) {}

  /**
   * One window of the networks.
   *
   * @param start where it starts
   * @param seam where its new sound starts; before, it repeats the window before
   * @param end may lie behind the end of the sound: such a window was padded
   * @param latents time the synthesizer took
   * @param audio time the vocoder took
   */
  public record Window(
      long index, double start, double seam, double end, Duration latents, Duration audio) {}

  /**
   * An event of the picture or an onset of the sound.
   *
   * @param strength 0 to 1 for events; relative for onsets
   */
  public record Moment(double time, double strength) {}

  /**
   * Sounds against their events.
   *
   * @param before as the model made them
   * @param after as delivered
   * @param pairs event and onset times as delivered
   * @param moved number of transients that were moved
   */
  public record Alignment(Offsets before, Offsets after, List<Pair> pairs, int moved) {
    public Alignment {
      pairs = List.copyOf(pairs);
    }
  }

  /** An event and its onset. */
  public record Pair(double event, double onset) {
    /** Seconds by which the sound is late; negative if it is early. */
    public double offset() {
      return onset - event;
    }
  }

  /**
   * Statistics of offsets, in seconds; all 0 if there are no pairs.
   *
   * @param median of the signed offsets; positive: sound late
   * @param medianAbsolute of the distances
   * @param p95Absolute 95th percentile of the distances
   * @param maxAbsolute greatest distance
   */
  public record Offsets(
      int pairs, double median, double medianAbsolute, double p95Absolute, double maxAbsolute) {
    static Offsets of(OffsetStatistics s) {
      return new Offsets(
          s.pairs(), s.median(), s.medianAbsolute(), s.p95Absolute(), s.maxAbsolute());
    }
  }

  /** Elapsed time over the sound's duration; below 1 is faster than real time. */
  public double realTimeFactor() {
    return durationSeconds > 0 ? elapsed.toNanos() * 1e-9 / durationSeconds : 0;
  }

  /** The report as a JSON object; the keys are part of the promise of this library. */
  public String toJson() {
    return ReportJson.write(this);
  }
}
