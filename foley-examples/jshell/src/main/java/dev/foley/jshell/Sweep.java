package dev.foley.jshell;

import dev.foley.FoleyAudio;
import dev.foley.FoleyReport;
import dev.foley.FoleyRequest;
import dev.foley.audio.LoudnessMeter;

/** One request under many settings. */
final class Sweep {
  /** Offsets up to this count as together. */
  private static final double TOGETHER = 0.05;

  private Sweep() {}

  /**
   * Runs a request for every combination and lists, for each: elapsed seconds, events of the
   * picture, onsets of the sound, how many pairs of them lie within 50 ms, the median distance of
   * pairs in ms, integrated loudness in LUFS, and the distance in dB to the first row's sound.
   */
  static Table run(FoleyRequest request, int[] steps, double[] guidance, long[] seeds) {
    Table table =
        Table.of(
            "steps",
            "guidance",
            "seed",
            "seconds",
            "events",
            "onsets",
            "together",
            "median_ms",
            "lufs",
            "distance_db");
    Spectrogram first = null;
    for (int count : steps) {
      for (double scale : guidance) {
        for (long seed : seeds) {
          FoleyAudio audio = request.steps(count).guidance(scale).seed(seed).generate();
          Spectrogram spectrogram = Spectrogram.of(audio.buffer());
          first = first == null ? spectrogram : first;
          FoleyReport report = audio.report();
          table =
              table.row(
                  count,
                  scale,
                  seed,
                  report.elapsed().toNanos() * 1e-9,
                  report.events().size(),
                  report.onsets().size(),
                  report.alignment().pairs().stream()
                      .filter(pair -> Math.abs(pair.offset()) <= TOGETHER)
                      .count(),
                  1e3 * report.alignment().after().medianAbsolute(),
                  LoudnessMeter.integrated(audio.buffer()),
                  spectrogram.distance(first));
        }
      }
    }
    return table;
  }
}
