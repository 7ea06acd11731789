package dev.foley.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The course of a training run: a CSV file that grows row by row, and a picture of it. */
final class LearningCurve {
  private final Path csv;

  /** Opens the curve of a run; an existing file is continued. */
  LearningCurve(Path csv, String... columns) throws IOException {
    this.csv = csv;
    if (!Files.exists(csv)) {
      Files.writeString(csv, "step," + String.join(",", columns) + "\n");
    }
  }

  void add(long step, double... values) throws IOException {
    StringBuilder row = new StringBuilder(Long.toString(step));
    for (double value : values) {
      row.append(String.format(Locale.ROOT, ",%.5g", value));
    }
    Files.writeString(csv, row.append('\n'), StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }

  /** Draws some of the columns of a curve as PNG. */
  static void draw(Path csv, Path png, String title, String... shown) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    List<String> columns = List.of(lines.get(0).split(","));
    List<Double> steps = new ArrayList<>();
    Map<String, List<Double>> series = new LinkedHashMap<>();
    for (String name : shown) {
      series.put(name, new ArrayList<>());
    }
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      steps.add(Double.valueOf(cells[0]));
      series.forEach((name, values) -> values.add(Double.valueOf(cells[columns.indexOf(name)])));
    }
    if (steps.isEmpty()) {
      return;
    }
    XYChart chart =
        new XYChartBuilder().width(900).height(420).title(title).xAxisTitle("step").build();
    series.forEach(
        (name, values) -> chart.addSeries(name, steps, values).setMarker(SeriesMarkers.NONE));
    BitmapEncoder.saveBitmap(chart, png.toString(), BitmapEncoder.BitmapFormat.PNG);
  }
}
