package dev.foley;

import dev.foley.audio.AudioFormat;
import dev.foley.internal.pipeline.RunLedger;
import dev.foley.internal.sync.Alignment;
import dev.foley.internal.sync.Match;
import dev.foley.internal.sync.OffsetStatistics;
import dev.foley.stage.Coverage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Puts a report together from what the run noted and what the voices' aligners found. */
final class ReportBuilder {
  /** Onsets of several layers this close sound as one. */
  private static final double SAME_ONSET_SECONDS = 0.03;

  private final RunLedger ledger;
  private FoleyReport.Settings settings;
  private AudioFormat format;
  private long samples;
  private Duration elapsed;

  ReportBuilder(RunLedger ledger) {
    this.ledger = ledger;
  }

  ReportBuilder settings(FoleyReport.Settings used) {
    this.settings = used;
    return this;
  }

  ReportBuilder output(AudioFormat delivered, long count) {
    this.format = delivered;
    this.samples = count;
    return this;
  }

  ReportBuilder elapsed(Duration time) {
    this.elapsed = time;
    return this;
  }

  FoleyReport build(List<Alignment> layers) {
    return new FoleyReport(
        settings,
        ledger.duration().seconds(),
        format.sampleRate(),
        format.channels(),
        samples,
        ledger.windows().stream().map(FoleyWindow::window).toList(),
        ledger.events().stream().map(e -> new FoleyReport.Moment(e.time(), e.strength())).toList(),
        onsets(layers),
        alignment(layers),
        ledger.times(),
        elapsed,
        ProcessMemory.peakMegabytes(),
        coverage(),
        ledger.warnings(),
        ledger.activity());
  }

  private static List<FoleyReport.Moment> onsets(List<Alignment> layers) {
    List<FoleyReport.Moment> onsets = new ArrayList<>();
    layers.stream()
        .flatMap(layer -> layer.onsets().stream())
        .sorted(Comparator.comparingDouble(Alignment.Onset::time))
        .forEach(onset -> append(onsets, onset));
    return onsets;
  }

  private static void append(List<FoleyReport.Moment> onsets, Alignment.Onset onset) {
    int last = onsets.size() - 1;
    if (last >= 0 && onset.time() - onsets.get(last).time() < SAME_ONSET_SECONDS) {
      FoleyReport.Moment first = onsets.get(last);
      onsets.set(
          last, new FoleyReport.Moment(first.time(), Math.max(first.strength(), onset.strength())));
    } else {
      onsets.add(new FoleyReport.Moment(onset.time(), onset.strength()));
    }
  }

  private static FoleyReport.Alignment alignment(List<Alignment> layers) {
    List<Match> after = pooled(layers, Alignment::after);
    return new FoleyReport.Alignment(
        FoleyReport.Offsets.of(OffsetStatistics.of(pooled(layers, Alignment::before))),
        FoleyReport.Offsets.of(OffsetStatistics.of(after)),
        after.stream().map(m -> new FoleyReport.Pair(m.event(), m.onset())).toList(),
        layers.stream().mapToInt(Alignment::moved).sum());
  }

  private static List<Match> pooled(List<Alignment> layers, Function<Alignment, List<Match>> part) {
    return layers.stream()
        .flatMap(layer -> part.apply(layer).stream())
        .sorted(Comparator.comparingDouble(Match::event))
        .toList();
  }

  /** The worst prompt's share, and every unknown word once. */
  private Coverage coverage() {
    double known = 1;
    Set<String> unknown = new LinkedHashSet<>();
    for (Coverage part : ledger.coverage().values()) {
      known = Math.min(known, part.known());
      unknown.addAll(part.unknownWords());
    }
    return new Coverage(known, List.copyOf(unknown));
  }
}
