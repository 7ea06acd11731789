package dev.foley.jshell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class NotebookTest {
  private static final int RATE = 48_000;

  @AfterAll
  static void free() {
    Notebook.close();
  }

  private static float[] sine(double hertz, double amplitude) {
    float[] samples = new float[RATE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (amplitude * Math.sin(2 * Math.PI * hertz * i / RATE));
    }
    return samples;
  }

  @Test
  void aFullScaleSineLiesAtZeroDecibelsInItsBand() {
    Spectrogram spectrogram = Notebook.spectrogram(sine(1000, 1), RATE);
    assertEquals(100, spectrogram.decibels().length);
    float[] middle = spectrogram.decibels()[50];
    int loudest = 0;
    for (int m = 1; m < middle.length; m++) {
      loudest = middle[m] > middle[loudest] ? m : loudest;
    }
    assertEquals(1000, spectrogram.hertz()[loudest], 40);
    // The main lobe of a Hann window adds up to at most 6 dB in one band.
    assertEquals(3, middle[loudest], 3.1);
  }

  @Test
  void halfTheAmplitudeIsSixDecibelsApart() {
    Spectrogram full = Notebook.spectrogram(sine(1000, 1), RATE);
    assertEquals(0, full.distance(full));
    Spectrogram half = Notebook.spectrogram(sine(1000, 0.5), RATE);
    double difference = full.decibels()[50][40] - half.decibels()[50][40];
    assertEquals(6.02, difference, 0.05);
  }

  @Test
  void framesInArraysGiveSound() {
    byte[][] frames = new byte[25][64 * 36 * 3];
    for (int i = 0; i < frames.length; i++) {
      for (int p = 0; p < frames[i].length; p++) {
        frames[i][p] = (byte) ((p / 3 % 64 + 2 * i) * 3);
      }
    }
    float[][] first =
        Notebook.video(frames, 64, 36, 25).prompt("rain").seed(3).steps(1).generate().samples();
    assertEquals(RATE, first[0].length);
    float[][] again =
        Notebook.video(frames, 64, 36, 25).prompt("rain").seed(3).steps(1).generate().samples();
    assertArrayEquals(first[0], again[0]);
  }

  @Test
  void aMissingModelLeavesTheOneBeforeInUse() {
    assertEquals("embedded", Notebook.model().spec().name());
    assertThrows(FoleyException.InvalidModel.class, () -> Notebook.model("no-such-folder"));
    assertEquals("embedded", Notebook.model().spec().name());
  }

  @Test
  void flowSeesASlidingPicture() {
    MotionField flow = Notebook.flow("../cli/samples/bouncing-ball.mp4");
    assertEquals(flow.seconds().length, flow.u().length);
    double largest = 0;
    for (double speed : flow.speed()) {
      largest = Math.max(largest, speed);
    }
    assertTrue(largest > 0.01, "the ball moves");
  }

  @Test
  void tablesSelectAndPrint() {
    Table table = Table.of("name", "x").row("a", 1).row("b", 2.5).row("a", 3);
    assertEquals(List.of("a", "b"), table.distinct("name"));
    assertArrayEquals(new double[] {1, 3}, table.where("name", "a").column("x"));
    assertEquals("name      x\n   a      1\n   b  2.500\n   a      3\n", table.toString());
    assertThrows(IllegalArgumentException.class, () -> table.column("y"));
    assertThrows(IllegalArgumentException.class, () -> table.column("name"));
    assertThrows(IllegalArgumentException.class, () -> table.row("too short"));
  }

  @Test
  void picturesNeedAName() {
    Plot plot = Notebook.plot("curve", new double[] {1, 2, 3});
    assertThrows(IllegalArgumentException.class, () -> plot.png("curve.jpg"));
    assertThrows(IllegalStateException.class, plot::show);
    assertThrows(
        java.io.UncheckedIOException.class,
        () -> plot.png(Path.of("no-folder", "a.png").toString()));
  }
}
