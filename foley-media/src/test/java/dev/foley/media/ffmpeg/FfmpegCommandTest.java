package dev.foley.media.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.foley.FoleyException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Children that hang, played by {@code sleep}: it says nothing and keeps its pipes open. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sleep")
class FfmpegCommandTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  /** An uncommon number of seconds for each use, by which the child is known again. */
  private static Optional<ProcessHandle> child(String seconds) {
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .filter(child -> child.info().commandLine().orElse("").endsWith("sleep " + seconds))
        .findAny();
  }

  private static void awaitEnd(String seconds) throws Exception {
    Optional<ProcessHandle> left = child(seconds);
    if (left.isPresent()) {
      left.get().onExit().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void whatDoesNotEndIsStopped() throws Exception {
    FoleyException failure =
        assertTimeoutPreemptively(
            SOON,
            () ->
                assertThrows(
                    FoleyException.UnreadableMedia.class,
                    () -> FfmpegCommand.run(List.of("sleep", "30.01"), 1)));
    assertTrue(failure.getMessage().contains("did not end within 1 s"), failure.getMessage());
    awaitEnd("30.01");
  }

  @Test
  void anInterruptStopsWhatRuns() throws Exception {
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                FfmpegCommand.run(List.of("sleep", "30.02"), 60);
              } catch (FoleyException e) {
                end.set(Thread.currentThread().isInterrupted() ? e : null);
              }
            });
    caller.setDaemon(true);
    caller.start();
    while (caller.isAlive() && child("30.02").isEmpty()) {
      Thread.sleep(10);
    }
    caller.interrupt();
    caller.join(SOON.toMillis());
    assertFalse(caller.isAlive());
    assertInstanceOf(FoleyException.Cancelled.class, end.get());
    awaitEnd("30.02");
  }

  @Test
  void whatIsSaidIsRead() {
    FfmpegCommand.Output output =
        FfmpegCommand.run(List.of("sh", "-c", "echo out; echo err >&2; exit 3"), 10);
    assertEquals(new FfmpegCommand.Output(3, "out\n", "err"), output);
  }

  @Test
  void anInterruptedQuestionForTheVersionIsAskedAgain() {
    assumeTrue(FfmpegCommand.isAvailable(), "ffmpeg and ffprobe are not on the PATH: not tested");
    Thread.currentThread().interrupt();
    try {
      // Fails if this is the first question in this process.
      FfmpegCommand.oneToOne();
    } catch (FoleyException.Cancelled e) {
      assertTrue(Thread.currentThread().isInterrupted());
    } finally {
      Thread.interrupted();
    }
    assertEquals("passthrough", FfmpegCommand.oneToOne().get(1));
  }
}
