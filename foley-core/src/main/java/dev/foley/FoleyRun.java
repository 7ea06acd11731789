package dev.foley;

import dev.foley.audio.AudioFormat;
import dev.foley.internal.pipeline.Pipeline;
import dev.foley.internal.pipeline.PipelineJob;
import dev.foley.internal.pipeline.PromptSchedule;
import dev.foley.internal.pipeline.RangedFrameSource;
import dev.foley.internal.pipeline.RunLedger;
import dev.foley.internal.pipeline.SoundBlock;
import dev.foley.internal.pipeline.Voice;
import dev.foley.internal.pipeline.WindowJournal;
import dev.foley.internal.pipeline.WindowMeasures;
import dev.foley.internal.sync.Alignment;
import dev.foley.stage.ModelSpec;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * One running request: a pipeline whose voices are mixed to variants and brought into the delivered
 * format. {@link #next()} is for one thread; {@link #cancel()} and {@link #close()} for any.
 */
final class FoleyRun implements AutoCloseable {
  private final FoleyGenerator owner;
  private final Settings settings;
  private final ModelSpec spec;
  private final AudioFormat format;
  private final Map<String, Settings.Layer> layers;
  private final WindowJournal journal;
  private final Pipeline pipeline;
  private final LoopEdges edges;
  private final List<VariantMix> variants = new ArrayList<>();
  private final long started = System.nanoTime();
  private int warningsTold;
  private long delivered;
  private boolean finished;
  private List<Alignment> alignments = List.of();
  private RunLedger ledger;
  private Duration elapsed = Duration.ZERO;

  FoleyRun(
      FoleyGenerator owner,
      Function<List<FrameSpec>, FrameSource> opener,
      MediaTime silent,
      Settings settings,
      boolean limited,
      WindowJournal journal) {
    this.owner = owner;
    this.journal = journal;
    this.settings = settings;
    this.spec = owner.model().spec();
    this.format = settings.format(spec);
    this.layers = layers(settings);
    List<Double> gains = layers.values().stream().map(Settings.Layer::gain).toList();
    for (int v = 0; v < settings.variants; v++) {
      variants.add(
          new VariantMix(
              spec.sampleRate(), format.sampleRate(), gains, settings.layers.size() > 0, limited));
    }
    this.edges = new LoopEdges(spec.sampleRate(), format.sampleRate());
    this.pipeline =
        Pipeline.start(
            new PipelineJob(
                owner.model(),
                opener == null ? null : specs -> ranged(opener.apply(specs), settings),
                silent,
                voices(),
                settings.plan(spec),
                steps(),
                settings.solver == null ? spec.solver() : settings.solver,
                guidance(),
                owner.stitcher(),
                settings.align,
                settings.loop,
                settings.strict,
                settings.tap == null ? List.of() : List.of(settings.tap),
                settings.correctLag,
                settings.scenesAtCuts,
                journal));
  }

  /** The sounds to make, by name; one without layers. */
  private static Map<String, Settings.Layer> layers(Settings settings) {
    Map<String, Settings.Layer> layers = new LinkedHashMap<>();
    if (settings.layers.isEmpty() || !settings.prompt.isEmpty() || settings.track != null) {
      layers.put(FoleyRequest.MAIN_LAYER, new Settings.Layer(settings.prompt, 1));
    }
    layers.putAll(settings.layers);
    return layers;
  }

  private List<Voice> voices() {
    List<Voice> voices = new ArrayList<>();
    for (int v = 0; v < settings.variants; v++) {
      int number = 0;
      for (Map.Entry<String, Settings.Layer> layer : layers.entrySet()) {
        String name =
            layers.size() == 1 ? "variant " + v : "variant " + v + ", layer " + layer.getKey();
        // Layers of one variant get unrelated noise; the first has the seed itself.
        long seed = settings.seed + v + number * 0x9E3779B97F4A7C15L;
        voices.add(new Voice(name, schedule(layer), negativePrompt(), seed));
        number++;
      }
    }
    return voices;
  }

  private PromptSchedule schedule(Map.Entry<String, Settings.Layer> layer) {
    boolean tracked = settings.track != null && layer.getKey().equals(FoleyRequest.MAIN_LAYER);
    return tracked
        ? settings.track.schedule(settings.prompt, settings.start.toNanos() * 1e-9)
        : PromptSchedule.constant(layer.getValue().prompt());
  }

  private static FrameSource ranged(FrameSource source, Settings settings) {
    if (settings.start.isZero() && settings.end == null) {
      return source;
    }
    return new RangedFrameSource(
        source,
        Settings.time(settings.start),
        settings.end == null ? null : Settings.time(settings.end));
  }

  private int steps() {
    return settings.steps == null ? spec.steps() : settings.steps;
  }

  private double guidance() {
    return settings.guidance == null ? spec.guidance() : settings.guidance;
  }

  private String negativePrompt() {
    return settings.negativePrompt == null ? spec.negativePrompt() : settings.negativePrompt;
  }

  AudioFormat format() {
    return format;
  }

  /** Length in samples as far as it is known; for sizing buffers, never believed. */
  long expectedSamples() {
    double seconds = pipeline.expectedSeconds();
    return Double.isNaN(seconds) ? 0 : (long) Math.min(1e9, seconds * format.sampleRate());
  }

  /**
   * A stretch of mono sound.
   *
   * @param start index of the first sample
   * @param variants for each variant the mix, then its stems in the order of the layers, if there
   *     are layers
   */
  record Stretch(long start, List<List<float[]>> variants) {
    int samples() {
      return variants.get(0).get(0).length;
    }
  }

  /** Waits for the next sound; {@code null} after the last. */
  Stretch next() {
    while (!finished) {
      SoundBlock block = pipeline.next();
      block.windows().forEach(this::tell);
      finished = block.last();
      if (finished) {
        ledger = pipeline.ledger();
        alignments = block.alignments();
      }
      float[][] voices = settings.loop ? edges.extend(block.voices()) : block.voices();
      int edge = settings.loop ? edges.outputSamples() : 0;
      long total = finished ? ledger.duration().toIndex(format.sampleRate()) : 0;
      for (int v = 0; v < variants.size(); v++) {
        variants.get(v).push(voices, v * layers.size());
        if (finished) {
          variants.get(v).finish(total + 2L * edge);
        }
      }
      if (edge > 0) {
        take(edge);
      }
      int ready = variants.stream().mapToInt(VariantMix::ready).min().orElse(0) - edge;
      Stretch stretch = new Stretch(delivered, take(ready));
      delivered += ready;
      elapsed = Duration.ofNanos(System.nanoTime() - started);
      tell();
      if (ready > 0) {
        return stretch;
      }
    }
    return null;
  }

  private List<List<float[]>> take(int ready) {
    List<List<float[]>> taken = new ArrayList<>();
    for (VariantMix variant : variants) {
      taken.add(variant.take(ready));
    }
    return taken;
  }

  /** The names of the stems, empty without layers. */
  List<String> stemNames() {
    return settings.layers.isEmpty() ? List.of() : List.copyOf(layers.keySet());
  }

  private void tell(WindowMeasures measures) {
    FoleyWindow window = FoleyWindow.of(measures);
    WindowEvent.commit(window);
    settings.listener.onWindow(window);
  }

  private void tell() {
    List<String> warnings = pipeline.warnings();
    for (; warningsTold < warnings.size(); warningsTold++) {
      settings.listener.onWarning(warnings.get(warningsTold));
    }
    double done = (double) delivered / format.sampleRate();
    double total = pipeline.expectedSeconds();
    Optional<Duration> remaining = Optional.empty();
    if (done > 0 && total >= done) {
      double seconds = elapsed.toNanos() * 1e-9 * (total - done) / done;
      remaining = Optional.of(Duration.ofNanos((long) (seconds * 1e9)));
    }
    settings.listener.onProgress(
        new FoleyListener.Progress(
            done,
            Double.isNaN(total) ? OptionalDouble.empty() : OptionalDouble.of(total),
            remaining,
            pipeline.clock().times()));
  }

  /** The report of a variant, once {@link #next()} has returned {@code null}. */
  FoleyReport report(int variant) {
    if (ledger == null) {
      throw new IllegalStateException("the report is ready when the last sound was taken");
    }
    int voices = layers.size();
    return new ReportBuilder(ledger)
        .settings(
            new FoleyReport.Settings(
                spec.name(),
                promptText(),
                negativePrompt(),
                settings.seed + variant,
                steps(),
                guidance()))
        .output(format, delivered)
        .elapsed(elapsed)
        .build(alignments.subList(variant * voices, (variant + 1) * voices));
  }

  private String promptText() {
    List<String> parts = new ArrayList<>();
    layers.forEach(
        (name, layer) ->
            parts.add(layers.size() == 1 ? layer.prompt() : name + ": " + layer.prompt()));
    if (settings.track != null) {
      settings
          .track
          .entries()
          .forEach(e -> parts.add(e.start() + "-" + e.end() + " s: " + e.prompt()));
    }
    parts.removeIf(String::isEmpty);
    return String.join("; ", parts);
  }

  /** Stops at the latest after the solver step under way. Does not wait. */
  void cancel() {
    pipeline.cancel();
  }

  @Override
  public void close() {
    pipeline.close();
    journal.close();
    owner.ended(this);
  }
}
