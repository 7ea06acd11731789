package dev.foley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.fake.FakeFrames;
import dev.foley.fake.FakeModel;
import dev.foley.motion.MotionEvent;
import dev.foley.stage.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryTest {
  private final FakeModel model = new FakeModel();

  private FoleyReport run(FoleyListener listener) {
    model.events.add(new MotionEvent(1.5, 0.8));
    model.events.add(new MotionEvent(9.5, 0.8));
    try (FoleyGenerator foley = FoleyGenerator.builder().model(model.open()).build()) {
      return foley
          .video(specs -> new FakeFrames(specs, 500, 25, 1))
          .prompt("a tone of some loudness")
          .listener(listener)
          .generate()
          .report();
    }
  }

  @Test
  void everyWindowIsToldOnceAndInOrder() {
    List<FoleyWindow> told = new ArrayList<>();
    FoleyReport report =
        run(
            new FoleyListener() {
              @Override
              public void onWindow(FoleyWindow window) {
                told.add(window);
              }
            });
    assertEquals(report.windows(), told.stream().map(FoleyWindow::window).toList());
    assertEquals(2, told.stream().mapToInt(FoleyWindow::events).sum());
    Duration latents = Duration.ZERO;
    for (FoleyWindow window : told) {
      latents = latents.plus(window.work().get(Stage.LATENTS));
      assertEquals(Stage.values().length, window.work().size());
      assertTrue(window.queued().values().stream().allMatch(n -> n >= 0 && n <= 2));
      assertTrue(window.heapBytes() > 0);
      assertEquals(0, window.gaps());
      assertEquals(0, window.clicks());
    }
    assertTrue(latents.compareTo(report.timings().get(Stage.LATENTS)) <= 0);
    assertTrue(Double.isNaN(told.get(0).seamStepDb()), "the first window has no seam");
    assertTrue(told.subList(1, told.size()).stream().allMatch(w -> w.seamStepDb() < 0.1));
  }

  @Test
  void theFlightRecorderGetsTheSame(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("windows.jfr");
    FoleyReport report;
    try (Recording recording = new Recording()) {
      recording.enable("dev.foley.Window");
      recording.start();
      report = run(new FoleyListener() {});
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(e -> e.getEventType().getName().equals("dev.foley.Window"))
            .toList();
    assertEquals(report.windows().size(), events.size());
    RecordedEvent last = events.get(events.size() - 1);
    assertEquals(report.windows().size() - 1, last.getLong("index"));
    assertEquals(0, last.getLong("gaps"));
    assertTrue(last.getLong("heap") > 0);
  }
}
