package dev.foley.live;

import dev.foley.audio.AudioBuffer;
import dev.foley.audio.AudioFormat;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.SynthesisTask.Sampling;
import dev.foley.video.FrameSpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Options of a {@link LiveFoley}. One thread. */
public final class LiveBuilder {
  /** Solver steps a window unless said otherwise: most of a window is known already. */
  public static final int DEFAULT_STEPS = 4;

  private static final double DEFAULT_STRIDE_SECONDS = 0.4;

  private final FoleyModel model;
  private final FrameFormat frames;
  private final Consumer<LiveFoley> onOpen;
  private String prompt = "";
  private String negativePrompt;
  private int steps;
  private double guidance;
  private long seed;
  private int stride;
  private AudioFormat format;
  private AudioBuffer ambience;

  /**
   * For {@link LiveFoley#with} and generators.
   *
   * @param onOpen told of every session that was opened
   */
  public LiveBuilder(FoleyModel model, FrameFormat frames, Consumer<LiveFoley> onOpen) {
    this.model = model.live();
    ModelSpec spec = this.model.spec();
    this.frames = Objects.requireNonNull(frames, "frames");
    this.onOpen = Objects.requireNonNull(onOpen, "onOpen");
    this.steps = Math.min(DEFAULT_STEPS, spec.steps());
    this.guidance = spec.guidance();
    this.negativePrompt = spec.negativePrompt();
    this.stride = (int) Math.round(DEFAULT_STRIDE_SECONDS * spec.latentRate());
    this.format = AudioFormat.mono(spec.sampleRate());
  }

  /** What should be heard; can be changed later with {@link LiveFoley#prompt}. */
  public LiveBuilder prompt(String text) {
    this.prompt = Objects.requireNonNull(text, "prompt");
    return this;
  }

  /** What should not be heard. */
  public LiveBuilder negativePrompt(String text) {
    this.negativePrompt = Objects.requireNonNull(text, "negativePrompt");
    return this;
  }

  /** Solver steps a window, 1 to 1000; default {@value #DEFAULT_STEPS}. */
  public LiveBuilder steps(int count) {
    require(count >= 1 && count <= 1000, "steps must lie in 1..1000", count);
    this.steps = count;
    return this;
  }

  /** Classifier-free guidance scale, 0 to 100; 1 switches it off and halves the work. */
  public LiveBuilder guidance(double scale) {
    require(scale >= 0 && scale <= 100, "guidance must lie in 0..100", scale);
    this.guidance = scale;
    return this;
  }

  /** Chooses the noise; default 0. */
  public LiveBuilder seed(long number) {
    this.seed = number;
    return this;
  }

  /**
   * Least new sound a window, from 100 ms to half a window of the live model; default 400 ms. Less
   * means sooner and more work. A machine that cannot keep up makes longer ones by itself.
   */
  public LiveBuilder stride(Duration length) {
    ModelSpec spec = model.spec();
    long latents = length.toMillis() * spec.latentRate() / 1000;
    require(
        length.toMillis() >= 100 && latents <= spec.windowLatents() / 2,
        "the stride must lie between 100 ms and half a window of the live model",
        length);
    this.stride = (int) latents;
    return this;
  }

  /**
   * Format of the sound; default the model's rate, mono.
   *
   * @param sampleRate 8,000 to 192,000 Hz
   * @param channels 1, or 2 equal ones
   */
  public LiveBuilder output(int sampleRate, int channels) {
    require(
        sampleRate >= 8000 && sampleRate <= 192_000,
        "the sample rate must lie in 8000..192000 Hz",
        sampleRate);
    this.format = new AudioFormat(sampleRate, channels);
    return this;
  }

  /**
   * A loop to be heard while there is no sound, instead of silence; any rate, mixed to mono. {@link
   * dev.foley.FoleyRequest#loop} makes such loops.
   */
  public LiveBuilder ambience(AudioBuffer loop) {
    require(loop.frames() > 0, "an ambience loop must not be empty", loop.frames());
    this.ambience = loop;
    return this;
  }

  /**
   * Starts the session; takes the seconds that the model needs to warm up.
   *
   * @throws dev.foley.FoleyException if the model fails at once
   */
  public LiveFoley open() {
    List<FrameSpec> pictures =
        model.visualEncoder().frameSpecs().stream()
            .map(
                spec ->
                    spec.isNativeSize()
                        ? new FrameSpec(frames.width(), frames.height(), spec.format())
                        : spec)
            .toList();
    LiveFoley live =
        new LiveFoley(
            new LiveOptions(
                model,
                frames,
                pictures,
                prompt,
                negativePrompt,
                new Sampling(steps, guidance, seed, model.spec().solver()),
                stride,
                format,
                bed()));
    onOpen.accept(live);
    return live.start();
  }

  private float[] bed() {
    if (ambience == null) {
      return new float[0];
    }
    return ambience.toMono().resampled(format.sampleRate()).channel(0);
  }

  private static void require(boolean condition, String rule, Object value) {
    if (!condition) {
      throw new IllegalArgumentException(rule + ", not " + value);
    }
  }
}
