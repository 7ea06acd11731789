package dev.foley.game;

import dev.foley.live.LiveStats;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What a headless run found out, in lines of text. */
final class Figures {
  /** A sound further from every hit than this was not made by one. */
  private static final double REACH = 0.15;

  private Figures() {}

  static void print(
      PrintStream out, BouncingBalls scene, Ear ear, LiveStats stats, double seconds, double cpu) {
    List<Double> latencies = new ArrayList<>(ear.latencies());
    Collections.sort(latencies);
    line(
        out,
        "ran",
        "%.1f s, %d pictures taken, %d lost",
        seconds,
        stats.frames(),
        stats.framesDropped());
    if (!latencies.isEmpty()) {
      line(
          out,
          "latency",
          "median %.2f s, 99th percentile %.2f s, worst %.2f s, last %.2f s",
          quantile(latencies, 0.5),
          quantile(latencies, 0.99),
          quantile(latencies, 1),
          stats.latency().toNanos() * 1e-9);
    }
    line(
        out,
        "underruns",
        "%d (%d ms missing), reserve %d ms, %d ms left out, %d restarts",
        stats.underruns(),
        stats.missing().toMillis(),
        stats.reserve().toMillis(),
        stats.leftOut().toMillis(),
        stats.restarts());
    line(
        out,
        "windows",
        "%d, %d ms each, a new one every %.0f ms",
        stats.windows(),
        stats.windowTime().toMillis(),
        1000 * seconds / Math.max(1, stats.windows()));
    line(
        out,
        "processor",
        "%.2f cores of %d",
        cpu / seconds,
        Runtime.getRuntime().availableProcessors());
    line(
        out,
        "audio thread",
        "%d of %.0f blocks more than 100 ms late",
        ear.lateBlocks(),
        100 * seconds);
    hits(out, scene.hits(), ear.onsets(), seconds - quantile(latencies, 1) - 0.5);
  }

  private static void hits(
      PrintStream out, List<BouncingBalls.Hit> hits, List<Double> onsets, double until) {
    List<Double> offsets = new ArrayList<>();
    int expected = 0;
    for (BouncingBalls.Hit hit : hits) {
      if (hit.time() > until) {
        continue;
      }
      expected++;
      double best = Double.MAX_VALUE;
      for (double onset : onsets) {
        double offset = onset - hit.time();
        best = Math.abs(offset) < Math.abs(best) ? offset : best;
      }
      if (Math.abs(best) <= REACH) {
        offsets.add(best);
      }
    }
    Collections.sort(offsets);
    line(
        out,
        "hits",
        "%d of %d heard within %.0f ms of their latency, median offset %.0f ms",
        offsets.size(),
        expected,
        1000 * REACH,
        1000 * quantile(offsets, 0.5));
  }

  private static double quantile(List<Double> sorted, double share) {
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.round(share * (sorted.size() - 1)));
  }

  private static void line(PrintStream out, String name, String format, Object... values) {
    out.printf(Locale.ROOT, "%-13s %s%n", name, String.format(Locale.ROOT, format, values));
  }
}
