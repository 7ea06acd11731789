package dev.foley;

import dev.foley.audio.AudioSink;
import dev.foley.audio.SampleFormat;
import dev.foley.internal.pipeline.FrameTap;
import dev.foley.internal.pipeline.StageFailures;
import dev.foley.internal.pipeline.WindowJournal;
import dev.foley.stage.Solver;
import dev.foley.stage.Stage;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.VideoFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An order for sound: each method returns a changed copy. Immutable and thread-safe; may be run any
 * number of times, with identical samples for the same seed on the same machine.
 *
 * <p>Ways to run it: {@link #generate()} holds the whole sound in memory; {@link #stream()}, {@link
 * #publisher()} and {@link #writeTo} use the same memory however long the video is. All throw
 * {@link FoleyException}s for unreadable video, failing models and so on, and {@link
 * FoleyException.Cancelled} if the calling thread is interrupted.
 */
public final class FoleyRequest {
  /** Name of the layer made from the request's own prompt when there are layers beside it. */
  public static final String MAIN_LAYER = "main";

  private final FoleyGenerator foley;
  private final Function<List<FrameSpec>, FrameSource> opener;
  private final MediaTime silent;
  private final Settings settings;

  FoleyRequest(
      FoleyGenerator foley,
      Function<List<FrameSpec>, FrameSource> opener,
      MediaTime silent,
      Settings settings) {
    settings.plan(foley.model().spec());
    this.foley = foley;
    this.opener = opener;
    this.silent = silent;
    this.settings = settings;
  }

  private FoleyRequest with(Consumer<Settings> change) {
    Settings changed = settings.copy();
    change.accept(changed);
    return new FoleyRequest(foley, opener, silent, changed);
  }

  /** What should be heard, in words; empty (the default) means whatever the motion suggests. */
  public FoleyRequest prompt(String text) {
    Objects.requireNonNull(text, "prompt");
    return with(s -> s.prompt = text);
  }

  /** Prompts over time; where none applies, {@link #prompt} does. Times are those of the video. */
  public FoleyRequest promptTrack(PromptTrack track) {
    Objects.requireNonNull(track, "track");
    return with(s -> s.track = track);
  }

  /**
   * Adds a sound of its own prompt, delivered as a stem and as part of the mix. All layers share
   * one look at the video.
   *
   * @param gain linear, 0 to 10
   */
  public FoleyRequest layer(String name, String prompt, double gain) {
    Objects.requireNonNull(prompt, "prompt");
    Settings.require(!name.isBlank() && !name.equals(MAIN_LAYER), "not a name for a layer", name);
    Settings.require(!settings.layers.containsKey(name), "there is already a layer", name);
    Settings.require(gain >= 0 && gain <= 10, "gain must lie in 0..10", gain);
    Map<String, Settings.Layer> layers = new LinkedHashMap<>(settings.layers);
    layers.put(name, new Settings.Layer(prompt, gain));
    return with(s -> s.layers = layers);
  }

  /** What should not be heard. */
  public FoleyRequest negativePrompt(String text) {
    Objects.requireNonNull(text, "negativePrompt");
    return with(s -> s.negativePrompt = text);
  }

  /** Chooses the noise; default 0. */
  public FoleyRequest seed(long seed) {
    return with(s -> s.seed = seed);
  }

  /** Solver steps for each window, 1 to 1000; default: the model's. */
  public FoleyRequest steps(int steps) {
    return with(s -> s.steps(steps));
  }

  /** How to step from noise to sound; default: the model's. */
  public FoleyRequest solver(Solver solver) {
    return with(s -> s.solver(solver));
  }

  /** Classifier-free guidance scale, 0 to 100; 1 switches it off; default: the model's. */
  public FoleyRequest guidance(double scale) {
    return with(s -> s.guidance(scale));
  }

  /**
   * Only the part of the video from {@code start} to {@code end} ({@code null}: to its end). Sample
   * 0 of the sound is the instant {@code start}.
   */
  public FoleyRequest range(Duration start, Duration end) {
    Objects.requireNonNull(start, "start");
    if (opener == null) {
      throw new IllegalStateException("a request without video has no range");
    }
    return with(s -> s.range(start, end));
  }

  /**
   * How many sounds to make, 1 to 64. Variant {@code i} is what seed {@code seed + i} would give;
   * all share one look at the video.
   */
  public FoleyRequest variants(int count) {
    return with(s -> s.variants(count));
  }

  /**
   * New sound in each window. Less than the default means more overlap, sooner first sound and more
   * work; the networks' window itself never changes.
   */
  public FoleyRequest chunk(Duration length) {
    return with(s -> s.chunk(length));
  }

  /** Least overlap of consecutive windows; default: the model's. */
  public FoleyRequest overlap(Duration length) {
    return with(s -> s.overlap(length));
  }

  /**
   * Format of the sound.
   *
   * @param sampleRate 8,000 to 192,000 Hz; default: the model's
   * @param format of samples in WAV files; default 16-bit, dithered
   * @param channels 1 (default) or 2 equal ones
   */
  public FoleyRequest output(int sampleRate, SampleFormat format, int channels) {
    return with(s -> s.output(sampleRate, format, channels));
  }

  /**
   * Integrated loudness to bring the mix to (ITU-R BS.1770), -70 to -5 LUFS; by default levels stay
   * as the model made them. Needs the whole sound, so streams refuse it.
   */
  public FoleyRequest loudness(double lufs) {
    return with(s -> s.loudness(lufs));
  }

  /** Whether damage in the video is a failure instead of a warning; default no. */
  public FoleyRequest strict(boolean strict) {
    return with(s -> s.strict = strict);
  }

  /** Whether transients are moved onto events of the picture, by 50 ms at most; default yes. */
  public FoleyRequest align(boolean align) {
    return with(s -> s.align = align);
  }

  /**
   * Whether alignment also takes back a lag of the sound as a whole, up to 250 ms and changing over
   * time: for models that answer late or drift. Default no; sound then comes about five seconds of
   * video later.
   */
  public FoleyRequest correctLag(boolean correct) {
    return with(s -> s.correctLag = correct);
  }

  /**
   * Whether a hard cut of the picture starts a new acoustic scene: the sound before fades out
   * within 40 ms, what follows is not continued from it. Default no: one sound from beginning to
   * end. Cuts within 2 s of the last are passed over. Needs a look at every picture of its own.
   */
  public FoleyRequest scenesAtCuts(boolean newScenes) {
    return with(s -> s.scenesAtCuts = newScenes);
  }

  /**
   * Makes the sound repeat without a seam: played in a circle, its end leads into its beginning as
   * any moment leads into the next. The last window sees the end and the beginning of the video,
   * continues the end, and becomes the new beginning. At least 0.2 s long; all of it is delivered
   * at the end, so {@link #stream} and {@link #publisher} give one chunk.
   */
  public FoleyRequest loop() {
    return with(s -> s.loop = true);
  }

  public FoleyRequest listener(FoleyListener listener) {
    Objects.requireNonNull(listener, "listener");
    return with(s -> s.listener = listener);
  }

  /**
   * Shows every frame of the one decoding pass to somebody else as well, on the thread that reads
   * them; slow observers slow the request down.
   *
   * @param spec the picture wanted, the only one of the frames handed on
   */
  public FoleyRequest frames(FrameSpec spec, Consumer<VideoFrame> observer) {
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(observer, "observer");
    return with(s -> s.tap = new FrameTap(spec, observer));
  }

  /**
   * Keeps finished windows in a folder, which is made if it is missing, so that the same request,
   * run again after a crash, a kill, a power loss or a full disk, goes on with the first unfinished
   * window and delivers the very same samples as a run that was never cut off. The video is read
   * again from its start, but nothing finished is sampled again.
   *
   * <p>A folder belongs to one request: the same video, prompts, seed, steps and so on, and the
   * same model; format, loudness and alignment may change. Delete it when the sound is safe. Not
   * for frames that do not come from a file.
   *
   * <p>Running it throws {@link FoleyException.InvalidRequest} if the folder belongs to another
   * request or is in use, and {@link FoleyException.UnwritableOutput} if it cannot be written.
   */
  public FoleyRequest job(Path folder) {
    Objects.requireNonNull(folder, "folder");
    return with(s -> s.job = folder);
  }

  /**
   * Makes the whole sound, with all variants and stems, in memory.
   *
   * @throws FoleyException.OutOfMemory if it does not fit; {@link #writeWav} and {@link #stream}
   *     hold a few windows
   */
  public FoleyAudio generate() {
    try (FoleyRun run = start(settings.loudness == null)) {
      return FoleyAudio.collect(run, settings);
    } catch (OutOfMemoryError e) {
      throw new FoleyException.OutOfMemory(
          "memory ran out while the whole sound was put together; give the JVM more (-Xmx), ask for"
              + " fewer variants or a shorter range, or use writeWav or stream",
          e);
    }
  }

  /**
   * Starts making the sound and hands it out as it comes. At most a few windows are made ahead.
   * Close it, also after a failure.
   *
   * @throws FoleyException.InvalidRequest for several variants or a loudness target
   */
  public FoleyStream stream() {
    requireStreamable();
    return new FoleyStream(start(true), settings);
  }

  /**
   * The sound as a reactive stream: each subscription is a run of its own; no more than what was
   * requested is delivered, and little more is made.
   *
   * @throws FoleyException.InvalidRequest for several variants or a loudness target
   */
  public Flow.Publisher<FoleyChunk> publisher() {
    requireStreamable();
    return new FoleyPublisher(this);
  }

  /**
   * Writes the mix into a sink as it is made, and closes the sink; if anything fails the sink is
   * aborted. The sink's format must be that of this request. A loudness target costs a temporary
   * file of four bytes a sample.
   */
  public FoleyReport writeTo(AudioSink sink) {
    Objects.requireNonNull(sink, "sink");
    try {
      return SinkWriter.write(this, settings, sink);
    } catch (OutOfMemoryError e) {
      throw StageFailures.typed(Stage.STITCH, e);
    }
  }

  /**
   * Writes the mix into a WAV file as it is made. Whether the file can be written is found out
   * before any work is done, and a partial file never shows under its name.
   *
   * @throws FoleyException.UnwritableOutput if the file cannot be written
   */
  public FoleyReport writeWav(Path file) {
    return writeTo(
        dev.foley.audio.WavWriter.open(
            file, settings.format(foley.model().spec()), settings.sampleFormat, settings.seed));
  }

  FoleyRun start(boolean limited) {
    WindowJournal journal = RequestJob.open(foley.model(), opener, silent, settings);
    try {
      return foley.start(opener, silent, settings, limited, journal);
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  private void requireStreamable() {
    if (settings.variants > 1) {
      throw new FoleyException.InvalidRequest(
          "a stream carries one variant, not " + settings.variants + "; use generate()");
    }
    if (settings.loudness != null) {
      throw new FoleyException.InvalidRequest(
          "a loudness target needs the whole sound; use generate() or writeWav()");
    }
  }
}
