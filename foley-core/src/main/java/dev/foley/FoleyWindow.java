package dev.foley;

import dev.foley.internal.pipeline.WindowMeasures;
import dev.foley.internal.pipeline.WindowRecord;
import dev.foley.internal.sync.OffsetStatistics;
import dev.foley.stage.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Telemetry of one window of a running request. The same values go into the JFR event {@code
 * dev.foley.Window}. Times are in seconds of the sound. Alignment runs some seconds behind the
 * windows, so pairs and faults are those that became known with this window.
 *
 * @param window where it lies and what its synthesis took
 * @param work of each stage since the window before; stages overlap, so this is no elapsed time
 * @param queued windows that a stage had finished and the next had not yet taken
 * @param heapBytes Java heap in use
 * @param residentBytes memory of the whole process, native parts included, where the platform tells
 * @param events of the picture found since the window before
 * @param before offsets of sounds from their events, as the model made them
 * @param after the same as delivered
 * @param seamStepDb change of level between the 100 ms before and the 100 ms behind this window's
 *     seam, in dB (of several voices the greatest); NaN for the first window, which has none
 * @param gaps stretches of sound cut off to nothing ({@link dev.foley.dsp.SoundFaults})
 * @param clicks samples that their neighbours do not explain ({@link dev.foley.dsp.SoundFaults})
 */
public record FoleyWindow(
    FoleyReport.Window window,
    Map<Stage, Duration> work,
    Map<Stage, Integer> queued,
    long heapBytes,
    OptionalLong residentBytes,
    int events,
    FoleyReport.Offsets before,
    FoleyReport.Offsets after,
    double seamStepDb,
    long gaps,
    long clicks) {

  static FoleyWindow of(WindowMeasures measures) {
    Runtime runtime = Runtime.getRuntime();
    return new FoleyWindow(
        window(measures.window()),
        measures.work(),
        measures.queued(),
        runtime.totalMemory() - runtime.freeMemory(),
        ProcessMemory.residentBytes(),
        measures.events(),
        FoleyReport.Offsets.of(OffsetStatistics.of(measures.before())),
        FoleyReport.Offsets.of(OffsetStatistics.of(measures.after())),
        measures.seamStepDb(),
        measures.gaps(),
        measures.clicks());
  }

  static FoleyReport.Window window(WindowRecord w) {
    return new FoleyReport.Window(w.index(), w.start(), w.seam(), w.end(), w.latents(), w.audio());
  }
}
