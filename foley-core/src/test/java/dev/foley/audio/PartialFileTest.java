package dev.foley.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foley.fake.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process leaves beside a target goes with the next try; what is in use stays. */
class PartialFileTest {
  private static final AudioFormat FORMAT = AudioFormat.mono(8000);

  @TempDir Path folder;

  /** Begins a file, says so, and waits to be killed. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      WavWriter.open(Path.of(args[0]), FORMAT, SampleFormat.PCM16);
      System.out.println("open");
      Thread.sleep(600_000);
    }
  }

  private static WavWriter open(Path target) {
    return WavWriter.open(target, FORMAT, SampleFormat.PCM16);
  }

  /** Makes everything there look a minute old. */
  private List<Path> age() throws Exception {
    try (var list = Files.list(folder)) {
      List<Path> files = list.toList();
      for (Path file : files) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
      }
      return files;
    }
  }

  @Test
  void onlyOrphansAreRemoved() throws Exception {
    Path target = folder.resolve("a.wav");
    try (ChildJvm child = ChildJvm.start(Child.class, target.toString())) {
      assertEquals("open", child.line());
      WavWriter mine = open(target);
      WavWriter other = open(folder.resolve("b.wav"));
      assertEquals(3, age().size());
      open(target).abort();
      assertEquals(3, age().size(), "all three are being written");
      other.abort();
      child.kill();
      open(target).abort();
      assertEquals(1, age().size(), "the killed one is gone");
      mine.write(AudioBuffer.mono(8000, new float[8]));
      mine.close();
    }
    assertEquals(List.of(target), age());
  }
}
