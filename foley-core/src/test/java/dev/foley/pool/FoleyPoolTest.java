package dev.foley.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import dev.foley.FoleyReport;
import dev.foley.audio.WavReader;
import dev.foley.fake.MisbehavingGenerators;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a pool does whatever its workers are, shown with generators in this process. */
@Timeout(60)
class FoleyPoolTest {
  @TempDir Path folder;

  private static FoleyPool.Builder pool() {
    return FoleyPool.builder()
        .inProcess()
        .generators(MisbehavingGenerators.class)
        .recycle(RecyclePolicy.never());
  }

  private static PoolRequest request(String prompt) {
    return PoolRequest.silentDuration(Duration.ofSeconds(4)).prompt(prompt);
  }

  private Path wav(Object name) {
    return folder.resolve(name + ".wav");
  }

  private static FoleyException failureOf(CompletableFuture<?> future) {
    CompletionException failure = assertThrows(CompletionException.class, future::join);
    return assertInstanceOf(FoleyException.class, failure.getCause());
  }

  private static void await(java.util.function.BooleanSupplier condition) throws Exception {
    while (!condition.getAsBoolean()) {
      Thread.sleep(5);
    }
  }

  @Test
  void runsRequestsAndTakesTheirOptionsAlong() throws Exception {
    Path track = Files.writeString(folder.resolve("track.txt"), "1 2 0123456789\n");
    try (FoleyPool pool = pool().workers(2).build()) {
      List<CompletableFuture<FoleyReport>> reports = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        PoolRequest request =
            request("rain")
                .seed(i)
                .steps(2)
                .guidance(3)
                .negativePrompt("hum")
                .promptTrack(track)
                .layer("wind", "soft wind", 0.5)
                .output(16_000, dev.foley.audio.SampleFormat.FLOAT32, 2)
                .loudness(-30)
                .align(false)
                .correctLag(true)
                .scenesAtCuts(true)
                .strict(true);
        reports.add(pool.submit(request, wav(i)));
      }
      pool.drain();
      for (int i = 0; i < 6; i++) {
        FoleyReport report = reports.get(i).join();
        assertEquals(i, report.settings().seed());
        assertEquals(2, report.settings().steps());
        assertEquals("hum", report.settings().negativePrompt());
        assertTrue(report.settings().prompt().contains("wind: soft wind"), "layers");
        assertTrue(report.settings().prompt().contains("0123456789"), "track");
        assertEquals(2, report.channels());
        assertEquals(4 * 16_000, WavReader.read(wav(i)).frames());
      }
      assertEquals(new PoolStats(0, 0, 0, 6, 0, 0, 0), pool.stats());
      assertThrows(IllegalStateException.class, () -> pool.submit(request("late"), wav("late")));
    }
  }

  @Test
  void recyclesAfterSoManyRequests() {
    int before = MisbehavingGenerators.OPENED.get();
    try (FoleyPool pool = pool().recycle(RecyclePolicy.never().afterRequests(3)).build()) {
      for (int i = 0; i < 7; i++) {
        pool.submit(request("rain"), wav(i)).join();
      }
      assertEquals(7, pool.stats().done());
      assertEquals(2, pool.stats().recycled());
    }
    assertEquals(3, MisbehavingGenerators.OPENED.get() - before);
  }

  @Test
  void failuresAreTheRequestsOwnAndAreNotRepeated() {
    try (FoleyPool pool = pool().build()) {
      assertInstanceOf(
          FoleyException.StageFailed.class, failureOf(pool.submit(request("fail"), wav("a"))));
      FoleyException wrong = failureOf(pool.submit(request("rain").steps(0), wav("a")));
      assertInstanceOf(FoleyException.InvalidRequest.class, wrong);
      assertTrue(wrong.getMessage().contains("steps must lie in"), wrong.getMessage());
      Path nowhere = folder.resolve("no/such/folder/a.wav");
      assertInstanceOf(
          FoleyException.UnwritableOutput.class, failureOf(pool.submit(request("rain"), nowhere)));
      pool.submit(request("rain"), wav("b")).join();
      assertEquals(new PoolStats(1, 0, 0, 1, 3, 0, 0), pool.stats());
    }
  }

  @Test
  void memoryThatRanOutIsTriedAgainOnAFreshGenerator() {
    int before = MisbehavingGenerators.OPENED.get();
    try (FoleyPool pool = pool().attempts(2).build()) {
      assertInstanceOf(
          FoleyException.OutOfMemory.class, failureOf(pool.submit(request("eat"), wav("a"))));
      assertEquals(2, pool.stats().lost());
    }
    assertEquals(2, MisbehavingGenerators.OPENED.get() - before);
  }

  @Test
  void aFullQueueIsToldOrWaitedFor() throws Exception {
    try (FoleyPool pool = pool().queue(1).build()) {
      CompletableFuture<FoleyReport> running = pool.submit(request("slow"), wav("a"));
      await(() -> pool.stats().running() == 1);
      CompletableFuture<FoleyReport> waiting = pool.trySubmit(request("b"), wav("b")).orElseThrow();
      assertTrue(pool.trySubmit(request("c"), wav("c")).isEmpty());
      pool.submit(request("d"), wav("d")).join();
      assertTrue(running.isDone() && waiting.isDone());
    }
  }

  @Test
  void cancellingAFutureCancelsItsRequestAndNoOther() throws Exception {
    try (FoleyPool pool = pool().build()) {
      PoolRequest endless = PoolRequest.silentDuration(Duration.ofHours(2)).prompt("slow");
      CompletableFuture<FoleyReport> running = pool.submit(endless, wav("a"));
      await(() -> pool.stats().running() == 1);
      CompletableFuture<FoleyReport> waiting = pool.submit(request("b"), wav("b"));
      CompletableFuture<FoleyReport> last = pool.submit(request("c"), wav("c"));
      waiting.cancel(true);
      running.cancel(true);
      last.join();
      assertEquals(1, pool.stats().done());
      assertEquals(2, pool.stats().failed());
      assertArrayEquals(new String[] {"c.wav"}, folder.toFile().list());
    }
  }

  @Test
  void closingCancelsWhatRunsAndWhatWaits() throws Exception {
    FoleyPool pool = pool().build();
    PoolRequest endless = PoolRequest.silentDuration(Duration.ofHours(2)).prompt("slow");
    CompletableFuture<FoleyReport> running = pool.submit(endless, wav("a"));
    await(() -> pool.stats().running() == 1);
    CompletableFuture<FoleyReport> waiting = pool.submit(request("b"), wav("b"));
    pool.close();
    pool.close();
    assertInstanceOf(FoleyException.Cancelled.class, failureOf(running));
    assertInstanceOf(FoleyException.Cancelled.class, failureOf(waiting));
    assertEquals(0, folder.toFile().list().length);
    assertEquals(0, pool.stats().generators());
  }

  @Test
  void idleGeneratorsAreStoppedIfWanted() throws Exception {
    try (FoleyPool pool = pool().stopIdleAfter(Duration.ofMillis(50)).build()) {
      pool.submit(request("a"), wav("a")).join();
      await(() -> pool.stats().generators() == 0);
      pool.submit(request("b"), wav("b")).join();
      assertFalse(pool.stats().generators() == 0 && pool.stats().done() < 2);
    }
  }
}
