package dev.foley.internal.pipeline;

import dev.foley.internal.sync.Alignment;
import dev.foley.internal.sync.TimeAligner;
import dev.foley.motion.MotionEvent;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.Stage;
import dev.foley.stage.Stitcher.StitchStream;
import java.util.Arrays;
import java.util.List;

/** One voice behind the vocoder: its stitching, its alignment and what is ready. One thread. */
final class VoiceSound {
  private static final float[] NOTHING = new float[0];

  private final ModelSpec spec;
  private final StitchStream stitch;
  private final TimeAligner aligner;
  private final StageClock clock;

  /** The last window's worth of finished sound before alignment, for the vocoder. */
  private final SampleQueue history = new SampleQueue();

  private final SampleQueue ready = new SampleQueue();
  private long finalEnd;
  private boolean started;

  VoiceSound(ModelSpec spec, StitchStream stitch, boolean align, StageClock clock) {
    this.spec = spec;
    this.stitch = stitch;
    this.aligner = new TimeAligner(spec.sampleRate(), align);
    this.clock = clock;
  }

  /** Sound already made from {@code startSample} on. */
  float[] preceding(long startSample) {
    if (!started) {
      return NOTHING;
    }
    int behind = (int) (finalEnd - startSample);
    float[] past = history.peek(history.size() - behind, behind);
    float[] pending = stitch.pending(finalEnd);
    float[] all = Arrays.copyOf(past, past.length + pending.length);
    System.arraycopy(pending, 0, all, past.length, pending.length);
    return all;
  }

  void add(WindowItem.Window window, long startSample, float[] samples, int stride) {
    long began = System.nanoTime();
    long seam = window.seamLatent() * spec.samplesPerLatent();
    long end = startSample + samples.length;
    long finalBefore = Math.min(end, seam + (long) stride * spec.samplesPerLatent());
    float[] fresh = Arrays.copyOfRange(samples, (int) (seam - startSample), samples.length);
    float[] done = stitch.add(seam, fresh, finalBefore);
    if (done.length != finalBefore - finalEnd) {
      throw new IllegalStateException(
          "the stitcher delivered "
              + done.length
              + " samples instead of "
              + (finalBefore - finalEnd));
    }
    clock.add(Stage.STITCH, began);
    started = true;
    accept(done, window.totalSamples(), window.events(), window.eventsUntil());
  }

  void finish(List<MotionEvent> events, long totalSamples) {
    if (started) {
      accept(stitch.pending(finalEnd), totalSamples, events, Double.MAX_VALUE);
    }
    long began = System.nanoTime();
    ready.add(aligner.finish());
    clock.add(Stage.ALIGN, began);
  }

  private void accept(
      float[] done, long totalSamples, List<MotionEvent> events, double eventsUntil) {
    long began = System.nanoTime();
    history.add(done);
    history.keepLast(spec.windowSamples());
    int wanted = (int) Math.max(0, Math.min(done.length, totalSamples - finalEnd));
    finalEnd += done.length;
    ready.add(aligner.push(AudioWorker.head(done, wanted), events, eventsUntil));
    clock.add(Stage.ALIGN, began);
  }

  int ready() {
    return ready.size();
  }

  float[] take(int count) {
    return ready.take(count);
  }

  Alignment alignment() {
    return aligner.alignment();
  }
}
