package dev.foley.internal.pipeline;

import dev.foley.FoleyException;
import dev.foley.stage.Latents;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.Stage;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.SynthesisTask.Sampling;
import java.util.ArrayList;
import java.util.List;

/** Stage <em>latents</em>: samples each voice's window as a continuation of the one before. */
final class LatentWorker {
  private final PipelineJob job;
  private final ModelSpec spec;
  private final RunState state;
  private final Handoff<WindowItem> in;
  private final Handoff<WindowItem> out;
  private final Latents[] previous;

  /** A loop's first window: what its end has to lead to. */
  private List<Latents> first = List.of();

  private long previousStart;

  LatentWorker(PipelineJob job, RunState state, Handoff<WindowItem> in, Handoff<WindowItem> out) {
    this.job = job;
    this.spec = job.model().spec();
    this.state = state;
    this.in = in;
    this.out = out;
    this.previous = new Latents[job.voices().size()];
  }

  void run() throws InterruptedException {
    while (true) {
      WindowItem item = in.take();
      if (item instanceof WindowItem.Window window) {
        long start = System.nanoTime();
        List<Latents> latents = latents(window);
        first = job.loop() && first.isEmpty() ? latents : first;
        for (int v = 0; v < previous.length; v++) {
          previous[v] = latents.get(v);
        }
        previousStart = window.firstLatent();
        state.clock.add(Stage.LATENTS, start);
        out.put(window.withLatents(latents, System.nanoTime() - start));
      } else if (item instanceof WindowItem.Closing closing) {
        long start = System.nanoTime();
        List<Latents> latents = new ArrayList<>();
        for (int v = 0; v < previous.length; v++) {
          latents.add(close(closing, v));
        }
        state.clock.add(Stage.LATENTS, start);
        out.put(closing.withLatents(List.copyOf(latents)));
      } else {
        out.put(item);
        return;
      }
    }
  }

  /** From the journal as far as it reaches, then sampled. */
  private List<Latents> latents(WindowItem.Window window) {
    List<Latents> kept = job.journal().recall(window.index(), window.firstLatent());
    if (!kept.isEmpty()) {
      return kept;
    }
    List<Latents> sampled = new ArrayList<>();
    for (int v = 0; v < previous.length; v++) {
      sampled.add(sample(window, v));
    }
    job.journal().keep(window.index(), window.firstLatent(), sampled);
    return List.copyOf(sampled);
  }

  private Latents sample(WindowItem.Window window, int v) {
    SynthesisTask task =
        new SynthesisTask(
            window.firstLatent() + loopOffset(),
            window.features(),
            window.texts().get(v),
            sampling(v),
            known(window, v));
    return sample(task, v, "window " + window.index());
  }

  /** Leads from the end of a loop to its beginning, with the beginning's noise. */
  private Latents close(WindowItem.Closing closing, int v) {
    int end = Math.toIntExact(closing.end() - previousStart);
    SynthesisTask task =
        new SynthesisTask(
            loopOffset() - closing.known(),
            closing.features(),
            closing.texts().get(v),
            sampling(v),
            previous[v].slice(end - closing.known(), end),
            first.get(v).slice(closing.bridge(), closing.bridge() + closing.following()),
            closing.known() + closing.bridge());
    return sample(task, v, "the closing window");
  }

  /** Noise of a loop's first latent frame: before it there is some for what leads back there. */
  private int loopOffset() {
    return job.loop() ? spec.windowLatents() : 0;
  }

  private Sampling sampling(int v) {
    return new Sampling(job.steps(), job.guidance(), job.voices().get(v).seed(), job.solver());
  }

  private Latents sample(SynthesisTask task, int v, String place) {
    state.check();
    Latents latents =
        job.model().synthesizer().synthesize(task, (step, steps) -> !state.isStopped());
    state.check();
    requireSound(latents, place, job.voices().get(v));
    return latents;
  }

  /** The end of the window before, as far as this window overlaps it. */
  private Latents known(WindowItem.Window window, int v) {
    if (previous[v] == null || window.fresh()) {
      return new Latents(0, spec.latentChannels(), new float[0]);
    }
    int from = Math.toIntExact(window.firstLatent() - previousStart);
    return previous[v].slice(from, previous[v].count());
  }

  private void requireSound(Latents latents, String place, Voice voice) {
    if (latents.count() != spec.windowLatents() || latents.channels() != spec.latentChannels()) {
      throw new IllegalStateException(
          "the synthesizer returned "
              + latents.count()
              + " x "
              + latents.channels()
              + " latents, the model promises "
              + spec.windowLatents()
              + " x "
              + spec.latentChannels());
    }
    for (float value : latents.values()) {
      if (!Float.isFinite(value)) {
        throw new FoleyException.NonFinite(
            place
                + " of "
                + voice.name()
                + ": the latents hold "
                + value
                + " after step "
                + job.steps()
                + " of "
                + job.steps()
                + "; lower the guidance or check the model");
      }
    }
  }
}
