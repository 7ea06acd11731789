package dev.foley;

import dev.foley.stage.Stage;
import java.time.Duration;
import java.util.Map;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** {@link FoleyWindow} for the JDK's flight recorder; costs nothing while nobody records. */
@Name("dev.foley.Window")
@Label("Foley window")
@Description("One window of sound that has gone through all stages")
@Category("Foley")
@StackTrace(false)
@Enabled(true)
final class WindowEvent extends Event {
  @Label("Index")
  long index;

  @Label("Start in the sound (s)")
  double start;

  @Label("Frames work")
  @Timespan(Timespan.MILLISECONDS)
  long frames;

  @Label("Features work")
  @Timespan(Timespan.MILLISECONDS)
  long features;

  @Label("Text work")
  @Timespan(Timespan.MILLISECONDS)
  long text;

  @Label("Latents work")
  @Timespan(Timespan.MILLISECONDS)
  long latents;

  @Label("Audio work")
  @Timespan(Timespan.MILLISECONDS)
  long audio;

  @Label("Align work")
  @Timespan(Timespan.MILLISECONDS)
  long align;

  @Label("Stitch work")
  @Timespan(Timespan.MILLISECONDS)
  long stitch;

  @Label("Windows behind features")
  int featuresQueued;

  @Label("Windows behind text")
  int textQueued;

  @Label("Windows behind latents")
  int latentsQueued;

  @Label("Stretches behind audio")
  int audioQueued;

  @Label("Heap in use")
  @DataAmount
  long heap;

  @Label("Resident memory")
  @Description("-1 where the platform does not tell")
  @DataAmount
  long resident;

  @Label("Events")
  int events;

  @Label("Pairs of event and sound")
  int pairs;

  @Label("95th percentile of offsets before alignment (s)")
  double p95Before;

  @Label("95th percentile of offsets after alignment (s)")
  double p95After;

  @Label("Level step at the seam (dB)")
  double seamStep;

  @Label("Gaps")
  long gaps;

  @Label("Clicks")
  long clicks;

  static void commit(FoleyWindow window) {
    WindowEvent event = new WindowEvent();
    if (!event.shouldCommit()) {
      return;
    }
    event.index = window.window().index();
    event.start = window.window().start();
    Map<Stage, Duration> work = window.work();
    event.frames = work.get(Stage.FRAMES).toMillis();
    event.features = work.get(Stage.FEATURES).toMillis();
    event.text = work.get(Stage.TEXT).toMillis();
    event.latents = work.get(Stage.LATENTS).toMillis();
    event.audio = work.get(Stage.AUDIO).toMillis();
    event.align = work.get(Stage.ALIGN).toMillis();
    event.stitch = work.get(Stage.STITCH).toMillis();
    event.featuresQueued = window.queued().get(Stage.FEATURES);
    event.textQueued = window.queued().get(Stage.TEXT);
    event.latentsQueued = window.queued().get(Stage.LATENTS);
    event.audioQueued = window.queued().get(Stage.AUDIO);
    event.heap = window.heapBytes();
    event.resident = window.residentBytes().orElse(-1);
    event.events = window.events();
    event.pairs = window.after().pairs();
    event.p95Before = window.before().p95Absolute();
    event.p95After = window.after().p95Absolute();
    event.seamStep = window.seamStepDb();
    event.gaps = window.gaps();
    event.clicks = window.clicks();
    event.commit();
  }
}
