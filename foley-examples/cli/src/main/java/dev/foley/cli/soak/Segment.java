package dev.foley.cli.soak;

import dev.foley.FoleyReport;
import dev.foley.internal.sync.OffsetStatistics;
import java.util.List;
import java.util.Map;

/**
 * What was measured on one segment.
 *
 * @param number counted from 1
 * @param programme name of what was shown; empty for supplied videos
 * @param seconds length of the video and its sound
 * @param elapsedSeconds from the request to the last sample in the WAV file
 * @param processorSeconds time on all cores meanwhile, of the whole process
 * @param residentMb median of the process's resident memory over the windows, 10^6 bytes
 * @param residentPeakMb greatest value over the windows
 * @param heapMb median of the Java heap in use
 * @param windows of the networks
 * @param gaps stretches cut off to nothing
 * @param clicks samples their neighbours do not explain
 * @param missing samples that are missing or too many
 * @param events found in the picture
 * @param pairs events and their sounds
 * @param before offsets as the model made them
 * @param after offsets as delivered
 * @param contacts true contacts of the film
 * @param truth offsets of sounds from true contacts, at most 100 ms apart
 * @param timbres bands of events, by what was shown
 * @param notes warnings of the request
 */
public record Segment(
    int number,
    String programme,
    String prompt,
    double seconds,
    double elapsedSeconds,
    double processorSeconds,
    double residentMb,
    double residentPeakMb,
    double heapMb,
    int windows,
    long gaps,
    long clicks,
    long missing,
    int events,
    List<FoleyReport.Pair> pairs,
    FoleyReport.Offsets before,
    FoleyReport.Offsets after,
    int contacts,
    OffsetStatistics truth,
    Map<String, List<double[]>> timbres,
    List<String> notes) {

  double realTimeFactor() {
    return elapsedSeconds / seconds;
  }

  double latencyPerMinute() {
    return elapsedSeconds * 60 / seconds;
  }

  double processorPerMinute() {
    return processorSeconds * 60 / seconds;
  }

  double gapsPerMinute() {
    return gaps * 60 / seconds;
  }
}
