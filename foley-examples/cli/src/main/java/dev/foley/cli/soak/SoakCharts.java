package dev.foley.cli.soak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The table's columns as PNG charts over the segments. */
final class SoakCharts {
  private SoakCharts() {}

  /** File names and their bytes. */
  static Map<String, byte[]> of(List<Segment> segments) {
    Map<String, byte[]> charts = new LinkedHashMap<>();
    XYChart latency = chart("Latency per minute of video", "seconds");
    add(latency, "clock", segments, Segment::latencyPerMinute);
    add(latency, "processor", segments, Segment::processorPerMinute);
    charts.put("latency.png", png(latency));
    XYChart memory = chart("Memory", "MB");
    add(memory, "resident, median", segments, Segment::residentMb);
    add(memory, "resident, peak", segments, Segment::residentPeakMb);
    add(memory, "Java heap in use, median", segments, Segment::heapMb);
    charts.put("memory.png", png(memory));
    XYChart offsets = chart("Distance of sounds from their events", "milliseconds");
    add(offsets, "median", segments, s -> 1e3 * s.after().medianAbsolute());
    add(offsets, "95th percentile", segments, s -> 1e3 * s.after().p95Absolute());
    add(offsets, "95th percentile before alignment", segments, s -> 1e3 * s.before().p95Absolute());
    charts.put("offsets.png", png(offsets));
    XYChart style = chart("Style: distance from the first segment of the same film", "dB");
    add(style, "like events, third octaves", segments, s -> SoakTable.style(s, segments));
    charts.put("style.png", png(style));
    return charts;
  }

  private static XYChart chart(String title, String unit) {
    XYChart chart =
        new XYChartBuilder()
            .width(760)
            .height(320)
            .title(title)
            .xAxisTitle("segment")
            .yAxisTitle(unit)
            .build();
    chart.getStyler().setYAxisMin(0.0).setLegendPosition(LegendPosition.InsideSE);
    return chart;
  }

  private static void add(
      XYChart chart, String name, List<Segment> segments, ToDoubleFunction<Segment> value) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Segment segment : segments) {
      double v = value.applyAsDouble(segment);
      if (!Double.isNaN(v)) {
        x.add((double) segment.number());
        y.add(v);
      }
    }
    if (!x.isEmpty()) {
      chart.addSeries(name, x, y);
    }
  }

  private static byte[] png(XYChart chart) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      BitmapEncoder.saveBitmap(chart, bytes, BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
