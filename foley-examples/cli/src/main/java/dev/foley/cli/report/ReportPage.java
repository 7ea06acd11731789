package dev.foley.cli.report;

import dev.foley.FoleyReport;
import dev.foley.stage.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One self-contained HTML page about one request: nothing is loaded from anywhere. */
public final class ReportPage {
  /** Greatest media file that is put into the page; base64 adds a third. */
  private static final long MAX_EMBEDDED_BYTES = 24L << 20;

  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private final String title;
  private final FoleyReport report;
  private final SoundPicture sound;
  private final KeyFrames keyFrames;
  private String player = "<p class=\"muted\">The sound is not part of this page.</p>";
  private double aspect = 16 / 9.0;

  /**
   * Collects what the page shows.
   *
   * @param title usually the video's file name
   */
  public ReportPage(String title, FoleyReport report, SoundPicture sound, KeyFrames keyFrames) {
    this.title = title;
    this.report = report;
    this.sound = sound;
    this.keyFrames = keyFrames;
  }

  /** Width over height of the pictures as displayed. */
  public ReportPage withAspect(double ratio) {
    aspect = ratio;
    return this;
  }

  /**
   * Adds a player for the sound: within the page if the file is small, otherwise by reference.
   *
   * @param file where the sound is now
   * @param lasting a {@link #link} to where the user keeps it, or {@code null}
   */
  public ReportPage withSound(Path file, String lasting) {
    if (size(file) <= MAX_EMBEDDED_BYTES) {
      player = audio(Html.file("audio/wav", file));
    } else if (lasting != null) {
      player = audio(Html.text(lasting));
    } else {
      player = "<p class=\"muted\">The sound is too long to be part of this page.</p>";
    }
    return this;
  }

  /**
   * How a page refers to a file: percent-encoded, and relative to the page's folder, so that both
   * can be moved together. On another drive it is absolute.
   */
  public static String link(Path page, Path file) {
    Path folder = page.toAbsolutePath().normalize().getParent();
    Path target = file.toAbsolutePath().normalize();
    if (!target.getRoot().equals(folder.getRoot())) {
      return target.toUri().toString();
    }
    List<String> names = new ArrayList<>();
    folder.relativize(target).forEach(name -> names.add(Html.encoded(name.toString())));
    return String.join("/", names);
  }

  private static String audio(String source) {
    return "<audio id=\"player\" controls preload=\"auto\" src=\"" + source + "\"></audio>";
  }

