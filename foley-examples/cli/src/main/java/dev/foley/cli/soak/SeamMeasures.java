package dev.foley.cli.soak;

import dev.foley.FoleyReport;
import dev.foley.dsp.Onset;
import dev.foley.dsp.OnsetDetector;
import dev.foley.dsp.SoundFaults;
import dev.foley.dsp.Stft;
import dev.foley.dsp.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * What stretches of sound in which windows overlap have that the same length of sound elsewhere has
 * not. Every figure is taken in the same way from both.
 */
final class SeamMeasures {
  /** Levels are those of so many seconds. */
  private static final double LEVEL_SECONDS = 0.1;

  private static final double SILENCE = 1e-9;

  /** Two onsets this near each other sound like one thing heard twice. */
  private static final double DOUBLE_SECONDS = 0.08;

  private final float[] samples;
  private final int rate;
  private final List<double[]> seams = new ArrayList<>();
  private final List<double[]> interior = new ArrayList<>();

  SeamMeasures(float[] samples, int rate, List<FoleyReport.Window> windows) {
    this.samples = samples;
    this.rate = rate;
    // The last window is anchored to the end: its overlap is longer than the others.
    for (int i = 1; i < windows.size() - 1; i++) {
      double from = windows.get(i).start();
      double to = windows.get(i - 1).end();
      seams.add(new double[] {from, to});
      double length = to - from;
      double next = windows.get(i + 1).start();
      for (double at = to + length / 2; at + length * 1.5 <= next; at += length) {
        interior.add(new double[] {at, at + length});
      }
    }
  }

  /** Cells of a row of the table. */
  List<String> row() {
    double[] steps = of(seams, this::greatestStep);
    double[] stepsInside = of(interior, this::greatestStep);
    double[] dips = of(seams, this::dip);
    double[] dipsInside = of(interior, this::dip);
    double[] flux = of(seams, this::flux);
    double[] fluxInside = of(interior, this::flux);
    SoundFaults faults = new SoundFaults(rate);
    faults.add(samples);
    double doubled = doubled(seams);
    double doubledInside = doubled(interior);
    return List.of(
        Integer.toString(seams.size()),
        text("%.1f / %.1f", median(steps), median(stepsInside)),
        text("%+.1f / %+.1f", median(dips), median(dipsInside)),
        text("%.2f / %.2f", median(flux), median(fluxInside)),
        text("%.3f", new KolmogorovSmirnovTest().kolmogorovSmirnovTest(flux, fluxInside)),
        text("%.2f / %.2f", doubled, doubledInside),
        Long.toString(faults.clicks()),
        Long.toString(faults.gaps()));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private interface Measure {
    double of(double from, double to);
  }

  private static double[] of(List<double[]> stretches, Measure measure) {
    return stretches.stream().mapToDouble(s -> measure.of(s[0], s[1])).toArray();
  }

  private static double median(double[] values) {
    return StatUtils.percentile(values, 50);
  }

  private double levelDb(double from, double to) {
    double sum = 0;
    int first = (int) Math.max(0, from * rate);
    int end = (int) Math.min(samples.length, to * rate);
    for (int i = first; i < end; i++) {
      sum += samples[i] * samples[i];
    }
    return 10 * Math.log10(sum / Math.max(1, end - first) + SILENCE);
  }

  /** Greatest change of level from one tenth of a second to the next. */
  private double greatestStep(double from, double to) {
    double greatest = 0;
    double before = levelDb(from - LEVEL_SECONDS, from);
    for (double at = from; at < to; at += LEVEL_SECONDS) {
      double level = levelDb(at, at + LEVEL_SECONDS);
      greatest = Math.max(greatest, Math.abs(level - before));
      before = level;
    }
    return greatest;
  }

  /** Level of the middle half against as much on either side. */
  private double dip(double from, double to) {
    double quarter = (to - from) / 4;
    double sides =
        levelDb(from - quarter, from + quarter) / 2 + levelDb(to - quarter, to + quarter) / 2;
    return levelDb(from + quarter, to - quarter) - sides;
  }

  /** Mean change of the log spectrum from frame to frame, in nepers. */
  private double flux(double from, double to) {
    float[] stretch =
        Arrays.copyOfRange(
            samples, (int) (from * rate), Math.min(samples.length, (int) (to * rate)));
    Stft stft = new Stft(Window.HANN.periodic(1024), 512, 1024, Stft.Alignment.START);
    float[][] frames = stft.magnitudes(stretch);
    double sum = 0;
    for (int t = 1; t < frames.length; t++) {
      for (int k = 0; k < frames[t].length; k++) {
        double now = Math.log(frames[t][k] + 1e-3);
        double before = Math.log(frames[t - 1][k] + 1e-3);
        sum += Math.abs(now - before) / frames[t].length;
      }
    }
    return sum / Math.max(1, frames.length - 1);
  }

  /** Onsets a minute that follow another at once. */
  private double doubled(List<double[]> stretches) {
    List<Onset> onsets = OnsetDetector.detect(samples, rate);
    int count = 0;
    double seconds = 0;
    for (double[] stretch : stretches) {
      seconds += stretch[1] - stretch[0];
      for (int i = 1; i < onsets.size(); i++) {
        double time = onsets.get(i).timeSeconds();
        boolean here = time >= stretch[0] && time < stretch[1];
        if (here && time - onsets.get(i - 1).timeSeconds() < DOUBLE_SECONDS) {
          count++;
        }
      }
    }
    return 60 * count / seconds;
  }
}
