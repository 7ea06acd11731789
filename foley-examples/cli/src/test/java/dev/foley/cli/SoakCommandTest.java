package dev.foley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.foley.FoleyGenerator;
import dev.foley.media.humble.VideoWriter;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The soak on a supplied video, with a model that needs no weights. */
class SoakCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int soak(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "soak";
    System.arraycopy(args, 0, all, 1, args.length);
    Surroundings around =
        new Surroundings(
            new PrintWriter(out, true), new PrintWriter(err, true), false, new Interruption());
    BurstModel model = new BurstModel();
    return FoleyCommand.run(all, around, () -> FoleyGenerator.builder().model(model.open()));
  }

  private Path clip() {
    Path clip = folder.resolve("clip.mp4");
    try (VideoWriter writer = VideoWriter.to(clip, 64, 48).frameRate(25, 1).open()) {
      for (int i = 0; i < 250; i++) {
        byte[] luma = new byte[64 * 48];
        luma[i % luma.length] = 100;
        writer.write(new Picture(64, 48, PixelFormat.GRAY8, luma), new MediaTime(i, 25));
      }
      writer.finish();
    }
    return clip;
  }

  @Test
  void suppliedVideoIsMeasuredSegmentBySegment() throws Exception {
    Path report = folder.resolve("report");
    soak(
        "--video",
        clip().toString(),
        "--prompt",
        "bursts",
        "--segments",
        "4",
        "--minutes",
        "0.5",
        "--out",
        report.toString(),
        "--work",
        folder.toString());
    assertEquals("", err.toString());
    JsonObject json =
        JsonParser.parseString(Files.readString(report.resolve("soak.json"))).getAsJsonObject();
    assertEquals(1, json.getAsJsonArray("warm_up").size());
    assertEquals(4, json.getAsJsonArray("segments").size());
    // The last segment repeats the first: nothing may have drifted.
    JsonObject last = json.getAsJsonArray("segments").get(3).getAsJsonObject();
    assertEquals(0, last.get("style_db").getAsDouble());
    for (JsonElement element : json.getAsJsonArray("segments")) {
      JsonObject row = element.getAsJsonObject();
      assertEquals(7.5, row.get("seconds").getAsDouble());
      assertEquals(0, row.get("missing_samples").getAsLong());
      assertEquals(0, row.get("clicks").getAsLong());
      assertTrue(row.get("pairs").getAsInt() >= 7, row.toString());
      double before = row.getAsJsonObject("before").get("median_abs_ms").getAsDouble();
      double after = row.getAsJsonObject("after").get("median_abs_ms").getAsDouble();
      assertEquals(1e3 * BurstModel.LATE, before, 4);
      assertTrue(after < 10, "after alignment " + after);
    }
    for (String chart : new String[] {"latency", "memory", "offsets", "style"}) {
      assertTrue(Files.size(report.resolve(chart + ".png")) > 1000, chart);
    }
    String page = Files.readString(report.resolve("soak.html"));
    assertTrue(page.contains("data:image/png;base64,") && !page.contains("src=\"latency"));
    assertTrue(out.toString().contains("| 4 | supplied | 7.5 |"), out.toString());
  }

  @Test
  void optionsAreChecked() {
    assertEquals(ExitCode.USAGE, soak("--minutes", "0"));
    assertEquals(ExitCode.USAGE, soak("--segments", "0"));
    assertEquals(ExitCode.USAGE, soak("--video", "clip.mp4"));
    assertEquals(ExitCode.USAGE, soak("--seams", "--alignment"));
    assertEquals(
        ExitCode.MEDIA,
        soak(
            "--video", folder.resolve("none.mp4").toString(),
            "--prompt", "rain",
            "--work", folder.toString(),
            "--out", folder.resolve("r").toString()));
  }
}
