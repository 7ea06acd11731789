package dev.foley.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyGenerator;
import dev.foley.media.humble.VideoWriter;
import dev.foley.pool.FoleyPool;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Many videos at once, with a model that needs no weights, in a worker process and without. */
class BatchCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path in;

  /** What the worker processes of these tests open. */
  public static final class BurstGenerators implements Supplier<FoleyGenerator> {
    @Override
    public FoleyGenerator get() {
      return FoleyGenerator.builder().model(new BurstModel().open()).build();
    }
  }

  @BeforeEach
  void film() throws IOException {
    in = Files.createDirectory(folder.resolve("in"));
    Files.writeString(in.resolve("notes.txt"), "no video");
    for (String name : List.of("a", "b")) {
      try (VideoWriter writer =
          VideoWriter.to(in.resolve(name + ".mp4"), 64, 36).frameRate(25, 1).open()) {
        for (int i = 0; i < 50; i++) {
          byte[] rgb = new byte[64 * 36 * 3];
          java.util.Arrays.fill(rgb, (byte) (4 * i));
          writer.write(new Picture(64, 36, PixelFormat.RGB24, rgb), new MediaTime(i, 25));
        }
        writer.finish();
      }
    }
  }

  private int batch(String... args) {
    Surroundings around =
        new Surroundings(
            new PrintWriter(out, true), new PrintWriter(err, true), false, new Interruption());
    BatchCommand command =
        new BatchCommand(around, () -> FoleyPool.builder().generators(BurstGenerators.class));
    return new CommandLine(command).setErr(new PrintWriter(err)).execute(args);
  }

  private static List<String> files(Path folder) throws IOException {
    try (var list = Files.list(folder)) {
      return list.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFolderOverWorkersAndInProcessGivesTheSame() throws Exception {
    assertEquals(0, batch(in.toString(), "--recycle-after", "1"), err.toString());
    assertEquals(List.of("a.foley.wav", "a.mp4", "b.foley.wav", "b.mp4", "notes.txt"), files(in));
    assertTrue(
        out.toString().contains("2 of 2 done, 0 failed; 2 generators recycled"), out::toString);
    Path there = Files.createDirectory(folder.resolve("there"));
    assertEquals(
        0, batch(in.toString(), "--in-process", "--out", there.toString()), err.toString());
    assertEquals(List.of("a.foley.wav", "b.foley.wav"), files(there));
    assertArrayEquals(
        Files.readAllBytes(in.resolve("a.foley.wav")),
        Files.readAllBytes(there.resolve("a.foley.wav")));
  }

  @Test
  void oneFailureStopsNoOtherAndGivesTheExitCode() throws Exception {
    Path broken = Files.writeString(in.resolve("broken.mp4"), "not a video ".repeat(100));
    Path list = folder.resolve("list.txt");
    Files.writeString(
        list, "# clips\n" + broken + "\n" + in.resolve("a.mp4") + "\tfootsteps on wood\n");
    assertEquals(3, batch("--in-process", "--list", list.toString(), "--jobs", in + "/jobs"));
    assertTrue(err.toString().contains("broken.mp4: "), err.toString());
    assertTrue(Files.exists(in.resolve("a.foley.wav")));
    assertTrue(Files.exists(in.resolve("jobs/a.foley")), "its job");
    assertEquals(0, batch("--in-process", "--skip-existing", in + "/a.mp4"));
    assertTrue(out.toString().contains("0 of 0 done"), out.toString());
  }

  @Test
  void wrongUseIsTwo() {
    assertEquals(2, batch());
    assertEquals(2, batch(in.toString(), "--workers", "0"));
    assertEquals(2, batch(in + "/a.mp4", in + "/a.mp4"));
  }
}
