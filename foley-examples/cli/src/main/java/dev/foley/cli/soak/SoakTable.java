package dev.foley.cli.soak;

import java.util.List;
import java.util.Locale;

/** The published table, one row a segment, as text that is also Markdown. */
final class SoakTable {
  static final List<String> HEADINGS =
      List.of(
          "segment",
          "film",
          "length s",
          "latency s",
          "s/min",
          "CPU s/min",
          "RTF",
          "RSS MB",
          "heap MB",
          "gaps/min",
          "clicks",
          "pairs/events",
          "median ms",
          "|median| ms",
          "p95 ms",
          "style dB");

  private SoakTable() {}

  /** The cells of a row. */
  static List<String> cells(Segment segment, double style) {
    return List.of(
        segment.number() == 0 ? "warm-up" : Integer.toString(segment.number()),
        segment.programme().isEmpty() ? "supplied" : segment.programme(),
        number("%.1f", segment.seconds()),
        number("%.1f", segment.elapsedSeconds()),
        number("%.2f", segment.latencyPerMinute()),
        number("%.2f", segment.processorPerMinute()),
        number("%.3f", segment.realTimeFactor()),
        number("%.0f", segment.residentMb()),
        number("%.0f", segment.heapMb()),
        number("%.2f", segment.gapsPerMinute()),
        Long.toString(segment.clicks()),
        segment.pairs().size() + "/" + segment.events(),
        number("%+.1f", 1e3 * segment.after().median()),
        number("%.1f", 1e3 * segment.after().medianAbsolute()),
        number("%.1f", 1e3 * segment.after().p95Absolute()),
        Double.isNaN(style) ? "" : number("%.2f", style));
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }

  /** A line about a segment that has just ended. */
  static String line(Segment segment) {
    return line(segment, Double.NaN);
  }

  private static String line(Segment segment, double style) {
    return "| " + String.join(" | ", cells(segment, style)) + " |";
  }

  /** All rows, with the distance of each segment's style from the first of its programme. */
  static String markdown(List<Segment> warmUp, List<Segment> segments) {
    StringBuilder text = new StringBuilder();
    text.append("| ").append(String.join(" | ", HEADINGS)).append(" |\n|");
    text.append("---|".repeat(HEADINGS.size())).append('\n');
    for (Segment segment : warmUp) {
      text.append(line(segment)).append('\n');
    }
    for (Segment segment : segments) {
      text.append(line(segment, style(segment, segments))).append('\n');
    }
    return text.toString();
  }

  /** Distance from the first segment of the same programme in dB; NaN for that one itself. */
  static double style(Segment segment, List<Segment> segments) {
    for (Segment other : segments) {
      if (other.programme().equals(segment.programme())) {
        return other.number() == segment.number()
            ? Double.NaN
            : Timbre.distance(other.timbres(), segment.timbres());
      }
    }
    return Double.NaN;
  }
}
