package dev.foley.cli;

import dev.foley.FoleyReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The few lines after a finished command. */
final class Summary {
  private final PrintWriter out;

  Summary(PrintWriter out) {
    this.out = out;
  }

  void print(FoleyReport report, List<Path> files, int variants) {
    files.forEach(file -> out.println(file));
    line(
        "%.3f s, %d Hz, %s, seed %d%s",
        report.durationSeconds(),
        report.sampleRate(),
        report.channels() == 1 ? "mono" : "stereo",
        report.settings().seed(),
        variants > 1 ? " and the next " + (variants - 1) : "");
    FoleyReport.Offsets offsets = report.alignment().after();
    line(
        "%d events seen, %d onsets heard%s",
        report.events().size(),
        report.onsets().size(),
        offsets.pairs() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                ", %d belong together: median %.0f ms apart, 95 %% within %.0f ms",
                offsets.pairs(),
                offsets.medianAbsolute() * 1e3,
                offsets.p95Absolute() * 1e3));
    if (report.coverage().known() < 1) {
      line(
          "the model does not know, or does not read so far: %s",
          String.join(", ", report.coverage().unknownWords()));
    }
    String memory =
        report.peakRssMb().isPresent()
            ? String.format(Locale.ROOT, ", %.0f MB at most", report.peakRssMb().getAsDouble())
            : "";
    line(
        "%.1f s of work, %.2f of real time%s",
        report.elapsed().toNanos() * 1e-9, report.realTimeFactor(), memory);
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
