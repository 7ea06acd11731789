package dev.foley.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.foley.video.VideoMuxers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command inside this process. */
class FoleySparkTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int command(String... args) {
    String[] all =
        Stream.concat(Stream.of("--master", "local[1]"), Stream.of(args)).toArray(String[]::new);
    return FoleySpark.run(all, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void wrongOptionsAreToldBeforeAnythingStarts() {
    for (List<String> wrong :
        List.of(
            List.of("--videos", "x.mp4"),
            List.of("--out", in("out")),
            List.of("--out", in("out"), "--videos", "x", "--steps", "0"),
            List.of("--out", in("out"), "--videos", "x", "--rate", "7"),
            List.of("--out", in("out"), "--videos", "x", "--start", "2", "--end", "1"),
            List.of("--out", in("out"), "--videos", "x", "--mux", "mp4", "--end", "1"),
            List.of("--out", in("out"), "--videos", "x", "--mux", "doc"))) {
      assertEquals(2, command(wrong.toArray(String[]::new)), wrong.toString());
    }
    assertTrue(Files.notExists(folder.resolve("out")));
  }

  @Test
  void aStrictJobFailsOnceAllIsDone() throws IOException {
    Files.writeString(folder.resolve("bad.mp4"), "not a video");
    assertEquals(3, command("--videos", in("bad.mp4"), "--out", in("out"), "--strict"));
    assertTrue(out.toString().contains("0 generated, 0 skipped, 1 failed"), out.toString());
    assertTrue(out.toString().contains("bad.mp4: UnreadableMedia: "), out.toString());
    assertTrue(Files.exists(folder.resolve("out/metrics.parquet/_SUCCESS")));
    try (var left = Files.list(folder.resolve("out/_foley/parts"))) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void aForcedDecodersMuxerIsForcedToo() throws IOException {
    boolean ffmpeg =
        VideoMuxers.all().stream().anyMatch(m -> m.name().equals("ffmpeg") && m.isAvailable());
    assumeTrue(ffmpeg, "ffmpeg and ffprobe are not on the PATH: not tested");
    Clips.film(folder.resolve("a.mp4"), 0, 1);
    String[] job = {
      "--videos", in("a.mp4"), "--out", in("out"), "--mux", "--decoder", "ffmpeg", "--steps", "1"
    };
    assertEquals(0, command(job), err.toString());
    Path muxed = folder.resolve("out/a.foley.mp4");
    // Every libavformat puts its version into the file; that of Humble Video is 56.
    assertFalse(Files.readString(muxed, StandardCharsets.ISO_8859_1).contains("Lavf56."));
  }

  @Test
  void whatIsNoVideosFaultFailsTheJob() throws IOException {
    Files.writeString(folder.resolve("bad.mp4"), "not a video");
    String[] job = {"--videos", in("bad.mp4"), "--out", in("out"), "--model", in("none")};
    assertEquals(4, command(job));
    assertTrue(err.toString().contains("there is no model folder"), err.toString());
  }
}
