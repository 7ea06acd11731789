package dev.foley.cli;

import dev.foley.FoleyListener;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Shows progress: one line that redraws itself on a terminal, otherwise a plain line for every
 * tenth of the way (or every half minute of sound while the length is unknown).
 */
final class ProgressDisplay implements FoleyListener {
  private static final int BAR = 28;
  private static final double UNKNOWN_STEP_SECONDS = 30;

  private final PrintWriter err;
  private final boolean terminal;
  private final boolean quiet;
  private final long started = System.nanoTime();
  private int lastStep;
  private int lineLength;

  ProgressDisplay(PrintWriter err, boolean terminal, boolean quiet) {
    this.err = err;
    this.terminal = terminal;
    this.quiet = quiet;
  }

  @Override
  public void onProgress(Progress progress) {
    if (quiet) {
      return;
    }
    String text = text(progress);
    if (terminal) {
      double total = progress.totalSeconds().orElse(0);
      double share = total > 0 ? Math.min(1, progress.doneSeconds() / total) : 0;
      int filled = (int) Math.round(share * BAR);
      redraw(" [" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] " + text);
    } else if (step(progress) > lastStep) {
      lastStep = step(progress);
      err.println(text);
    }
  }

  private static int step(Progress progress) {
    double done = progress.doneSeconds();
    double total = progress.totalSeconds().orElse(0);
    return (int) (total > 0 ? 10 * done / total : done / UNKNOWN_STEP_SECONDS);
  }

  private String text(Progress progress) {
    double elapsed = (System.nanoTime() - started) * 1e-9;
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%.1f s", progress.doneSeconds()));
    progress
        .totalSeconds()
        .ifPresent(total -> text.append(String.format(Locale.ROOT, " of %.1f s", total)));
    text.append(
        String.format(
            Locale.ROOT, ", %.1f x real time", progress.doneSeconds() / Math.max(1e-3, elapsed)));
    progress
        .remaining()
        .ifPresent(left -> text.append(", ").append(clock(left.toSeconds())).append(" left"));
    return text.toString();
  }

  private static String clock(long seconds) {
    return seconds < 60
        ? seconds + " s"
        : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
  }

  @Override
  public void onWarning(String warning) {
    clear();
    err.println("foley: warning: " + warning);
  }

  private void redraw(String line) {
    err.print("\r" + line + " ".repeat(Math.max(0, lineLength - line.length())));
    err.flush();
    lineLength = line.length();
  }

  /** Takes the changing line away, so that something else can be printed. */
  void clear() {
    if (terminal && lineLength > 0) {
      redraw("");
      err.print("\r");
      err.flush();
      lineLength = 0;
    }
  }
}
