package dev.foley.internal.pipeline;

import dev.foley.FoleyException;
import dev.foley.internal.sync.Alignment;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Stages <em>audio</em>, <em>stitch</em> and <em>align</em>: latents in, finished sound out. */
final class AudioWorker {
  private static final float[] NOTHING = new float[0];

  /** Latent frames at the end of a loop that are decoded once more with what follows them. */
  private static final int REPEATED_LATENTS = 5;

  private final PipelineJob job;
  private final ModelSpec spec;
  private final RunState state;
  private final Handoff<WindowItem> in;
  private final Handoff<SoundBlock> out;
  private final WindowMeter meter;
  private final List<VoiceSound> sounds = new ArrayList<>();
  private final List<WindowMeasures> measured = new ArrayList<>();
  private long delivered;

  AudioWorker(
      PipelineJob job,
      RunState state,
      Handoff<WindowItem> in,
      Handoff<SoundBlock> out,
      WindowMeter meter) {
    this.job = job;
    this.spec = job.model().spec();
    this.state = state;
    this.in = in;
    this.out = out;
    this.meter = meter;
    for (int v = 0; v < job.voices().size(); v++) {
      sounds.add(new VoiceSound(job, state.clock));
    }
  }

  void run() throws InterruptedException {
    while (true) {
      WindowItem item = in.take();
      if (item instanceof WindowItem.Window window) {
        decode(window);
        deliver(false, window.totalSamples());
      } else if (item instanceof WindowItem.Closing closing) {
        close(closing);
      } else if (item instanceof WindowItem.End end) {
        for (VoiceSound sound : sounds) {
          sound.finish(end.events(), end.totalSamples());
        }
        deliver(true, end.totalSamples());
        return;
      }
    }
  }

  private void decode(WindowItem.Window window) {
    long audioNanos = 0;
    for (int v = 0; v < sounds.size(); v++) {
      state.check();
      VoiceSound sound = sounds.get(v);
      long startSample = window.firstLatent() * spec.samplesPerLatent();
      float[] preceding = window.fresh() ? NOTHING : sound.preceding(startSample);
      long started = System.nanoTime();
      float[] samples = job.model().vocoder().decode(window.latents().get(v), preceding);
      audioNanos += System.nanoTime() - started;
      state.clock.add(Stage.AUDIO, started);
      requireSound(samples, "window " + window.index(), job.voices().get(v));
      sound.add(window, startSample, samples);
    }
    WindowRecord record =
        new WindowRecord(
            window.index(),
            seconds(window.firstLatent()),
            seconds(window.seamLatent()),
            seconds(window.firstLatent() + job.plan().window()),
            Duration.ofNanos(window.latentsNanos()),
            Duration.ofNanos(audioNanos));
    state.addWindow(record);
    measured.add(meter.measure(record, window.events().size(), sounds));
  }

  private void close(WindowItem.Closing closing) {
    int hop = spec.samplesPerLatent();
    // The very end of a window leans on nothing; the closing window says it again.
    int again = Math.min(REPEATED_LATENTS, closing.known() / 2) * hop;
    int kept = closing.known() * hop - again;
    int heard = closing.bridge() + closing.following();
    for (int v = 0; v < sounds.size(); v++) {
      state.check();
      float[] preceding = sounds.get(v).end(closing.totalSamples(), kept, again);
      long started = System.nanoTime();
      float[] samples = job.model().vocoder().decode(closing.latents().get(v), preceding);
      state.clock.add(Stage.AUDIO, started);
      requireSound(samples, "the closing window", job.voices().get(v));
      sounds
          .get(v)
          .close(
              Arrays.copyOfRange(samples, kept, kept + again + heard * hop),
              again,
              closing.bridge() * hop);
    }
  }

  /** Hands on as much as every voice has ready. */
  private void deliver(boolean last, long totalSamples) throws InterruptedException {
    int ready = Integer.MAX_VALUE;
    for (VoiceSound sound : sounds) {
      ready = Math.min(ready, sound.ready());
    }
    ready = (int) Math.min(ready, totalSamples - delivered);
    float[][] voices = new float[sounds.size()][];
    for (int v = 0; v < voices.length; v++) {
      voices[v] = sounds.get(v).take(ready);
    }
    if (last && delivered + ready != totalSamples) {
      throw new IllegalStateException(
          "made " + (delivered + ready) + " samples instead of " + totalSamples);
    }
    List<Alignment> alignments = new ArrayList<>();
    if (last) {
      sounds.forEach(sound -> alignments.add(sound.alignment()));
    }
    if (ready > 0 || last) {
      out.put(
          new SoundBlock(delivered, voices, last, List.copyOf(alignments), List.copyOf(measured)));
      measured.clear();
      delivered += ready;
    }
  }

  private void requireSound(float[] samples, String place, Voice voice) {
    if (samples.length != spec.windowSamples()) {
      throw new IllegalStateException(
          "the vocoder returned " + samples.length + " samples instead of " + spec.windowSamples());
    }
    for (int i = 0; i < samples.length; i++) {
      if (!Float.isFinite(samples[i])) {
        throw new FoleyException.NonFinite(
            place
                + " of "
                + voice.name()
                + ": the vocoder made "
                + samples[i]
                + " at sample "
                + i
                + "; nothing of this window was delivered");
      }
    }
  }

  private double seconds(long latent) {
    return (double) latent / spec.latentRate();
  }

  /** {@code samples} up to {@code count}, the same array if that is all of it. */
  static float[] head(float[] samples, int count) {
    return count == samples.length ? samples : Arrays.copyOf(samples, count);
  }
}
