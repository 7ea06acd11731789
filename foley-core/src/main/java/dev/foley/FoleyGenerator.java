package dev.foley;

import dev.foley.audio.SampleFormat;
import dev.foley.internal.pipeline.WindowJournal;
import dev.foley.live.FrameFormat;
import dev.foley.live.LiveBuilder;
import dev.foley.live.LiveFoley;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.Solver;
import dev.foley.stage.Stitcher;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.VideoDecoders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Makes sound for video. The front door:
 *
 * <pre>{@code
 * try (var foley = FoleyGenerator.create()) {
 *   foley.video(Path.of("clip.mp4")).prompt("footsteps on wood").seed(7)
 *       .generate().writeWav(Path.of("clip.wav"));
 * }
 * }</pre>
 *
 * <p>Immutable and <b>thread-safe</b>: any number of requests may run at the same time. Each uses
 * five threads of its own, without video four, and shares the model; native code takes as many
 * cores as it was given, so more than one request at a time gains little on a machine one request
 * keeps busy.
 *
 * <p>{@link #close()} cancels running requests, waits until they have released everything, and then
 * closes the model if this generator opened it. Use after close is an {@link
 * IllegalStateException}.
 */
public final class FoleyGenerator implements AutoCloseable {
  private final FoleyModel model;
  private final boolean ownsModel;
  private final String decoder;
  private final Stitcher stitcher;
  private final Settings defaults;
  private final Set<FoleyRun> running = ConcurrentHashMap.newKeySet();
  private final Set<LiveFoley> live = ConcurrentHashMap.newKeySet();
  private boolean closed;

  private FoleyGenerator(Builder builder, FoleyModel model) {
    this.model = model;
    this.ownsModel = builder.model == null;
    this.decoder = builder.decoder;
    this.stitcher = builder.stitcher;
    this.defaults = builder.settings.copy();
  }

  /** A generator with the embedded model and its defaults. */
  public static FoleyGenerator create() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A request for a video file. */
  public FoleyRequest video(Path file) {
    Objects.requireNonNull(file, "file");
    return request(new VideoFile(file, decoder));
  }

  /**
   * A request for frames the caller holds. The source must deliver exactly the pictures that {@link
   * FoleyModel#visualEncoder()} asks for. It can be used once and is closed by the request.
   */
  public FoleyRequest video(FrameSource source) {
    Objects.requireNonNull(source, "source");
    AtomicBoolean used = new AtomicBoolean();
    return request(
        specs -> {
          if (used.getAndSet(true)) {
            throw new FoleyException.InvalidRequest(
                "a frame source can be read once; hand in a function that opens it instead");
          }
          return source;
        });
  }

  /**
   * A request for frames from wherever the caller likes.
   *
   * @param opener opens the video with the pictures asked for; called once for every run
   */
  public FoleyRequest video(Function<List<FrameSpec>, FrameSource> opener) {
    return request(Objects.requireNonNull(opener, "opener"));
  }

  /** A request without video: sound from text alone. */
  public FoleyRequest silentDuration(Duration duration) {
    Settings.requirePositive("the duration", duration);
    requireOpen();
    return new FoleyRequest(this, null, Settings.time(duration), defaults.copy());
  }

  /**
   * Sound for pictures that are being made right now; {@link LiveBuilder#open} starts it. Closing
   * this generator closes it.
   */
  public LiveBuilder live(FrameFormat frames, String prompt) {
    requireOpen();
    return new LiveBuilder(model, frames, this::started).prompt(prompt);
  }

  private void started(LiveFoley session) {
    synchronized (running) {
      requireOpen();
      live.removeIf(LiveFoley::isClosed);
      live.add(session);
    }
  }

  private FoleyRequest request(Function<List<FrameSpec>, FrameSource> opener) {
    requireOpen();
    return new FoleyRequest(this, opener, null, defaults.copy());
  }

  /** The model in use. It stays open as long as this generator, or as long as its owner wants. */
  public FoleyModel model() {
    return model;
  }

  Stitcher stitcher() {
    return stitcher;
  }

  /** Starts a run unless the generator is closed; the run takes itself off the list. */
  FoleyRun start(
      Function<List<FrameSpec>, FrameSource> opener,
      MediaTime silent,
      Settings settings,
      boolean limited,
      WindowJournal journal) {
    synchronized (running) {
      requireOpen();
      FoleyRun run = new FoleyRun(this, opener, silent, settings, limited, journal);
      running.add(run);
      return run;
    }
  }

  void ended(FoleyRun run) {
    running.remove(run);
  }

  private void requireOpen() {
    synchronized (running) {
      if (closed) {
        throw new IllegalStateException("this FoleyGenerator is closed");
      }
    }
  }

  @Override
  public void close() {
    synchronized (running) {
      if (closed) {
        return;
      }
      closed = true;
    }
    running.forEach(FoleyRun::close);
    live.forEach(LiveFoley::close);
    if (ownsModel) {
      model.close();
    }
  }

  /**
   * Options of a generator; those of {@link FoleyRequest} given here are its requests' defaults.
   */
  public static final class Builder {
    private static final int DEFAULT_FADE_MILLIS = 40;

    private final Settings settings = new Settings();
    private FoleyModel model;
    private Path modelFolder;
    private String device = "auto";
    private String decoder = VideoDecoders.AUTO;
    private Stitcher stitcher;

    private Builder() {}

    /** A model opened by the caller, who also closes it. */
    public Builder model(FoleyModel opened) {
      this.model = Objects.requireNonNull(opened, "model");
      this.modelFolder = null;
      return this;
    }

    /** A model from a folder of weights; opened by {@link #build()}. */
    public Builder model(Path folder) {
      this.modelFolder = Objects.requireNonNull(folder, "folder");
      this.model = null;
      return this;
    }

    /**
     * Where the model runs: {@code auto} (the default), {@code cpu}, {@code gpu}, {@code gpu:1}.
     */
    public Builder device(String name) {
      Settings.require(
          name.matches("auto|cpu|gpu(:\\d+)?"), "device must be auto, cpu or gpu", name);
      this.device = name;
      return this;
    }

    /** Name of the decoder for files, such as {@code humble} or {@code ffmpeg}; default auto. */
    public Builder decoder(String name) {
      Settings.require(!name.isBlank(), "decoder must not be blank", name);
      this.decoder = name;
      return this;
    }

    /** How windows are joined; the default cross-fades in the quietest moment of the overlap. */
    public Builder stitcher(Stitcher replacement) {
      this.stitcher = Objects.requireNonNull(replacement, "stitcher");
      return this;
    }

    /**
     * Solver steps for each window, 1 to 1000; default: the model's.
     *
     * @throws IllegalArgumentException outside that range
     */
    public Builder steps(int steps) {
      settings.steps(steps);
      return this;
    }

    /** How to step from noise to sound; default: the model's. */
    public Builder solver(Solver solver) {
      settings.solver(solver);
      return this;
    }

    /**
     * Classifier-free guidance scale, 0 to 100; 1 switches it off; default: the model's.
     *
     * @throws IllegalArgumentException outside that range
     */
    public Builder guidance(double scale) {
      settings.guidance(scale);
      return this;
    }

    /** What should not be heard; default: the model's. */
    public Builder negativePrompt(String text) {
      settings.negativePrompt = Objects.requireNonNull(text, "negativePrompt");
      return this;
    }

    /** Chooses the noise; any number, default 0. */
    public Builder seed(long seed) {
      settings.seed = seed;
      return this;
    }

    /**
     * How many sounds each request makes, 1 to 64, default 1; see {@link FoleyRequest#variants}.
     * Streams and sinks take requests of one only.
     *
     * @throws IllegalArgumentException outside that range
     */
    public Builder variants(int count) {
      settings.variants(count);
      return this;
    }

    /** See {@link FoleyRequest#chunk}. */
    public Builder chunk(Duration length) {
      settings.chunk(length);
      return this;
    }

    /** See {@link FoleyRequest#overlap}. */
    public Builder overlap(Duration length) {
      settings.overlap(length);
      return this;
    }

    /** See {@link FoleyRequest#output}. */
    public Builder output(int sampleRate, SampleFormat format, int channels) {
      settings.output(sampleRate, format, channels);
      return this;
    }

    /** See {@link FoleyRequest#loudness}. */
    public Builder loudness(double lufs) {
      settings.loudness(lufs);
      return this;
    }

    /**
     * Told how each request gets on, on the thread that consumes its sound; with several requests
     * at the same time from several threads. An exception it throws ends the request. Default:
     * nobody.
     */
    public Builder listener(FoleyListener listener) {
      settings.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Opens the model.
     *
     * @throws FoleyException.InvalidModel if it is missing or damaged
     * @throws IllegalArgumentException if the chunk or overlap does not fit the model's window
     */
    public FoleyGenerator build() {
      FoleyModel opened = model;
      if (opened == null) {
        opened =
            modelFolder == null
                ? FoleyModels.embedded(device)
                : FoleyModels.open(modelFolder, device);
      }
      if (stitcher == null) {
        stitcher = defaultStitcher(opened);
      }
      try {
        settings.plan(opened.spec());
      } catch (IllegalArgumentException e) {
        if (model == null) {
          opened.close();
        }
        throw e;
      }
      return new FoleyGenerator(this, opened);
    }

    private static Stitcher defaultStitcher(FoleyModel model) {
      int fade = Math.max(1, model.spec().sampleRate() * DEFAULT_FADE_MILLIS / 1000);
      return new dev.foley.internal.pipeline.SpliceStitcher(fade);
    }
  }
}
