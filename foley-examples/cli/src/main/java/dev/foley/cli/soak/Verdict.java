package dev.foley.cli.soak;

import dev.foley.FoleyReport;
import dev.foley.internal.sync.Match;
import dev.foley.internal.sync.OffsetStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * One promise and what became of it.
 *
 * @param promise in words
 * @param found figures
 * @param kept whether they keep it
 */
record Verdict(String promise, String found, boolean kept) {
  private static final int SECONDS_PER_HOUR = 3600;

  /** All verdicts over a soak; those that need more segments than there are are left out. */
  static List<Verdict> of(List<Segment> segments) {
    List<Verdict> verdicts = new ArrayList<>();
    int n = segments.size();
    if (n > 2) {
      verdicts.add(latency(segments.get(1), segments.get(n - 1)));
      verdicts.add(memory(segments));
    }
    verdicts.add(faults(segments));
    verdicts.add(offsets(segments));
    verdicts.add(trend(segments));
    if (n > 2) {
      verdicts.add(style(segments));
    }
    return verdicts;
  }

  private static Verdict latency(Segment second, Segment last) {
    double change = last.latencyPerMinute() / second.latencyPerMinute() - 1;
    double processor = last.processorPerMinute() / second.processorPerMinute() - 1;
    return new Verdict(
        "latency per minute of video, last segment within 5 % of the second",
        text(
            "%.2f s against %.2f s: %+.1f %% (processor time %+.1f %%)",
            last.latencyPerMinute(), second.latencyPerMinute(), 100 * change, 100 * processor),
        Math.abs(change) <= 0.05);
  }

  private static Verdict memory(List<Segment> segments) {
    double second = segments.get(1).residentMb();
    double worst = 0;
    for (Segment segment : segments.subList(1, segments.size())) {
      double change = segment.residentMb() / second - 1;
      worst = Math.abs(change) > Math.abs(worst) ? change : worst;
    }
    return new Verdict(
        "resident memory within 2 % of the second segment's, after the warm-up",
        text("%.0f MB in the second, at most %+.1f %% in a later one", second, 100 * worst),
        Math.abs(worst) <= 0.02);
  }

  private static Verdict faults(List<Segment> segments) {
    long gaps = segments.stream().mapToLong(Segment::gaps).sum();
    long clicks = segments.stream().mapToLong(Segment::clicks).sum();
    long missing = segments.stream().mapToLong(Segment::missing).sum();
    return new Verdict(
        "no gap, no click, no sample missing",
        text("%d gaps, %d clicks, %d samples missing", gaps, clicks, missing),
        gaps + clicks + missing == 0);
  }

  private static Verdict offsets(List<Segment> segments) {
    OffsetStatistics all =
        OffsetStatistics.of(
            segments.stream()
                .flatMap(s -> s.pairs().stream())
                .map(p -> new Match(p.event(), p.onset()))
                .toList());
    return new Verdict(
        "distance of sounds from their events: median <= 15 ms, 95th percentile <= 50 ms",
        text(
            "median %.1f ms, 95th percentile %.1f ms, worst %.1f ms of %d",
            1e3 * all.medianAbsolute(),
            1e3 * all.p95Absolute(),
            1e3 * all.maxAbsolute(),
            all.pairs()),
        all.pairs() > 0 && all.medianAbsolute() <= 0.015 && all.p95Absolute() <= 0.05);
  }

  private static Verdict trend(List<Segment> segments) {
    SimpleRegression line = new SimpleRegression();
    double start = 0;
    for (Segment segment : segments) {
      for (FoleyReport.Pair pair : segment.pairs()) {
        line.addData((start + pair.event()) / SECONDS_PER_HOUR, 1e3 * pair.offset());
      }
      start += segment.seconds();
    }
    if (line.getN() < 3) {
      return new Verdict("no trend of the offsets", "too few events to tell", false);
    }
    double margin = line.getSlopeConfidenceInterval();
    return new Verdict(
        "no trend of the offsets: slope not different from 0",
        text(
            "%+.2f ms an hour, 95 %% confidence %+.2f to %+.2f, p = %.2f",
            line.getSlope(),
            line.getSlope() - margin,
            line.getSlope() + margin,
            line.getSignificance()),
        Math.abs(line.getSlope()) <= margin);
  }

  private static Verdict style(List<Segment> segments) {
    Map<String, List<double[]>> first = segments.get(0).timbres();
    Map<String, List<double[]>> second = segments.get(1).timbres();
    Map<String, List<double[]>> last = segments.get(segments.size() - 1).timbres();
    double early = Timbre.distance(first, second);
    double late = Timbre.distance(first, last);
    return new Verdict(
        "style: like events of the last segment no further from the first's than the second's",
        text(
            "%.2f dB (the same film and seed: what differs is drift) against %.2f dB (another order"
                + " of shots and seed)",
            late, early),
        late <= early);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
