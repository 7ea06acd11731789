package dev.foley.live;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyGenerator;
import dev.foley.fake.FakeModel;
import dev.foley.live.FrameFormat.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.jfr.EventSettings;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Flight Recorder sees of a render thread and an audio thread while sound is made. It sees an
 * allocation when a thread needs new memory for it, one in some tens of thousands of small ones; a
 * control thread that allocates 16 bytes a call, as often as the others call, shows that this is
 * enough.
 */
@Timeout(120)
class LiveAllocationTest {
  private static final List<String> EVENTS =
      List.of(
          "jdk.ObjectAllocationSample",
          "jdk.ObjectAllocationInNewTLAB",
          "jdk.ObjectAllocationOutsideTLAB");
  private static final FrameFormat FORMAT = FrameFormat.of(16, 12, Layout.RGBA);
  private static final long STEP = 40_000_000L;
  private static final int CALLS = 200_000;

  /** The JVM itself may allocate when it recompiles a call; a call that does, does so always. */
  private static final int ROUNDS = 3;

  private static volatile Object sink;

  @TempDir Path folder;

  private final FoleyGenerator foley =
      FoleyGenerator.builder().model(new FakeModel().open()).build();
  private final ExecutorService render = thread("render");
  private final ExecutorService audio = thread("audio");
  private final ExecutorService control = thread("control");
  private long time;

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(task -> new Thread(task, name));
  }

  @Test
  void neitherThreadIsSeenAllocatingInPushOrRead() throws Exception {
    try (foley;
        LiveFoley live = foley.live(FORMAT, "a tone").open();
        InputStream stream = live.inputStream()) {
      calls(live, stream);
      List<String> seen = List.of();
      for (int round = 0; round < ROUNDS; round++) {
        LiveStats before = live.stats();
        Path file = folder.resolve(round + ".jfr");
        // Until the worker, which three busy threads leave little of two cores, has had its turn.
        record(
            file,
            () -> {
              do {
                calls(live, stream);
              } while (live.stats().windows() == before.windows());
            });
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        LiveStats after = live.stats();
        assertTrue(after.frames() > before.frames(), "pictures were taken");
        assertFalse(
            allocations(events, "control", LiveAllocationTest.class.getName()).isEmpty(),
            "16 bytes a call are seen");
        seen = new ArrayList<>(allocations(events, "render", "dev.foley."));
        seen.addAll(allocations(events, "audio", "dev.foley."));
        seen.removeIf(stack -> !stack.contains(LiveFoley.class.getName() + '.'));
        if (seen.isEmpty()) {
          return;
        }
      }
      throw new AssertionError("allocations in every round, in the last at " + seen);
    } finally {
      render.shutdown();
      audio.shutdown();
      control.shutdown();
    }
  }

  private static void record(Path file, Runnable work) throws IOException {
    try (Recording recording = new Recording()) {
      for (String event : EVENTS) {
        EventSettings settings = recording.enable(event).withStackTrace();
        settings.with("throttle", "off");
      }
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
  }

  /** All three threads at once; ended when each has made its calls. */
  private void calls(LiveFoley live, InputStream stream) {
    List<Future<?>> done =
        List.of(
            render.submit(() -> push(live)),
            audio.submit(() -> read(live, stream)),
            control.submit(LiveAllocationTest::allocate));
    try {
      for (Future<?> future : done) {
        future.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void push(LiveFoley live) {
    ByteBuffer frame = ByteBuffer.allocateDirect(FORMAT.bytes());
    for (int i = 0; i < CALLS; i++) {
      live.push(frame, time += STEP);
    }
  }

  private static void read(LiveFoley live, InputStream stream) {
    float[] block = new float[32];
    byte[] bytes = new byte[64];
    ByteBuffer direct = ByteBuffer.allocateDirect(64);
    try {
      for (int i = 0; i < CALLS; i++) {
        live.read(block);
        stream.read(bytes, 0, bytes.length);
        direct.clear();
        live.read(direct);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void allocate() {
    for (int i = 0; i < CALLS; i++) {
      sink = new Object();
    }
  }

  /** Stacks of a thread's allocations, innermost call first, if one of a class is among them. */
  private static List<String> allocations(
      List<RecordedEvent> events, String thread, String classPrefix) {
    return events.stream()
        .filter(event -> EVENTS.contains(event.getEventType().getName()))
        .filter(event -> event.getThread() != null && event.getStackTrace() != null)
        .filter(event -> thread.equals(event.getThread().getJavaName()))
        .map(LiveAllocationTest::stack)
        .filter(stack -> stack.contains(classPrefix))
        .toList();
  }

  private static String stack(RecordedEvent event) {
    StringBuilder stack = new StringBuilder(event.getEventType().getName());
    event
        .getStackTrace()
        .getFrames()
        .forEach(
            frame ->
                stack
                    .append(" < ")
                    .append(frame.getMethod().getType().getName())
                    .append('.')
                    .append(frame.getMethod().getName()));
    return stack.toString();
  }
}
