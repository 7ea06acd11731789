package dev.foley;

import dev.foley.audio.AudioFormat;
import dev.foley.audio.SampleFormat;
import dev.foley.internal.pipeline.FrameTap;
import dev.foley.internal.pipeline.WindowPlan;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.Solver;
import dev.foley.video.MediaTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Options of a request before they are used; the generator's builder holds the defaults of its
 * requests. Mutable only until it is handed to its owner. {@code null} means "the model's default".
 */
final class Settings {
  String prompt = "";
  PromptTrack track;
  Map<String, Layer> layers = Map.of();
  String negativePrompt;
  long seed;
  Integer steps;
  Solver solver;
  Double guidance;
  int variants = 1;
  Duration chunk;
  Duration overlap;
  Duration start = Duration.ZERO;
  Duration end;
  int sampleRate;
  int channels = 1;
  SampleFormat sampleFormat = SampleFormat.PCM16;
  Double loudness;
  boolean strict;
  boolean align = true;
  boolean correctLag;
  boolean scenesAtCuts;
  boolean loop;
  FoleyListener listener = new FoleyListener() {};
  FrameTap tap;
  Path job;

  /** One of several sounds that are made together. */
  record Layer(String prompt, double gain) {}

  Settings copy() {
    Settings copy = new Settings();
    copy.prompt = prompt;
    copy.track = track;
    copy.layers = layers;
    copy.negativePrompt = negativePrompt;
    copy.seed = seed;
    copy.steps = steps;
    copy.solver = solver;
    copy.guidance = guidance;
    copy.variants = variants;
    copy.chunk = chunk;
    copy.overlap = overlap;
    copy.start = start;
    copy.end = end;
    copy.sampleRate = sampleRate;
    copy.channels = channels;
    copy.sampleFormat = sampleFormat;
    copy.loudness = loudness;
    copy.strict = strict;
    copy.align = align;
    copy.correctLag = correctLag;
    copy.scenesAtCuts = scenesAtCuts;
    copy.loop = loop;
    copy.listener = listener;
    copy.tap = tap;
    copy.job = job;
    return copy;
  }

  void steps(int count) {
    require(count >= 1 && count <= 1000, "steps must lie in 1..1000", count);
    steps = count;
  }

  void guidance(double scale) {
    require(scale >= 0 && scale <= 100, "guidance must lie in 0..100", scale);
    guidance = scale;
  }

  void solver(Solver choice) {
    solver = Objects.requireNonNull(choice, "solver");
  }

  void variants(int count) {
    require(count >= 1 && count <= 64, "variants must lie in 1..64", count);
    variants = count;
  }

  void chunk(Duration length) {
    requirePositive("chunk", length);
    chunk = length;
  }

  void overlap(Duration length) {
    require(!length.isNegative(), "overlap must not be negative", length);
    overlap = length;
  }

  void range(Duration from, Duration to) {
    require(!from.isNegative(), "a range must not start before 0", from);
    require(to == null || to.compareTo(from) > 0, "a range must end after its start", to);
    start = from;
    end = to;
  }

  void output(int rate, SampleFormat format, int count) {
    require(rate >= 8000 && rate <= 192_000, "the sample rate must lie in 8000..192000 Hz", rate);
    require(count == 1 || count == 2, "channels must be 1 or 2", count);
    sampleRate = rate;
    sampleFormat = Objects.requireNonNull(format, "format");
    channels = count;
  }

  void loudness(double lufs) {
    require(lufs >= -70 && lufs <= -5, "the loudness target must lie in -70..-5 LUFS", lufs);
    loudness = lufs;
  }

  /** Where the windows of a model lie under these settings. */
  WindowPlan plan(ModelSpec spec) {
    int window = spec.windowLatents();
    long over =
        overlap == null ? spec.overlapLatents() : time(overlap).toIndexCeil(spec.latentRate());
    require(
        over < window, "the overlap must be shorter than the window of " + spec.name(), overlap);
    long stride = window - over;
    if (chunk != null) {
      long wanted = time(chunk).toIndexFloor(spec.latentRate());
      require(wanted >= 1, "a chunk must hold at least one latent frame", chunk);
      stride = Math.min(stride, wanted);
    }
    return new WindowPlan(window, (int) stride);
  }

  /** Format of the delivered sound. */
  AudioFormat format(ModelSpec spec) {
    return new AudioFormat(sampleRate == 0 ? spec.sampleRate() : sampleRate, channels);
  }

  static MediaTime time(Duration duration) {
    return MediaTime.ofTicks(duration.getSeconds(), 1, 1)
        .plus(MediaTime.ofTicks(duration.getNano(), 1, 1_000_000_000));
  }

  static void requirePositive(String name, Duration length) {
    require(length.compareTo(Duration.ZERO) > 0, name + " must be positive", length);
  }

  static void require(boolean condition, String rule, Object value) {
    if (!condition) {
      throw new IllegalArgumentException(rule + ", not " + value);
    }
  }
}
