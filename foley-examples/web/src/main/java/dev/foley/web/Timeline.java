package dev.foley.web;

import dev.foley.FoleyReport;
import dev.foley.cli.report.KeyFrames;
import dev.foley.cli.report.SoundPicture;
import dev.foley.stage.Activity;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the page draws on one time axis; times in seconds.
 *
 * @param complete false while the sound is made: then only outline and spectrum are there
 * @param durationS length of the sound, or of what is there
 * @param events seen in the picture
 * @param onsets heard in the sound
 * @param seams where one window takes over from another
 * @param motion how lively the picture is, 0 to 1 of the liveliest moment
 * @param contact how likely something touches something, 0 to 1 of the likeliest moment
 * @param pictures times of the pictures in the film strip, which stand side by side in one image
 */
record Timeline(
    boolean complete,
    double durationS,
    Outline outline,
    Spectrum spectrum,
    List<Moment> events,
    List<Moment> onsets,
    List<Double> seams,
    Curve motion,
    Curve contact,
    List<Double> pictures) {
  private static final int MAX_CURVE_POINTS = 600;

  /** Greatest and least sample of each column. */
  record Outline(double secondsPerColumn, float[] high, float[] low) {}

  /**
   * Mel spectrogram.
   *
   * @param levels base64 of one byte a band, lowest first, column after column
   */
  record Spectrum(
      double secondsPerColumn, int bands, double lowestHz, double highestHz, String levels) {}

  record Moment(double t, double strength) {}

  /** A curve at regular distances from 0. */
  record Curve(double secondsPerPoint, float[] values) {}

  static Timeline unfinished(SoundPicture picture) {
    return new Timeline(
        false,
        picture.seconds(),
        outline(picture),
        spectrum(picture),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        List.of());
  }

  static Timeline of(FoleyReport report, SoundPicture picture, List<KeyFrames.Shot> shots) {
    return new Timeline(
        true,
        report.durationSeconds(),
        outline(picture),
        spectrum(picture),
        moments(report.events()),
        moments(report.onsets()),
        report.windows().stream().skip(1).map(FoleyReport.Window::seam).toList(),
        curve(report, Activity::motion),
        curve(report, Activity::contact),
        shots.stream().map(KeyFrames.Shot::seconds).toList());
  }

  /** A quantity of the picture as a share of its greatest value. */
  private static Curve curve(FoleyReport report, ToDoubleFunction<Activity> quantity) {
    List<Activity> activity = report.activity();
    // Two measurements a point leave no point without one, however uneven the frames are.
    float[] values = new float[Math.max(1, Math.min(MAX_CURVE_POINTS, activity.size() / 2))];
    double step = Math.max(1e-3, report.durationSeconds()) / values.length;
    for (Activity moment : activity) {
      int point = Math.max(0, Math.min(values.length - 1, (int) (moment.time() / step)));
      values[point] = Math.max(values[point], (float) quantity.applyAsDouble(moment));
    }
    float greatest = 1e-6f;
    for (float value : values) {
      greatest = Math.max(greatest, value);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = rounded(values[i] / greatest);
    }
    return new Curve(step, values);
  }

  private static Outline outline(SoundPicture picture) {
    SoundPicture.Outline outline = picture.outline();
    for (int i = 0; i < outline.high().length; i++) {
      outline.high()[i] = rounded(outline.high()[i]);
      outline.low()[i] = rounded(outline.low()[i]);
    }
    return new Outline(outline.secondsPerColumn(), outline.high(), outline.low());
  }

  private static Spectrum spectrum(SoundPicture picture) {
    SoundPicture.Spectrum spectrum = picture.spectrum();
    return new Spectrum(
        spectrum.secondsPerColumn(),
        spectrum.bands(),
        spectrum.lowestHertz(),
        spectrum.highestHertz(),
        Base64.getEncoder().encodeToString(spectrum.levels()));
  }

  private static List<Moment> moments(List<FoleyReport.Moment> moments) {
    List<Moment> list = new ArrayList<>();
    moments.forEach(m -> list.add(new Moment(m.time(), m.strength())));
    return list;
  }

  /** Fewer digits to send; none of them could be seen. */
  private static float rounded(double value) {
    return Math.round(value * 1e4) / 1e4f;
  }
}
