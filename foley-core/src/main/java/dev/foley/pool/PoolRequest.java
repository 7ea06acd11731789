package dev.foley.pool;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.foley.FoleyException;
import dev.foley.FoleyGenerator;
import dev.foley.FoleyRequest;
import dev.foley.PromptTrack;
import dev.foley.audio.SampleFormat;
import dev.foley.stage.Solver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * An order for sound that can travel to another process: what a {@link FoleyRequest} is, without a
 * generator. Each method returns a changed copy; the options mean what those of {@code
 * FoleyRequest} do. Immutable.
 *
 * <p>Values are checked when the request runs: a wrong one is a {@link
 * FoleyException.InvalidRequest}.
 */
public final class PoolRequest {
  private static final String VIDEO = "video";
  private static final String SILENT = "silentDuration";
  private static final String LAYERS = "layers";

  private final JsonObject options;

  private PoolRequest(JsonObject options) {
    this.options = options;
  }

  /** For a video file. */
  public static PoolRequest video(Path file) {
    return new PoolRequest(new JsonObject()).with(VIDEO, path(file));
  }

  /** Without video: sound from text alone. */
  public static PoolRequest silentDuration(Duration length) {
    return new PoolRequest(new JsonObject()).with(SILENT, length.toString());
  }

  public PoolRequest prompt(String text) {
    return with("prompt", Objects.requireNonNull(text, "prompt"));
  }

  /** Prompts over time from a file, see {@link PromptTrack#read}. */
  public PoolRequest promptTrack(Path file) {
    return with("promptTrack", path(file));
  }

  /** See {@link FoleyRequest#layer}; the mix is what is delivered. */
  public PoolRequest layer(String name, String prompt, double gain) {
    JsonObject layer = new JsonObject();
    layer.addProperty("name", Objects.requireNonNull(name, "name"));
    layer.addProperty("prompt", Objects.requireNonNull(prompt, "prompt"));
    layer.addProperty("gain", gain);
    PoolRequest changed = new PoolRequest(options.deepCopy());
    if (!changed.options.has(LAYERS)) {
      changed.options.add(LAYERS, new com.google.gson.JsonArray());
    }
    changed.options.getAsJsonArray(LAYERS).add(layer);
    return changed;
  }

  public PoolRequest negativePrompt(String text) {
    return with("negativePrompt", Objects.requireNonNull(text, "negativePrompt"));
  }

  public PoolRequest seed(long seed) {
    return with("seed", new JsonPrimitive(seed));
  }

  public PoolRequest steps(int steps) {
    return with("steps", new JsonPrimitive(steps));
  }

  public PoolRequest solver(Solver solver) {
    return with("solver", solver.name());
  }

  public PoolRequest guidance(double scale) {
    return with("guidance", new JsonPrimitive(scale));
  }

  /** See {@link FoleyRequest#range}; {@code end} may be {@code null}. */
  public PoolRequest range(Duration start, Duration end) {
    PoolRequest from = with("start", start.toString());
    return end == null ? from : from.with("end", end.toString());
  }

  /** See {@link FoleyRequest#output}. */
  public PoolRequest output(int sampleRate, SampleFormat format, int channels) {
    return with("sampleRate", new JsonPrimitive(sampleRate))
        .with("sampleFormat", format.name())
        .with("channels", new JsonPrimitive(channels));
  }

  public PoolRequest loudness(double lufs) {
    return with("loudness", new JsonPrimitive(lufs));
  }

  public PoolRequest strict(boolean strict) {
    return with("strict", new JsonPrimitive(strict));
  }

  public PoolRequest align(boolean align) {
    return with("align", new JsonPrimitive(align));
  }

  public PoolRequest correctLag(boolean correct) {
    return with("correctLag", new JsonPrimitive(correct));
  }

  public PoolRequest scenesAtCuts(boolean newScenes) {
    return with("scenesAtCuts", new JsonPrimitive(newScenes));
  }

