package dev.foley.spark;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.foley.FoleyReport;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of a video, as JSON: the library's report with the columns of this job added. It is
 * the record that marks an output as finished, and the metrics table is made of these.
 *
 * <p>Between tasks it travels as text: Spark SQL may run its tasks with a class loader of its own,
 * which would not know the objects of another.
 */
record Result(JsonObject json) {
  static final String GENERATED = "generated";

  /** Finished by an earlier run; the figures are those of that run. */
  static final String SKIPPED = "skipped";

  static final String FAILED = "failed";

  /** Columns of the metrics table, as Spark SQL types; other keys stay in the records only. */
  static final String COLUMNS =
      "path STRING, name STRING, status STRING, prompt STRING, seed BIGINT, model STRING, steps"
          + " INT, guidance DOUBLE, duration_s DOUBLE, sample_rate INT, channels INT, samples"
          + " BIGINT, files MAP<STRING, BIGINT>, events ARRAY<STRUCT<t: DOUBLE, strength: DOUBLE>>,"
          + " onsets ARRAY<STRUCT<t: DOUBLE, strength: DOUBLE>>, timings_ms MAP<STRING, DOUBLE>,"
          + " elapsed_ms DOUBLE, fetch_ms DOUBLE, deliver_ms DOUBLE, cpu_ms DOUBLE, rtf DOUBLE,"
          + " peak_rss_mb DOUBLE, warnings ARRAY<STRING>, attempt INT, executor STRING, run STRING,"
          + " fingerprint STRING, error_type STRING, error STRING";

  /**
   * One execution of a task.
   *
   * @param run which batch it belongs to
   * @param executor where it runs
   * @param attempt 0 for the first
   */
  record Work(Video video, String fingerprint, String run, String executor, int attempt) {}

  /**
   * Costs of a task.
   *
   * @param fetchMillis time to bring the video to the executor
   * @param deliverMillis time to mux, and to bring the outputs to their folder
   * @param cpuMillis processor time of the executor meanwhile, native threads and the tasks beside
   *     this one included
   */
  record Costs(double fetchMillis, double deliverMillis, double cpuMillis) {}

  /**
   * A finished video.
   *
   * @param files lengths of the outputs in bytes, by their names within the output folder
   * @param costs what the task took beside the report's own figures
   */
  static Result generated(Work work, FoleyReport report, Map<String, Long> files, Costs costs) {
    JsonObject json = JsonParser.parseString(report.toJson()).getAsJsonObject();
    JsonObject lengths = new JsonObject();
    files.forEach(lengths::addProperty);
    json.add("files", lengths);
    json.addProperty("fetch_ms", costs.fetchMillis());
    json.addProperty("deliver_ms", costs.deliverMillis());
    json.addProperty("cpu_ms", costs.cpuMillis());
    return ended(json, work, GENERATED);
  }

  /** A video without an output. */
  static Result failed(Work work, String errorType, String error) {
    JsonObject json = new JsonObject();
    json.addProperty("prompt", work.video().prompt());
    json.addProperty("error_type", errorType);
    json.addProperty("error", error);
    return ended(json, work, FAILED);
  }

  private static Result ended(JsonObject json, Work work, String status) {
    json.addProperty("path", work.video().path());
    json.addProperty("name", work.video().name());
    json.addProperty("status", status);
    json.addProperty("attempt", work.attempt());
    json.addProperty("executor", work.executor());
    json.addProperty("run", work.run());
    json.addProperty("fingerprint", work.fingerprint());
    return new Result(json);
  }

  /** The same result, found by a later run. */
  Result skipped() {
    JsonObject copy = json.deepCopy();
    copy.addProperty("status", SKIPPED);
    return new Result(copy);
  }

  boolean isFailed() {
    return FAILED.equals(text("status"));
  }

  boolean hasFingerprint(String fingerprint) {
    return fingerprint.equals(text("fingerprint"));
  }

  boolean isOfRun(String run) {
    return run.equals(text("run"));
  }

  /** Lengths of the outputs in bytes, by name; empty for a failed video. */
  Map<String, Long> files() {
    Map<String, Long> files = new LinkedHashMap<>();
    if (json.get("files") instanceof JsonObject lengths) {
      lengths.entrySet().forEach(file -> files.put(file.getKey(), file.getValue().getAsLong()));
    }
    return files;
  }

  private String text(String key) {
    JsonElement value = json.get(key);
    return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
  }

  /** One line of JSON. */
  String toJson() {
    return json.toString();
  }

  /**
   * Reads a record.
   *
   * @throws JsonParseException if it is none
   */
  static Result parse(String text) {
    if (JsonParser.parseString(text) instanceof JsonObject json) {
      return new Result(json);
    }
    throw new JsonParseException("not a record: " + text);
  }
}
