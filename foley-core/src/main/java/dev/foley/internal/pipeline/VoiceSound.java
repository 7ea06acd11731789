package dev.foley.internal.pipeline;

import dev.foley.dsp.SoundFaults;
import dev.foley.internal.sync.Alignment;
import dev.foley.internal.sync.Match;
import dev.foley.internal.sync.TimeAligner;
import dev.foley.motion.MotionEvent;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.Stage;
import dev.foley.stage.Stitcher.StitchStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One voice behind the vocoder: its stitching, its alignment and what is ready. One thread. */
final class VoiceSound {
  private static final float[] NOTHING = new float[0];

  /** Levels at a seam are those of this long a stretch on either side, in seconds. */
  private static final double LEVEL_SECONDS = 0.1;

  /** Power of what counts as silence: -90 dB full scale. */
  private static final double SILENCE = 1e-9;

  private final ModelSpec spec;
  private final PipelineJob job;
  private final StitchStream stitch;
  private final TimeAligner aligner;
  private final StageClock clock;

  /** The last window's worth of finished sound before alignment, for the vocoder. */
  private final SampleQueue history = new SampleQueue();

  private final SampleQueue ready = new SampleQueue();

  /** A loop's sound and events so far: its beginning is decided last. */
  private final SampleQueue loop = new SampleQueue();

  private final List<MotionEvent> loopEvents = new ArrayList<>();
  private final SoundFaults faults;
  private int toldBefore;
  private int toldAfter;
  private double seamStepDb = Double.NaN;
  private long finalEnd;
  private boolean started;

  VoiceSound(PipelineJob job, StageClock clock) {
    this.spec = job.model().spec();
    this.job = job;
    this.stitch = job.stitcher().open();
    this.aligner = new TimeAligner(spec.sampleRate(), job.align(), job.correctLag());
    this.clock = clock;
    this.faults = new SoundFaults(spec.sampleRate());
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

  void add(WindowItem.Window window, long startSample, float[] samples) {
    long began = System.nanoTime();
    int hop = spec.samplesPerLatent();
    long seam = window.seamLatent() * hop;
    long end = Math.min(startSample + samples.length, window.untilLatent() * hop);
    long finalBefore = Math.min(end, window.nextSeamLatent() * hop);
    float[] usable =
        Arrays.copyOfRange(samples, (int) (seam - startSample), (int) (end - startSample));
    float[] done = stitch.add(seam, usable, finalBefore);
    if (done.length != finalBefore - finalEnd) {
      throw new IllegalStateException(
          "the stitcher delivered "
              + done.length
              + " samples instead of "
              + (finalBefore - finalEnd));
    }
    clock.add(Stage.STITCH, began);
    boolean seamless = !started || window.fresh();
    started = true;
    accept(done, window.totalSamples(), window.events(), window.eventsUntil());
    seamStepDb = seamless ? Double.NaN : levelStep(stitch.lastSeam());
  }

  /** Change of level across a sample in dB; NaN if what lies around it is not all there. */
  private double levelStep(long at) {
    int length = (int) (LEVEL_SECONDS * spec.sampleRate());
    long from = at - length - (finalEnd - history.size());
    if (at < 0 || from < 0 || from + 2L * length > history.size()) {
      return Double.NaN;
    }
    float[] around = history.peek((int) from, 2 * length);
    return Math.abs(levelDb(around, 0, length) - levelDb(around, length, length));
  }

  private static double levelDb(float[] samples, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += samples[i] * samples[i];
    }
    return 10 * Math.log10(sum / count + SILENCE);
  }

  /**
   * Ends a loop's sound.
   *
   * @param kept samples returned, the last ones before those of which
   * @param again are forgotten
   */
  float[] end(long totalSamples, int kept, int again) {
    accept(stitch.pending(finalEnd), totalSamples, List.of(), 0);
    float[] whole = loop.take(loop.size());
    loop.add(whole, 0, whole.length - again);
    return loop.peek(loop.size() - kept, kept);
  }

  /**
   * Closes a loop: what continues its end becomes its beginning, up to a quiet moment behind the
   * bridge, where both say the same, and from which on the beginning stays what it was.
   *
   * @param continued the last {@code again} samples of the loop, then the sound behind its end
   * @param bridge samples of it that lead to the beginning
   */
  void close(float[] continued, int again, int bridge) {
    long began = System.nanoTime();
    loop.add(continued, 0, again);
    float[] first = loop.take(loop.size());
    StitchStream seam = job.stitcher().open();
    float[] led = Arrays.copyOfRange(continued, again, continued.length);
    loop.add(seam.add(0, led, bridge));
    loop.add(seam.add(bridge, Arrays.copyOfRange(first, bridge, first.length), first.length));
    clock.add(Stage.STITCH, began);
  }

  void finish(List<MotionEvent> events, long totalSamples) {
    if (job.loop()) {
      loopEvents.addAll(events);
      deliver(aligner.push(loop.take(loop.size()), loopEvents, Double.MAX_VALUE));
    } else if (started) {
      accept(stitch.pending(finalEnd), totalSamples, events, Double.MAX_VALUE);
    }
    long began = System.nanoTime();
    deliver(aligner.finish());
    clock.add(Stage.ALIGN, began);
  }

  private void accept(
      float[] done, long totalSamples, List<MotionEvent> events, double eventsUntil) {
    long began = System.nanoTime();
    history.add(done);
    history.keepLast(spec.windowSamples());
    int wanted = (int) Math.max(0, Math.min(done.length, totalSamples - finalEnd));
    finalEnd += done.length;
    if (job.loop()) {
      loop.add(done, 0, wanted);
      loopEvents.addAll(events);
    } else {
      deliver(aligner.push(AudioWorker.head(done, wanted), events, eventsUntil));
    }
    clock.add(Stage.ALIGN, began);
  }

  private void deliver(float[] aligned) {
    faults.add(aligned);
    ready.add(aligned);
  }

  int ready() {
    return ready.size();
  }

  float[] take(int count) {
    return ready.take(count);
  }

  /** Pairs as the model made them that were not told before. */
  List<Match> newBefore() {
    List<Match> fresh = aligner.before(toldBefore);
    toldBefore += fresh.size();
    return fresh;
  }

  /** Pairs as delivered that were not told before. */
  List<Match> newAfter() {
    List<Match> fresh = aligner.after(toldAfter);
    toldAfter += fresh.size();
    return fresh;
  }

  double seamStepDb() {
    return seamStepDb;
  }

  SoundFaults faults() {
    return faults;
  }

  Alignment alignment() {
    return aligner.alignment();
  }
}
