package dev.foley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.fake.ChildJvm;
import dev.foley.fake.FakeModel;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs in processes that are killed, or run out of disk. The same with the embedded model and WAV
 * files is the script in docs/restartable-jobs.md.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(180)
class JobKillTest {
  /** More with -Dfoley.kills=20. */
  private static final int KILLS = Integer.getInteger("foley.kills", 5);

  private static final int SECONDS = 120;
  private static final int WINDOWS = 75;
  private static String uninterrupted;

  @TempDir Path folder;

  /** The process that is killed: prints a line a window, then what the sound was. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      FakeModel model = new FakeModel();
      model.inLatents = () -> pause(2);
      model.inAudio = () -> System.out.println("window");
      try (FoleyGenerator foley = FoleyGenerator.builder().model(model.open()).build()) {
        System.out.println("sound " + sound(foley, Path.of(args[0])));
      } catch (FoleyException e) {
        System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
        System.exit(9);
      }
      long sampled = model.tasks.stream().filter(task -> task.sampling().steps() > 1).count();
      System.out.println("sampled " + sampled);
    }

    private static void pause(long millis) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static String sound(FoleyGenerator foley, Path job) throws Exception {
    FoleyRequest request =
        foley.silentDuration(Duration.ofSeconds(SECONDS)).prompt("a loud tone").seed(5);
    float[] samples = (job == null ? request : request.job(job)).generate().samples()[0];
    ByteBuffer bytes = ByteBuffer.allocate(4 * samples.length);
    bytes.asFloatBuffer().put(samples);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }

  @BeforeAll
  static void runOnceWithoutInterruption() throws Exception {
    try (FoleyGenerator foley = FoleyGenerator.builder().model(new FakeModel().open()).build()) {
      uninterrupted = sound(foley, null);
    }
  }

  private void assertResumes(int atMost) throws Exception {
    try (ChildJvm child = ChildJvm.start(Child.class, folder.toString())) {
      String sound = null;
      for (String line = child.line(); line != null; line = child.line()) {
        if (line.startsWith("sound ")) {
          sound = line.substring(6);
        }
        if (line.startsWith("sampled ")) {
          int sampled = Integer.parseInt(line.substring(8));
          assertTrue(sampled <= atMost, sampled + " windows sampled, at most " + atMost + " left");
        }
      }
      assertEquals(0, child.exitCode());
      assertEquals(uninterrupted, sound);
    }
  }

  @Test
  void everyKilledJobIsResumedToTheSameSamples() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int sampled = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long sizeBefore = size();
      try (ChildJvm child = ChildJvm.start(Child.class, folder.toString())) {
        // Lines of windows kept by earlier runs come at once; then a few new ones, then a moment.
        int lines = sampled + random.nextInt(Math.max(1, WINDOWS / KILLS));
        for (int i = 0; i < lines; ) {
          String line = child.line();
          assertNotNull(line, "seed " + seed);
          i += line.equals("window") ? 1 : 0;
        }
        Thread.sleep(random.nextInt(30));
        child.kill();
        sampled = lines;
      }
      assertTrue(size() >= sizeBefore, "kept windows are never lost; seed " + seed);
    }
    assertResumes(WINDOWS - sampled);
  }

  private long size() throws Exception {
    Path journal = folder.resolve("windows.journal");
    return Files.exists(journal) ? Files.size(journal) : 0;
  }

  @Test
  void aFullDiskIsATypedFailureAndTheJobGoesOnOnceThereIsRoom() throws Exception {
    String failure = null;
    try (ChildJvm child = ChildJvm.startOnASmallDisk(20, Child.class, folder.toString())) {
      for (String line = child.line(); line != null; line = child.line()) {
        failure = line.startsWith("UnwritableOutput") ? line : failure;
      }
      assertEquals(9, child.exitCode());
    }
    assertNotNull(failure);
    assertTrue(failure.contains("free some space"), failure);
    long kept = size() / (FakeModel.SPEC.windowLatents() * 3 * 4 + 64);
    assertTrue(kept >= 10, kept + " windows kept");
    assertResumes((int) (WINDOWS - kept));
  }
}
