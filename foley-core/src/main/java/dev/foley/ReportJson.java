package dev.foley;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.foley.stage.Stage;
import java.time.Duration;
import java.util.List;

/** Writes reports as JSON. Scripts are written against these keys: add, never rename. */
final class ReportJson {
  private ReportJson() {}

  static String write(FoleyReport report) {
    return new GsonBuilder()
        .setPrettyPrinting()
        .disableHtmlEscaping()
        .create()
        .toJson(tree(report));
  }

  private static JsonObject tree(FoleyReport report) {
    JsonObject json = new JsonObject();
    json.addProperty("duration_s", report.durationSeconds());
    json.addProperty("sample_rate", report.sampleRate());
    json.addProperty("channels", report.channels());
    json.addProperty("samples", report.samples());
    FoleyReport.Settings settings = report.settings();
    json.addProperty("seed", settings.seed());
    json.addProperty("model", settings.model());
    json.addProperty("prompt", settings.prompt());
    json.addProperty("negative_prompt", settings.negativePrompt());
    json.addProperty("steps", settings.steps());
    json.addProperty("guidance", settings.guidance());
    json.add("windows", windows(report.windows()));
    json.add("events", moments(report.events()));
    json.add("onsets", moments(report.onsets()));
    json.add("alignment", alignment(report.alignment()));
    json.add("timings_ms", timings(report));
    json.addProperty("elapsed_ms", millis(report.elapsed()));
    json.addProperty("rtf", round(report.realTimeFactor(), 1e5));
    if (report.peakRssMb().isPresent()) {
      json.addProperty("peak_rss_mb", round(report.peakRssMb().getAsDouble(), 10));
    } else {
      json.add("peak_rss_mb", com.google.gson.JsonNull.INSTANCE);
    }
    JsonObject coverage = new JsonObject();
    coverage.addProperty("known", report.coverage().known());
    coverage.add("unknown_words", strings(report.coverage().unknownWords()));
    json.add("coverage", coverage);
    json.add("warnings", strings(report.warnings()));
    return json;
  }

  private static JsonArray windows(List<FoleyReport.Window> windows) {
    JsonArray array = new JsonArray();
    for (FoleyReport.Window window : windows) {
      JsonObject json = new JsonObject();
      json.addProperty("index", window.index());
      json.addProperty("start_s", window.start());
      json.addProperty("seam_s", window.seam());
      json.addProperty("end_s", window.end());
      json.addProperty("latents_ms", millis(window.latents()));
      json.addProperty("audio_ms", millis(window.audio()));
      array.add(json);
    }
    return array;
  }

  private static JsonArray moments(List<FoleyReport.Moment> moments) {
    JsonArray array = new JsonArray();
    for (FoleyReport.Moment moment : moments) {
      JsonObject json = new JsonObject();
      json.addProperty("t", round(moment.time(), 1e6));
      json.addProperty("strength", round(moment.strength(), 1e4));
      array.add(json);
    }
    return array;
  }

  private static JsonObject alignment(FoleyReport.Alignment alignment) {
    JsonObject json = new JsonObject();
    json.add("before", offsets(alignment.before()));
    json.add("after", offsets(alignment.after()));
    json.addProperty("moved", alignment.moved());
    JsonArray pairs = new JsonArray();
    for (FoleyReport.Pair pair : alignment.pairs()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("event", round(pair.event(), 1e6));
      entry.addProperty("onset", round(pair.onset(), 1e6));
      entry.addProperty("offset_ms", round(pair.offset() * 1e3, 1e3));
      pairs.add(entry);
    }
    json.add("pairs", pairs);
    return json;
  }

  private static JsonObject offsets(FoleyReport.Offsets offsets) {
    JsonObject json = new JsonObject();
    json.addProperty("pairs", offsets.pairs());
    json.addProperty("median_ms", round(offsets.median() * 1e3, 1e3));
    json.addProperty("median_abs_ms", round(offsets.medianAbsolute() * 1e3, 1e3));
    json.addProperty("p95_abs_ms", round(offsets.p95Absolute() * 1e3, 1e3));
    json.addProperty("max_abs_ms", round(offsets.maxAbsolute() * 1e3, 1e3));
    return json;
  }

  private static JsonObject timings(FoleyReport report) {
    JsonObject json = new JsonObject();
    for (Stage stage : Stage.values()) {
      json.addProperty(stage.label(), millis(report.timings().getOrDefault(stage, Duration.ZERO)));
    }
    return json;
  }

  private static JsonArray strings(List<String> strings) {
    JsonArray array = new JsonArray();
    strings.forEach(array::add);
    return array;
  }

  private static double millis(Duration duration) {
    return round(duration.toNanos() * 1e-6, 1e3);
  }

  private static double round(double value, double steps) {
    return Math.rint(value * steps) / steps;
  }
}
