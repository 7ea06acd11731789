package dev.foley.cli.soak;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.foley.FoleyException;
import dev.foley.FoleyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The outcome of a soak as table, JSON, charts and a page that needs no other file. */
public final class SoakReport {
  private final List<Segment> warmUp;
  private final List<Segment> segments;
  private final List<Verdict> verdicts;
  private final String setting;

  /**
   * Makes a report.
   *
   * @param warmUp segments that are shown and not judged
   * @param setting machine, model and command, in a sentence
   */
  public SoakReport(List<Segment> warmUp, List<Segment> segments, String setting) {
    this.warmUp = List.copyOf(warmUp);
    this.segments = List.copyOf(segments);
    this.verdicts = Verdict.of(segments);
    this.setting = setting;
  }

  /** Whether every promise was kept. */
  public boolean isKept() {
    return verdicts.stream().allMatch(Verdict::kept);
  }

  /** Table and verdicts as Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder(SoakTable.markdown(warmUp, segments)).append('\n');
    for (Verdict verdict : verdicts) {
      text.append(verdict.kept() ? "- kept: " : "- **not kept**: ")
          .append(verdict.promise())
          .append(": ")
          .append(verdict.found())
          .append('\n');
    }
    return text.toString();
  }

  /**
   * Writes {@code soak.json}, {@code soak.html}, {@code soak.md} and the charts.
   *
   * @throws FoleyException.UnwritableOutput if the folder cannot be written
   */
  public void write(Path folder) {
    Map<String, byte[]> charts = SoakCharts.of(segments);
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> chart : charts.entrySet()) {
        Files.write(folder.resolve(chart.getKey()), chart.getValue());
      }
      Files.writeString(folder.resolve("soak.md"), setting + "\n\n" + markdown());
      Files.writeString(folder.resolve("soak.json"), json());
      Files.writeString(folder.resolve("soak.html"), html(charts));
    } catch (IOException e) {
      throw new FoleyException.UnwritableOutput("cannot write the report into " + folder, e);
    }
  }

  private String json() {
    JsonObject json = new JsonObject();
    json.addProperty("setting", setting);
    json.add("warm_up", rows(warmUp));
    json.add("segments", rows(segments));
    JsonArray outcome = new JsonArray();
    for (Verdict verdict : verdicts) {
      JsonObject entry = new JsonObject();
      entry.addProperty("promise", verdict.promise());
      entry.addProperty("found", verdict.found());
      entry.addProperty("kept", verdict.kept());
      outcome.add(entry);
    }
    json.add("verdicts", outcome);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
  }

  private JsonArray rows(List<Segment> list) {
    JsonArray rows = new JsonArray();
    list.forEach(segment -> rows.add(row(segment)));
    return rows;
  }

  private JsonObject row(Segment segment) {
    JsonObject row = new JsonObject();
    row.addProperty("segment", segment.number());
    row.addProperty("film", segment.programme());
    row.addProperty("prompt", segment.prompt());
    number(row, "seconds", segment.seconds());
    number(row, "latency_s", segment.elapsedSeconds());
    number(row, "processor_s", segment.processorSeconds());
    number(row, "rtf", segment.realTimeFactor());
    number(row, "resident_mb", segment.residentMb());
    number(row, "resident_peak_mb", segment.residentPeakMb());
    number(row, "heap_mb", segment.heapMb());
    row.addProperty("windows", segment.windows());
    row.addProperty("gaps", segment.gaps());
    row.addProperty("clicks", segment.clicks());
    row.addProperty("missing_samples", segment.missing());
    row.addProperty("events", segment.events());
    row.addProperty("pairs", segment.pairs().size());
    row.add("before", offsets(segment.before()));
    row.add("after", offsets(segment.after()));
    row.addProperty("true_contacts", segment.contacts());
    row.addProperty("sounds_at_contacts", segment.truth().pairs());
    number(row, "truth_median_abs_ms", 1e3 * segment.truth().medianAbsolute());
    number(row, "truth_p95_ms", 1e3 * segment.truth().p95Absolute());
    if (segment.number() > 0) {
      number(row, "style_db", SoakTable.style(segment, segments));
    }
    JsonArray notes = new JsonArray();
    segment.notes().forEach(notes::add);
    row.add("warnings", notes);
    return row;
  }

  private static JsonObject offsets(FoleyReport.Offsets offsets) {
    JsonObject json = new JsonObject();
    number(json, "median_ms", 1e3 * offsets.median());
    number(json, "median_abs_ms", 1e3 * offsets.medianAbsolute());
    number(json, "p95_ms", 1e3 * offsets.p95Absolute());
    number(json, "worst_ms", 1e3 * offsets.maxAbsolute());
    return json;
  }

  /** JSON knows no NaN: what could not be measured is left out. */
  private static void number(JsonObject json, String name, double value) {
    if (Double.isFinite(value)) {
      json.add(name, new JsonPrimitive(Math.rint(value * 1e3) / 1e3));
    }
  }

  private String html(Map<String, byte[]> charts) {
    StringBuilder page = new StringBuilder();
    page.append(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Foley soak</title>")
        .append("<style>body{font:15px/1.5 sans-serif;margin:2em auto;max-width:72em}")
        .append("table{border-collapse:collapse;font-size:13px}td,th{padding:.3em .6em;")
        .append("border-bottom:1px solid #ccc;text-align:right}.no{color:#b00020}</style>\n")
        .append("<h1>Soak</h1><p>")
        .append(escaped(setting))
        .append("</p><ul>");
    for (Verdict verdict : verdicts) {
      page.append(verdict.kept() ? "<li>kept: " : "<li class=\"no\">not kept: ")
          .append(escaped(verdict.promise() + ": " + verdict.found()))
          .append("</li>");
    }
    page.append("</ul>\n<table>");
    row(page, "th", SoakTable.HEADINGS);
    for (Segment segment : warmUp) {
      row(page, "td", SoakTable.cells(segment, Double.NaN));
    }
    for (Segment segment : segments) {
      row(page, "td", SoakTable.cells(segment, SoakTable.style(segment, segments)));
    }
    page.append("</table>\n");
    for (Map.Entry<String, byte[]> chart : charts.entrySet()) {
      page.append("<p><img alt=\"")
          .append(chart.getKey())
          .append("\" src=\"data:image/png;base64,")
          .append(Base64.getEncoder().encodeToString(chart.getValue()))
          .append("\"></p>\n");
    }
    return page.append("</html>\n").toString();
  }

  private static void row(StringBuilder page, String tag, List<String> cells) {
    page.append("<tr>");
    for (String cell : cells) {
      page.append('<').append(tag).append('>').append(escaped(cell));
      page.append("</").append(tag).append('>');
    }
    page.append("</tr>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
