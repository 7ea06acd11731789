package dev.foley.jshell;

import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.swing.JFrame;
import javax.swing.SwingUtilities;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.SwingWrapper;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * A chart that is drawn where it is wanted.
 *
 * @param chart the XChart chart, open for further styling
 */
public record Plot(Chart<?, ?> chart) {
  /** Writes the chart as a PNG file; the name must end in {@code .png}. */
  public Path png(String file) {
    if (!file.endsWith(".png")) {
      throw new IllegalArgumentException("the name of a picture must end in .png, not " + file);
    }
    try {
      BitmapEncoder.saveBitmap(chart, file, BitmapEncoder.BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the picture " + file, e);
    }
    return Path.of(file);
  }

  /** The chart as pixels. */
  public BufferedImage image() {
    return BitmapEncoder.getBufferedImage(chart);
  }

  /**
   * Opens a window with the chart.
   *
   * @throws IllegalStateException on a machine without a screen
   */
  public void show() {
    if (GraphicsEnvironment.isHeadless()) {
      throw new IllegalStateException("there is no screen; use png(file) instead");
    }
    JFrame frame = new SwingWrapper<>(chart).displayChart();
    // XChart would end the process with the window.
    SwingUtilities.invokeLater(() -> frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE));
  }

  @Override
  public String toString() {
    return "Plot[" + chart.getTitle() + "], use .png(file) or .show()";
  }
}
