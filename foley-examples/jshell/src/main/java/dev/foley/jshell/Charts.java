package dev.foley.jshell;

import dev.foley.FoleyAudio;
import dev.foley.FoleyReport;
import dev.foley.audio.AudioBuffer;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws what the notebook returns. */
final class Charts {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 380;

  /** Columns of a heat map; more cannot be told apart at this width. */
  private static final int MAX_COLUMNS = 400;

  /** Points of a waveform's outline. */
  private static final int MAX_POINTS = 1500;

  /** Share of the values within the colours of a matrix; the rest gets the outermost ones. */
  private static final double SHOWN = 0.995;

  private static final Color[] LEVELS = {
    new Color(8, 8, 32),
    new Color(70, 20, 110),
    new Color(170, 45, 95),
    new Color(240, 120, 40),
    new Color(252, 240, 170)
  };
  private static final Color[] SIGNED = {
    new Color(30, 80, 170), new Color(245, 245, 245), new Color(190, 40, 40)
  };

  private Charts() {}

  static Plot waveform(FoleyAudio audio) {
    XYChart chart = wave("Sound, with the picture's events and its own onsets", audio.buffer());
    double peak = Math.max(1e-3, audio.buffer().peak());
    marks(chart, "events", audio.report().events(), 1.1 * peak);
    marks(chart, "onsets", audio.report().onsets(), -1.1 * peak);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    return new Plot(chart);
  }

  static Plot waveform(AudioBuffer audio) {
    XYChart chart = wave("Sound", audio);
    chart.getStyler().setLegendVisible(false);
    return new Plot(chart);
  }

  private static XYChart wave(String title, AudioBuffer audio) {
    float[] samples = audio.toMono().channel(0);
    double rate = audio.format().sampleRate();
    int block = Math.max(1, samples.length / MAX_POINTS);
    int points = samples.length / block;
    double[] x = new double[2 * points];
    double[] y = new double[2 * points];
    for (int i = 0; i < points; i++) {
      float low = samples[i * block];
      float high = low;
      for (int k = i * block; k < (i + 1) * block; k++) {
        low = Math.min(low, samples[k]);
        high = Math.max(high, samples[k]);
      }
      x[2 * i] = i * block / rate;
      x[2 * i + 1] = x[2 * i];
      y[2 * i] = low;
      y[2 * i + 1] = high;
    }
    XYChart chart = axes(title, "seconds", "");
    chart.addSeries("sound", x, y).setMarker(SeriesMarkers.NONE);
    return chart;
  }

  private static void marks(
      XYChart chart, String name, List<FoleyReport.Moment> moments, double height) {
    if (moments.isEmpty()) {
      return;
    }
    double[] x = moments.stream().mapToDouble(FoleyReport.Moment::time).toArray();
    double[] y = new double[x.length];
    Arrays.fill(y, height);
    chart.addSeries(name, x, y).setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
  }

  static Plot speed(MotionField flow) {
    Plot plot =
        line("Mean speed, picture widths a second, over seconds", flow.seconds(), flow.speed());
    ((XYChart) plot.chart()).getStyler().setXAxisMin(0.0);
    return plot;
  }

  static Plot line(String title, double[] x, double[] y) {
    XYChart chart = axes(title, "", "");
    chart.addSeries(title, x, y).setMarker(SeriesMarkers.NONE);
    chart.getStyler().setLegendVisible(false);
    return new Plot(chart);
  }

  static Plot curves(Table table, String x, String y, String group) {
    XYChart chart = axes(y + " over " + x, x, y);
    for (String name : table.distinct(group)) {
      Table part = table.where(group, name);
      chart.addSeries(name, part.column(x), part.column(y));
    }
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    chart.getStyler().setXAxisLogarithmicDecadeOnly(false).setYAxisLogarithmicDecadeOnly(false);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    return new Plot(chart);
  }

  private static XYChart axes(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart.getStyler().setXAxisDecimalPattern("0.###").setYAxisDecimalPattern("0.###");
    chart.getStyler().setChartBackgroundColor(Color.WHITE).setPlotBorderVisible(false);
    return chart;
  }

  static Plot spectrogram(Spectrogram spectrogram) {
    double[] hertz = spectrogram.hertz();
    double[] seconds = spectrogram.seconds();
    HeatMapChart chart =
        heatMap(
            "Mel spectrogram, dB (Hz over seconds)",
            spectrogram.decibels(),
            t -> String.format(Locale.ROOT, "%.1f", seconds[t]),
            band -> Long.toString(Math.round(hertz[band])));
    chart.getStyler().setRangeColors(LEVELS).setMin(Spectrogram.FLOOR).setMax(0);
    return new Plot(chart);
  }

  static Plot matrix(String title, float[][] values) {
    HeatMapChart chart = heatMap(title, values, Integer::toString, Integer::toString);
    float[] magnitudes = new float[values.length * values[0].length];
    for (int i = 0; i < magnitudes.length; i++) {
      magnitudes[i] = Math.abs(values[i / values[0].length][i % values[0].length]);
    }
    Arrays.sort(magnitudes);
    // A few outliers must not bleach the rest.
    double large = Math.max(0.1, magnitudes[(int) (SHOWN * (magnitudes.length - 1))]);
    large = Math.rint(10 * large) / 10;
    chart.getStyler().setRangeColors(SIGNED).setMin(-large).setMax(large);
    return new Plot(chart);
  }

  /** Time to the right, channels upwards; neighbours in time are averaged down to the width. */
  private static HeatMapChart heatMap(
      String title, float[][] values, IntFunction<String> time, IntFunction<String> channel) {
    int stride = (values.length + MAX_COLUMNS - 1) / MAX_COLUMNS;
    List<String> x = new ArrayList<>();
    List<String> y = new ArrayList<>();
    List<Number[]> cells = new ArrayList<>();
    for (int c = 0; c < values[0].length; c++) {
      y.add(channel.apply(c));
    }
    for (int t = 0; t + stride <= values.length; t += stride) {
      x.add(time.apply(t));
      for (int c = 0; c < values[0].length; c++) {
        double sum = 0;
        for (int k = t; k < t + stride; k++) {
          sum += values[k][c];
        }
        cells.add(new Number[] {t / stride, c, sum / stride});
      }
    }
    HeatMapChart chart = new HeatMapChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
    chart.addSeries("values", x, y, cells);
    chart.getStyler().setXAxisMaxLabelCount(11).setYAxisTickMarkSpacingHint(60);
    chart
        .getStyler()
        .setPlotContentSize(1)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false);
    // Smoothed edges of adjoining cells would draw a grid.
    chart.getStyler().setPlotGridLinesVisible(false).setAntiAlias(false);
    return chart;
  }
}
