package dev.foley.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The few lines after a job.
 *
 * @param rows of the table by status
 * @param seconds of sound by status
 * @param failures the first of the videos that failed
 */
record Summary(Map<String, Long> rows, Map<String, Double> seconds, List<Row> failures) {
  private static final int FAILURES_SHOWN = 10;

  static Summary of(Dataset<Row> table) {
    Map<String, Long> rows = new HashMap<>();
    Map<String, Double> seconds = new HashMap<>();
    for (Row row :
        table
            .groupBy("status")
            .agg(count(lit(1)), coalesce(sum("duration_s"), lit(0.0)))
            .collectAsList()) {
      rows.put(row.getString(0), row.getLong(1));
      seconds.put(row.getString(0), row.getDouble(2));
    }
    List<Row> failures =
        table
            .where(col("status").equalTo(Result.FAILED))
            .select("path", "error_type", "error")
            .orderBy("path")
            .limit(FAILURES_SHOWN)
            .collectAsList();
    return new Summary(rows, seconds, failures);
  }

  long failed() {
    return rows.getOrDefault(Result.FAILED, 0L);
  }

  /**
   * Prints it.
   *
   * @param elapsed of the whole job, in seconds
   */
  void print(PrintWriter out, double elapsed) {
    double made = seconds.getOrDefault(Result.GENERATED, 0.0);
    out.println(
        String.format(
            Locale.ROOT,
            "%d generated, %d skipped, %d failed; %.1f s of sound made in %.1f s",
            rows.getOrDefault(Result.GENERATED, 0L),
            rows.getOrDefault(Result.SKIPPED, 0L),
            failed(),
            made,
            elapsed));
    for (Row failure : failures) {
      out.println(failure.getString(0) + ": " + failure.getString(1) + ": " + failure.getString(2));
    }
    if (failed() > failures.size()) {
      out.println("and " + (failed() - failures.size()) + " more; see the table");
    }
  }
}
