package dev.foley.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import dev.foley.FoleyReport;
import dev.foley.fake.ChildJvm;
import dev.foley.fake.MisbehavingGenerators;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Worker processes that crash, hang and are killed, under a host that is none the worse. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class WorkerProcessTest {
  @TempDir Path folder;

  @AfterEach
  void removeCrashLogs() throws Exception {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (var logs = Files.newDirectoryStream(temporary, "foley-worker-*.log")) {
      for (Path log : logs) {
        Files.delete(log);
      }
    }
  }

  private static FoleyPool.Builder pool() {
    return FoleyPool.builder()
        .generators(MisbehavingGenerators.class)
        .recycle(RecyclePolicy.never())
        .jvmArguments("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m")
        .attempts(2);
  }

  private static PoolRequest request(String prompt) {
    return PoolRequest.silentDuration(Duration.ofSeconds(4)).prompt(prompt);
  }

  private Path wav(String name) {
    return folder.resolve(name + ".wav");
  }

  private static FoleyException failureOf(CompletableFuture<?> future) {
    CompletionException failure = assertThrows(CompletionException.class, future::join);
    return assertInstanceOf(FoleyException.class, failure.getCause());
  }

  private static List<ProcessHandle> workers() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains("WorkerMain"))
        .toList();
  }

  private List<String> files() throws Exception {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aWorkerDeliversWhatThisProcessWould() throws Exception {
    try (FoleyPool here = pool().inProcess().build();
        FoleyPool there = pool().build()) {
      FoleyReport expected = here.submit(request("rain xyzzy"), wav("here")).join();
      FoleyReport report = there.submit(request("rain xyzzy"), wav("there")).join();
      assertArrayEquals(Files.readAllBytes(wav("here")), Files.readAllBytes(wav("there")));
      assertEquals(expected.settings(), report.settings());
      assertEquals(expected.onsets(), report.onsets());
      assertEquals(expected.coverage(), report.coverage());
      assertEquals(expected.alignment(), report.alignment());
      assertEquals(expected.samples(), report.samples());
      assertEquals(expected.timings().keySet(), report.timings().keySet());
      assertEquals(1, workers().size());
    }
    assertEquals(List.of(), workers(), "no orphans");
  }

  @Test
  void aSegmentationFaultCostsOneAttempt() throws Exception {
    try (FoleyPool pool = pool().build()) {
      String once = "crash once " + folder.resolve("crashed");
      FoleyReport report = pool.submit(request(once), wav("a")).join();
      assertEquals(4, report.durationSeconds());
      assertEquals(1, pool.stats().lost());
      assertEquals(List.of("a.wav", "crashed"), files());
    }
  }

  @Test
  void whoAlwaysCrashesFailsWithTheReasonAndThePoolGoesOn() throws Exception {
    try (FoleyPool pool = pool().build()) {
      FoleyException failure = failureOf(pool.submit(request("crash"), wav("a")));
      assertInstanceOf(FoleyException.WorkerFailed.class, failure);
      String message = failure.getMessage();
      for (String part : List.of("2 attempts", "exit code 1", "SIGSEGV", "Unsafe", "crash log")) {
        assertTrue(message.contains(part), message);
      }
      Path log = Path.of(message.replaceAll("(?s).*crash log: (\\S+\\.log).*", "$1"));
      assertTrue(Files.exists(log), "the log the message names");
      pool.submit(request("rain"), wav("b")).join();
      assertEquals(new PoolStats(1, 0, 0, 1, 1, 0, 2), pool.stats());
      assertEquals(List.of("b.wav"), files(), "nothing half written is left");
    }
  }

  @Test
  void typedFailuresTravel() {
    try (FoleyPool pool = pool().build()) {
      FoleyException failed = failureOf(pool.submit(request("fail"), wav("a")));
      assertInstanceOf(FoleyException.StageFailed.class, failed);
      assertTrue(failed.getCause().getMessage().contains("MisbehavingGenerators"), "trace");
      FoleyException wrong = failureOf(pool.submit(request("rain").guidance(-1), wav("a")));
      assertInstanceOf(FoleyException.InvalidRequest.class, wrong);
      PoolRequest video = PoolRequest.video(folder.resolve("no such.mp4"));
      FoleyException missing = failureOf(pool.submit(video, wav("a")));
      assertInstanceOf(FoleyException.UnreadableMedia.class, missing);
      assertEquals(0, pool.stats().lost());
    }
  }

  @Test
  void deathsOfAllKindsAreTold() {
    try (FoleyPool pool = pool().attempts(1).build()) {
      assertTrue(
          failureOf(pool.submit(request("halt"), wav("a"))).getMessage().contains("code 42"));
      assertInstanceOf(
          FoleyException.OutOfMemory.class, failureOf(pool.submit(request("eat"), wav("a"))));
      CompletableFuture<FoleyReport> killed =
          pool.submit(PoolRequest.silentDuration(Duration.ofHours(2)).prompt("slow"), wav("a"));
      while (workers().isEmpty()) {
        Thread.onSpinWait();
      }
      workers().forEach(ProcessHandle::destroyForcibly);
      assertTrue(failureOf(killed).getMessage().contains("SIGKILL"), killed::toString);
    }
  }

  @Test
  void aJvmThatDoesNotStartSaysWhy() {
    try (FoleyPool pool = pool().attempts(1).jvmArguments("-XX:NoSuchOption").build()) {
      FoleyException failure = failureOf(pool.submit(request("rain"), wav("a")));
      assertInstanceOf(FoleyException.WorkerFailed.class, failure);
      assertTrue(failure.getMessage().contains("NoSuchOption"), failure.getMessage());
    }
  }

  @Test
  void aHangIsKilled() throws Exception {
    try (FoleyPool pool =
        pool().attempts(1).patience(Duration.ofSeconds(20), Duration.ofSeconds(3)).build()) {
      FoleyException failure = failureOf(pool.submit(request("hang"), wav("a")));
      assertTrue(failure.getMessage().contains("no progress for 3 s"), failure.getMessage());
      assertEquals(List.of(), workers());
      assertEquals(List.of(), files());
    }
  }

  @Test
  void whatOthersPrintDoesNotGetBetweenTheMessages() {
    try (FoleyPool pool = pool().attempts(1).build()) {
      FoleyException failure = failureOf(pool.submit(request("print"), wav("a")));
      assertInstanceOf(FoleyException.WorkerFailed.class, failure);
      pool.submit(request("rain"), wav("b")).join();
    }
  }

  @Test
  void closingCancelsAndLeavesNoOrphan() throws Exception {
    FoleyPool pool = pool().workers(2).build();
    CompletableFuture<FoleyReport> running =
        pool.submit(PoolRequest.silentDuration(Duration.ofHours(2)).prompt("slow"), wav("a"));
    pool.submit(request("rain"), wav("b")).join();
    running.cancel(true);
    CompletableFuture<FoleyReport> next =
        pool.submit(PoolRequest.silentDuration(Duration.ofHours(2)).prompt("slow"), wav("c"));
    pool.close();
    assertInstanceOf(FoleyException.Cancelled.class, failureOf(next));
    assertEquals(List.of(), workers());
    assertEquals(List.of("b.wav"), files());
  }

  /** A host with one busy and one idle worker. */
  static final class Host {
    private Host() {}

    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      FoleyPool pool = pool().workers(2).build();
      PoolRequest endless = PoolRequest.silentDuration(Duration.ofHours(2)).prompt("slow");
      CompletableFuture<FoleyReport> busy = pool.submit(endless, folder.resolve("a.wav"));
      pool.submit(request("rain"), folder.resolve("b.wav")).join();
      for (ProcessHandle worker : workers()) {
        System.out.println("worker " + worker.pid());
      }
      System.out.println("ready");
      busy.join();
    }
  }

  @Test
  void workersEndWithAKilledHost() throws Exception {
    List<ProcessHandle> orphans = new java.util.ArrayList<>();
    try (ChildJvm host = ChildJvm.start(Host.class, folder.toString())) {
      for (String line = host.line(); !"ready".equals(line); line = host.line()) {
        if (line.startsWith("worker ")) {
          orphans.add(ProcessHandle.of(Long.parseLong(line.substring(7))).orElseThrow());
        }
      }
      assertFalse(orphans.isEmpty());
      host.kill();
    }
    for (ProcessHandle orphan : orphans) {
      orphan.onExit().get(20, java.util.concurrent.TimeUnit.SECONDS);
    }
    assertEquals(List.of("b.wav"), files());
  }

  @Test
  void anIdleWorkerUsesNoProcessorTime() throws Exception {
    try (FoleyPool pool = pool().build()) {
      pool.submit(request("rain"), wav("a")).join();
      ProcessHandle worker = workers().get(0);
      Thread.sleep(500);
      Duration before = worker.info().totalCpuDuration().orElseThrow();
      Thread.sleep(2000);
      Duration used = worker.info().totalCpuDuration().orElseThrow().minus(before);
      assertTrue(used.toMillis() <= 60, "an idle worker used " + used);
    }
  }
}
