package dev.foley;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.fake.FakeFrames;
import dev.foley.fake.FakeModel;
import dev.foley.stage.Solver;
import dev.foley.stage.SynthesisTask;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are cut off and resumed in one process. Kills are in {@link JobKillTest}. */
@Timeout(60)
class JobTest {
  /** 10 s: six windows. */
  private static final int WINDOWS = 6;

  private final FakeModel model = new FakeModel();
  private final FoleyGenerator foley = FoleyGenerator.builder().model(model.open()).build();
  @TempDir Path folder;

  @AfterEach
  void close() {
    foley.close();
  }

  private FoleyRequest request() {
    return foley.silentDuration(Duration.ofSeconds(10)).prompt("a loud tone").seed(5);
  }

  private FoleyRequest job() {
    return request().job(folder.resolve("job"));
  }

  /** Windows sampled since the last call; the one-step question of the model probe is none. */
  private long sampled() {
    synchronized (model.tasks) {
      long count = model.tasks.stream().filter(task -> task.sampling().steps() > 1).count();
      model.tasks.clear();
      return count;
    }
  }

  private void failAfter(int windows) {
    AtomicInteger steps = new AtomicInteger(-1);
    int stepsOfWindows = windows * FakeModel.SPEC.steps();
    model.inLatents =
        () -> {
          if (steps.getAndIncrement() == stepsOfWindows) {
            throw new IllegalStateException("on purpose");
          }
        };
    assertThrows(FoleyException.StageFailed.class, job()::generate);
    model.inLatents = () -> {};
  }

  @Test
  void goesOnWithTheFirstUnfinishedWindow() {
    FoleyAudio whole = request().generate();
    assertEquals(WINDOWS, sampled());
    failAfter(2);
    assertEquals(3, sampled(), "two finished, one failed");
    failAfter(3);
    assertEquals(4, sampled(), "three finished, one failed");
    FoleyAudio resumed = job().generate();
    assertEquals(1, sampled());
    assertArrayEquals(whole.samples()[0], resumed.samples()[0]);
    assertEquals(whole.report().onsets(), resumed.report().onsets());
    assertArrayEquals(whole.samples()[0], job().generate().samples()[0], "a finished job");
    assertEquals(0, sampled());
  }

  @Test
  void aResumedWindowIsConditionedOnTheKeptOne() {
    failAfter(2);
    sampled();
    job().generate();
    List<SynthesisTask> tasks =
        model.tasks.stream().filter(task -> task.sampling().steps() > 1).toList();
    assertEquals(FakeModel.SPEC.overlapLatents(), tasks.get(0).known().count());
  }

  @Test
  void variantsAndLayersAreKeptTogether() {
    FoleyRequest plain = request().variants(2).layer("rain", "soft rain", 0.5);
    FoleyAudio whole = plain.generate();
    model.inAudio = failOn(5);
    assertThrows(FoleyException.StageFailed.class, plain.job(folder)::generate);
    model.inAudio = () -> {};
    FoleyAudio resumed = plain.job(folder).generate();
    for (int v = 0; v < 2; v++) {
      assertArrayEquals(
          whole.variants().get(v).samples()[0], resumed.variants().get(v).samples()[0]);
    }
  }

  private static Runnable failOn(int call) {
    AtomicInteger calls = new AtomicInteger();
    return () -> {
      if (calls.incrementAndGet() == call) {
        throw new IllegalStateException("on purpose");
      }
    };
  }

  @Test
  void anotherRequestIsRefusedByName() {
    failAfter(2);
    assertRefused("seed", job().seed(6));
    assertRefused("prompt", job().prompt("another"));
    assertRefused("steps", job().steps(7));
    assertRefused("solver", job().solver(Solver.HEUN));
    assertRefused("guidance", job().guidance(1));
    assertRefused("negative prompt", job().negativePrompt("hum"));
    assertRefused("windows", job().chunk(Duration.ofSeconds(1)));
    assertRefused("scenes at cuts", job().scenesAtCuts(true));
    assertRefused("layers", job().layer("rain", "rain", 1));
    assertRefused(
        "prompt track",
        job().promptTrack(PromptTrack.of(List.of(new PromptTrack.Entry(0, 1, "rain")))));
    FoleyRequest longer =
        foley.silentDuration(Duration.ofSeconds(11)).prompt("a loud tone").seed(5);
    assertRefused("length", longer.job(folder.resolve("job")));
    FakeModel other = new FakeModel();
    other.poison = 0.25f;
    try (FoleyGenerator changed = FoleyGenerator.builder().model(other.open()).build()) {
      FoleyRequest same = changed.silentDuration(Duration.ofSeconds(10)).prompt("a loud tone");
      assertRefused("what the model computes", same.seed(5).job(folder.resolve("job")));
    }
    job().align(false).output(44_100, dev.foley.audio.SampleFormat.FLOAT32, 2).generate();
  }

  private static void assertRefused(String what, FoleyRequest request) {
    FoleyException failure =
        assertThrows(FoleyException.InvalidRequest.class, request::generate, what);
    assertTrue(failure.getMessage().contains(" " + what), failure.getMessage());
  }

  @Test
  void oneRunAtATime() {
    try (FoleyStream stream = job().stream()) {
      stream.next();
      FoleyException failure = assertThrows(FoleyException.InvalidRequest.class, job()::generate);
      assertTrue(failure.getMessage().contains("worked on already"), failure.getMessage());
    }
    job().generate();
  }

  @Test
  void framesFromElsewhereAreRefused() {
    FoleyRequest request = foley.video(specs -> new FakeFrames(specs, 50, 25, 1)).job(folder);
    assertThrows(FoleyException.InvalidRequest.class, request::generate);
    assertEquals(0, FakeFrames.OPEN.get());
  }

  @Test
  void aFolderThatCannotBeMadeIsUnwritable() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThrows(
        FoleyException.UnwritableOutput.class, request().job(file.resolve("job"))::generate);
  }

  /** Who adds an option has to say whether the latents depend on it. */
  @Test
  void everyOptionIsEitherPartOfTheIdentityOrHarmless() {
    Set<String> identity =
        Set.of(
            "prompt",
            "track",
            "layers",
            "negativePrompt",
            "seed",
            "steps",
            "solver",
            "guidance",
            "variants",
            "chunk",
            "overlap",
            "start",
            "end",
            "scenesAtCuts",
            "loop");
    Set<String> harmless =
        Set.of(
            "sampleRate",
            "channels",
            "sampleFormat",
            "loudness",
            "strict",
            "align",
            "correctLag",
            "listener",
            "tap",
            "job");
    Set<String> known = new TreeSet<>(identity);
    known.addAll(harmless);
    Set<String> fields =
        Arrays.stream(Settings.class.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
            .map(Field::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(known, fields, "a new option: add it to RequestJob, or to the harmless ones");
  }
}