  /** Adds the video with its new sound instead of the sound alone, if the file is small. */
  public ReportPage withVideo(Path file) {
    boolean playable = String.valueOf(file).toLowerCase(Locale.ROOT).endsWith(".mp4");
    if (playable && size(file) <= MAX_EMBEDDED_BYTES) {
      player =
          "<video id=\"player\" controls playsinline preload=\"auto\" src=\""
              + Html.file("video/mp4", file)
              + "\"></video>";
    }
    return this;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page. */
  public String html() {
    Map<String, String> parts = new TreeMap<>();
    Timeline timeline = new Timeline(report, sound, keyFrames, aspect);
    parts.put("title", Html.text(title));
    parts.put("prompt", prompt());
    parts.put("chips", chips());
    parts.put("notices", notices());
    parts.put("player", player);
    parts.put("timeline", timeline.html());
    parts.put("duration", Double.toString(report.durationSeconds()));
    parts.put("stages", stages());
    parts.put("figures", figures());
    parts.put("offsets", new OffsetTable(report).html());
    parts.put("style", Html.resource("page.css"));
    parts.put("script", Html.resource("page.js"));
    Matcher places = PLACE.matcher(Html.resource("page.html"));
    return places.replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
  }

  private String prompt() {
    String text = report.settings().prompt();
    return text.isEmpty()
        ? "<span class=\"muted\">no prompt: sound from the motion alone</span>"
        : Html.text(text);
  }

  private String chips() {
    FoleyReport.Settings settings = report.settings();
    StringBuilder chips = new StringBuilder();
    chip(chips, "model", settings.model());
    chip(chips, "seed", Long.toString(settings.seed()));
    chip(chips, "steps", Integer.toString(settings.steps()));
    chip(chips, "guidance", Double.toString(settings.guidance()));
    if (!settings.negativePrompt().isEmpty()) {
      chip(chips, "not", settings.negativePrompt());
    }
    return chips.toString();
  }

  private static void chip(StringBuilder chips, String name, String value) {
    chips
        .append("<span class=\"chip\"><b>")
        .append(name)
        .append("</b> ")
        .append(Html.text(value))
        .append("</span>");
  }

  private String notices() {
    StringBuilder notices = new StringBuilder();
    if (report.coverage().known() < 1) {
      notice(
          notices,
          "coverage",
          "The model knows "
              + Html.number("%.0f %%", 100 * report.coverage().known())
              + " of the prompt's words. Not known, or beyond what it reads: "
              + String.join(", ", report.coverage().unknownWords())
              + ".");
    }
    report.warnings().forEach(warning -> notice(notices, "warning", warning));
    return notices.toString();
  }

  private static void notice(StringBuilder notices, String kind, String sentence) {
    notices
        .append("<p class=\"notice ")
        .append(kind)
        .append("\" role=\"note\">")
        .append(Html.text(sentence))
        .append("</p>");
  }

  private String stages() {
    double longest = 1e-9;
    for (Duration time : report.timings().values()) {
      longest = Math.max(longest, (double) time.toNanos());
    }
    StringBuilder rows = new StringBuilder();
    for (Stage stage : Stage.values()) {
      double nanos = report.timings().getOrDefault(stage, Duration.ZERO).toNanos();
      double realTime = report.durationSeconds() > 0 ? nanos * 1e-9 / report.durationSeconds() : 0;
      rows.append("<div class=\"bar\"><span>")
          .append(stage.label())
          .append("</span><i style=\"--w:")
          .append(Html.number("%.2f%%", 100 * nanos / longest))
          .append("\"></i><em>")
          .append(Html.number("%.0f ms", nanos * 1e-6))
          .append("</em><em class=\"muted\">")
          .append(Html.number("%.3f", realTime))
          .append("</em></div>");
    }
    return rows.toString();
  }

  private String figures() {
    StringBuilder rows = new StringBuilder();
    row(rows, "length", Html.number("%.3f s", report.durationSeconds()));
    row(rows, "samples", report.samples() + " at " + report.sampleRate() + " Hz");
    row(rows, "channels", report.channels() == 1 ? "mono" : "stereo");
    row(rows, "windows", Integer.toString(report.windows().size()));
    row(rows, "events seen", Integer.toString(report.events().size()));
    row(rows, "onsets heard", Integer.toString(report.onsets().size()));
    row(rows, "transients moved", Integer.toString(report.alignment().moved()));
    row(rows, "prompt known", Html.number("%.0f %%", 100 * report.coverage().known()));
    row(rows, "time taken", Html.number("%.2f s", report.elapsed().toNanos() * 1e-9));
    row(rows, "real-time factor", Html.number("%.3f", report.realTimeFactor()));
    row(
        rows,
        "peak memory",
        report.peakRssMb().isPresent()
            ? Html.number("%.0f MB", report.peakRssMb().getAsDouble())
            : "not told by this system");
    return rows.toString();
  }

  private static void row(StringBuilder rows, String name, String value) {
    rows.append("<tr><th scope=\"row\">")
        .append(name)
        .append("</th><td>")
        .append(Html.text(value))
        .append("</td></tr>");
  }

  /** Times and offsets of what belongs together. */
  private record OffsetTable(FoleyReport report) {
    private static final int MAX_ROWS = 500;

    String html() {
      FoleyReport.Alignment alignment = report.alignment();
      if (alignment.before().pairs() == 0 && alignment.after().pairs() == 0) {
        return "<p class=\"muted\">No onset lies close to an event.</p>";
      }
      StringBuilder html = new StringBuilder();
      html.append("<table><thead><tr><th></th><th>pairs</th><th>median</th>")
          .append("<th>median distance</th><th>95 % within</th><th>greatest</th></tr></thead>");
      offsets(html, "as made", alignment.before());
      offsets(html, "as delivered", alignment.after());
      html.append("</table>");
      List<FoleyReport.Pair> pairs = alignment.pairs();
      html.append("<details><summary>all pairs</summary><table class=\"pairs\"><thead><tr>")
          .append("<th>event</th><th>onset</th><th>offset</th></tr></thead>");
      for (FoleyReport.Pair pair : pairs.subList(0, Math.min(MAX_ROWS, pairs.size()))) {
        html.append("<tr><td>")
            .append(Html.number("%.3f s", pair.event()))
            .append("</td><td>")
            .append(Html.number("%.3f s", pair.onset()))
            .append("</td><td>")
            .append(Html.number("%+.1f ms", pair.offset() * 1e3))
            .append("</td></tr>");
      }
      return html.append("</table></details>").toString();
    }

    private static void offsets(StringBuilder html, String name, FoleyReport.Offsets offsets) {
      html.append("<tr><th scope=\"row\">")
          .append(name)
          .append("</th><td>")
          .append(offsets.pairs());
      for (double seconds :
          new double[] {
            offsets.median(), offsets.medianAbsolute(), offsets.p95Absolute(), offsets.maxAbsolute()
          }) {
        html.append("</td><td>").append(Html.number("%.1f ms", seconds * 1e3));
      }
      html.append("</td></tr>");
    }
  }
}