  /** See {@link FoleyRequest#job}: with it, a second attempt goes on where the first one died. */
  public PoolRequest job(Path folder) {
    return with("job", path(folder));
  }

  private PoolRequest with(String key, String value) {
    return with(key, new JsonPrimitive(value));
  }

  private PoolRequest with(String key, JsonPrimitive value) {
    JsonObject changed = options.deepCopy();
    changed.add(key, value);
    return new PoolRequest(changed);
  }

  /** The process that works on it may have another working folder. */
  private static String path(Path file) {
    return file.toAbsolutePath().toString();
  }

  JsonObject toJson() {
    return options.deepCopy();
  }

  static PoolRequest fromJson(JsonObject json) {
    return new PoolRequest(json);
  }

  /** The request for a generator. */
  FoleyRequest on(FoleyGenerator foley) {
    try {
      FoleyRequest request =
          options.has(VIDEO)
              ? foley.video(Path.of(options.get(VIDEO).getAsString()))
              : foley.silentDuration(Duration.parse(options.get(SILENT).getAsString()));
      request = set(request, "prompt", (r, v) -> r.prompt(v.getAsString()));
      request =
          set(
              request,
              "promptTrack",
              (r, v) -> r.promptTrack(PromptTrack.read(Path.of(v.getAsString()))));
      request = set(request, LAYERS, PoolRequest::layers);
      request = set(request, "negativePrompt", (r, v) -> r.negativePrompt(v.getAsString()));
      request = set(request, "seed", (r, v) -> r.seed(v.getAsLong()));
      request = set(request, "steps", (r, v) -> r.steps(v.getAsInt()));
      request = set(request, "solver", (r, v) -> r.solver(Solver.valueOf(v.getAsString())));
      request = set(request, "guidance", (r, v) -> r.guidance(v.getAsDouble()));
      request = set(request, "start", (r, v) -> r.range(time(v), end()));
      request = set(request, "sampleRate", (r, v) -> output(r));
      request = set(request, "loudness", (r, v) -> r.loudness(v.getAsDouble()));
      request = set(request, "strict", (r, v) -> r.strict(v.getAsBoolean()));
      request = set(request, "align", (r, v) -> r.align(v.getAsBoolean()));
      request = set(request, "correctLag", (r, v) -> r.correctLag(v.getAsBoolean()));
      request = set(request, "scenesAtCuts", (r, v) -> r.scenesAtCuts(v.getAsBoolean()));
      return set(request, "job", (r, v) -> r.job(Path.of(v.getAsString())));
    } catch (IllegalArgumentException e) {
      throw new FoleyException.InvalidRequest(this + ": " + e.getMessage(), e);
    }
  }

  private FoleyRequest set(
      FoleyRequest request, String key, BiFunction<FoleyRequest, JsonElement, FoleyRequest> with) {
    return options.has(key) ? with.apply(request, options.get(key)) : request;
  }

  private static FoleyRequest layers(FoleyRequest request, JsonElement layers) {
    FoleyRequest changed = request;
    for (JsonElement element : layers.getAsJsonArray()) {
      JsonObject layer = element.getAsJsonObject();
      changed =
          changed.layer(
              layer.get("name").getAsString(),
              layer.get("prompt").getAsString(),
              layer.get("gain").getAsDouble());
    }
    return changed;
  }

  private static Duration time(JsonElement value) {
    return Duration.parse(value.getAsString());
  }

  private Duration end() {
    return options.has("end") ? time(options.get("end")) : null;
  }

  private FoleyRequest output(FoleyRequest request) {
    return request.output(
        options.get("sampleRate").getAsInt(),
        SampleFormat.valueOf(options.get("sampleFormat").getAsString()),
        options.get("channels").getAsInt());
  }

  /** The video, or the length of a request without one. */
  @Override
  public String toString() {
    return options.has(VIDEO)
        ? options.get(VIDEO).getAsString()
        : options.get(SILENT).getAsString() + " of sound";
  }
}
