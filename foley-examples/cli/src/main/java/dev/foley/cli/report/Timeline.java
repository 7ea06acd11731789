package dev.foley.cli.report;

import dev.foley.FoleyReport;
import dev.foley.stage.Activity;
import java.util.List;

/**
 * Pictures, curves, events, waveform and spectrogram above one another on one time axis. Every
 * position is a share of the axis, so the page can stretch it.
 */
final class Timeline {
  private static final int MAX_PICTURES = 12;
  private static final int CURVE_POINTS = 1000;
  private static final double[] TICK_STEPS = {
    0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600
  };
  private static final int MAX_TICKS = 12;
  private static final int[] FREQUENCIES = {100, 1000, 5000, 10_000};

  private final FoleyReport report;
  private final SoundPicture sound;
  private final KeyFrames keyFrames;
  private final double aspect;
  private final double duration;
  private final StringBuilder html = new StringBuilder();

  Timeline(FoleyReport report, SoundPicture sound, KeyFrames keyFrames, double aspect) {
    this.report = report;
    this.sound = sound;
    this.keyFrames = keyFrames;
    this.aspect = aspect;
    this.duration = Math.max(1e-3, report.durationSeconds());
  }

  String html() {
    pictures();
    curves();
    wave();
    spectrogram();
    axis();
    return html.toString();
  }

  private String left(double seconds) {
    return Html.number("left:%.4f%%", 100 * seconds / duration);
  }

  private void pictures() {
    List<KeyFrames.Shot> shots = keyFrames.spread(MAX_PICTURES);
    if (shots.isEmpty()) {
      return;
    }
    html.append("<div class=\"lane pictures\"><label>picture</label>");
    for (int i = 0; i < shots.size(); i++) {
      double start = shots.get(i).seconds();
      double end = i + 1 < shots.size() ? shots.get(i + 1).seconds() : duration;
      html.append("<img alt=\"picture at ")
          .append(Html.number("%.2f s", start))
          .append("\" style=\"")
          .append(left(start))
          .append(Html.number(";width:%.4f%%", 100 * (end - start) / duration))
          .append("\" src=\"")
          .append(Html.image(shots.get(i).shaped(aspect), "jpeg"))
          .append("\">");
    }
    html.append("</div>");
  }

  private void curves() {
    List<Activity> activity = report.activity();
    if (activity.isEmpty() && report.events().isEmpty()) {
      return;
    }
    html.append("<div class=\"lane curves\"><label>motion <i class=\"key motion\"></i>");
    html.append(
        " contact <i class=\"key contact\"></i> events <i class=\"key event\"></i></label>");
    html.append("<svg viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    if (!activity.isEmpty()) {
      double fastest = 1e-6;
      for (Activity moment : activity) {
        fastest = Math.max(fastest, moment.motion());
      }
      double[] motion = new double[CURVE_POINTS];
      double[] contact = new double[CURVE_POINTS];
      for (Activity moment : activity) {
        int point = (int) (CURVE_POINTS * moment.time() / duration);
        if (point >= 0 && point < CURVE_POINTS) {
          motion[point] = Math.max(motion[point], moment.motion() / fastest);
          contact[point] = Math.max(contact[point], moment.contact());
        }
      }
      area("motion", motion, activity.size());
      area("contact", contact, activity.size());
    }
    html.append("</svg>");
    for (FoleyReport.Moment event : report.events()) {
      mark("event", event.time(), 0.35 + 0.65 * Math.min(1, event.strength()), "event");
    }
    html.append("</div>");
  }

  /** A curve with its area; points nobody measured are left out. */
  private void area(String name, double[] values, int measured) {
    int stride = Math.max(1, CURVE_POINTS / Math.max(1, measured));
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < CURVE_POINTS; i += stride) {
      double value = 0;
      for (int k = i; k < Math.min(CURVE_POINTS, i + stride); k++) {
        value = Math.max(value, values[k]);
      }
      line.append(line.length() == 0 ? 'M' : 'L')
          .append(Html.number("%.1f ", (i + 0.5 * stride) * 1000 / CURVE_POINTS))
          .append(Html.number("%.1f", 96 - 90 * Math.min(1, value)));
    }
    html.append("<path class=\"area ").append(name).append("\" d=\"").append(line);
    html.append("L1000 100L0 100Z\"/><path class=\"line ").append(name).append("\" d=\"");
    html.append(line).append("\"/>");
  }

  private void mark(String kind, double seconds, double weight, String what) {
    html.append("<b class=\"mark ")
        .append(kind)
        .append("\" style=\"")
        .append(left(seconds))
        .append(Html.number(";--s:%.2f", weight))
        .append("\" title=\"")
        .append(what)
        .append(Html.number(" at %.3f s", seconds))
        .append("\"></b>");
  }

  private void wave() {
    html.append("<div class=\"lane wave\"><label>sound <i class=\"key wave\"></i>");
    html.append(" onsets <i class=\"key onset\"></i> seams <i class=\"key seam\"></i></label>");
    html.append("<svg viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    html.append("<path class=\"wave\" d=\"").append(sound.wavePath()).append("\"/></svg>");
    for (FoleyReport.Window window : report.windows()) {
      if (window.index() > 0) {
        mark("seam", window.seam(), 1, "window " + window.index() + " takes over");
      }
    }
    for (FoleyReport.Moment onset : report.onsets()) {
      mark("onset", onset.time(), 0.35 + 0.65 * Math.min(1, onset.strength()), "onset");
    }
    html.append("</div>");
  }

  private void spectrogram() {
    html.append("<div class=\"lane spectrogram\"><label>spectrogram</label>");
    html.append("<img alt=\"spectrogram\" style=\"width:")
        .append(Html.number("%.4f%%", 100 * sound.spectrogramSpan()))
        .append("\" src=\"")
        .append(Html.image(sound.spectrogram(), "png"))
        .append("\">");
    for (int hertz : FREQUENCIES) {
      if (2 * hertz < sound.sampleRate()) {
        html.append("<span class=\"hertz\" style=\"bottom:")
            .append(Html.number("%.2f%%", 100 * Math.max(0.04, sound.height(hertz))))
            .append("\">")
            .append(hertz < 1000 ? hertz + " Hz" : hertz / 1000 + " kHz")
            .append("</span>");
      }
    }
    html.append("</div>");
  }

  private void axis() {
    double step = TICK_STEPS[TICK_STEPS.length - 1];
    for (int i = TICK_STEPS.length - 1; i >= 0 && duration / TICK_STEPS[i] <= MAX_TICKS; i--) {
      step = TICK_STEPS[i];
    }
    html.append("<div class=\"axis\">");
    for (int i = 0; i * step <= duration; i++) {
      html.append("<span style=\"").append(left(i * step)).append("\">");
      html.append(clock(i * step, step)).append("</span>");
    }
    html.append("</div>");
  }

  private static String clock(double seconds, double step) {
    if (step < 1) {
      return Html.number("%.1f", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 60
        ? whole + " s"
        : String.format(java.util.Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }
}
