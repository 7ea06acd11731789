package dev.foley.web;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.foley.FoleyException;
import dev.foley.FoleyGenerator;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.Latents;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.Synthesizer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A studio on a free port with the embedded model. Its windows pass a gate first, so that tests can
 * hold a job while it runs.
 */
final class TestStudio implements AutoCloseable {
  static final StudioOptions.Limits LIMITS =
      new StudioOptions.Limits(
          10_000_000, Duration.ofSeconds(30), 1_000_000_000, 2, 20, Duration.ofHours(1));

  /** Loaded once; lives as long as the test's JVM. */
  private static final FoleyGenerator REAL = FoleyGenerator.create();

  private static final int OPEN = 1_000_000;

  final Gate gate = new Gate(REAL.model().synthesizer());
  final Studio studio;
  private final FoleyModel model = REAL.model().with(gate);
  private final FoleyGenerator foley = FoleyGenerator.builder().model(model).build();
  private final HttpClient client = HttpClient.newHttpClient();

  private TestStudio(StudioOptions options, Clock clock) throws IOException {
    studio = Studio.start(foley, options, clock);
  }

  static TestStudio open() throws IOException {
    return open(null, true, LIMITS, Clock.systemUTC());
  }

  static TestStudio open(Path folder, boolean streaming, StudioOptions.Limits limits, Clock clock)
      throws IOException {
    StudioOptions.Address address = new StudioOptions.Address("127.0.0.1", 0, Set.of());
    return new TestStudio(new StudioOptions(address, folder, streaming, limits), clock);
  }

  /** Lets windows through one by one, or all. */
  static final class Gate implements Synthesizer {
    private final Synthesizer real;
    private final Semaphore permits = new Semaphore(OPEN);

    Gate(Synthesizer real) {
      this.real = real;
    }

    void shut() {
      permits.drainPermits();
    }

    void admit(int windows) {
      permits.release(windows);
    }

    void open() {
      permits.release(OPEN);
    }

    @Override
    public Latents synthesize(SynthesisTask task, StepListener progress) {
      try {
        while (!permits.tryAcquire(10, TimeUnit.MILLISECONDS)) {
          if (!progress.onStep(1, 2)) {
            throw new FoleyException.Cancelled("stopped at the gate");
          }
        }
      } catch (InterruptedException e) {
        throw new FoleyException.Cancelled("interrupted at the gate");
      }
      return real.synthesize(task, progress);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + studio.port() + path);
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(String path, String... headers) {
    return send(request(path, headers).GET().build(), BodyHandlers.ofByteArray());
  }

  JsonObject json(String path) {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
    }
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  HttpResponse<String> delete(String path) {
    return send(request(path).DELETE().build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String json, String... headers) {
    HttpRequest.Builder request = request(path, headers);
    if (!json.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return send(
        request.POST(HttpRequest.BodyPublishers.ofString(json)).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> upload(Path file, String name) throws FileNotFoundException {
    return upload(HttpRequest.BodyPublishers.ofFile(file), name, "video/mp4");
  }

  HttpResponse<String> upload(HttpRequest.BodyPublisher body, String name, String type) {
    String encoded = java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8);
    return send(
        request("/api/videos?name=" + encoded).header("Content-Type", type).POST(body).build(),
        BodyHandlers.ofString());
  }

  /** Uploads a video that is expected to be good; its id. */
  String video(Path file) throws FileNotFoundException {
    HttpResponse<String> response = upload(file, file.getFileName().toString());
    if (response.statusCode() != 201) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return JsonParser.parseString(response.body()).getAsJsonObject().get("id").getAsString();
  }

  /** Submits an order that is expected to be good; the job's path. */
  String job(String video, int takes) {
    HttpResponse<String> response =
        post(
            "/api/jobs",
            "{\"video\":\""
                + video
                + "\",\"prompt\":\"knocks\",\"steps\":2,\"takes\":"
                + takes
                + "}");
    if (response.statusCode() != 201) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return response.headers().firstValue("Location").orElseThrow();
  }

  String state(String job) {
    return json(job).get("state").getAsString();
  }

  /** Waits until a job is in a state. */
  JsonObject await(String job, String state) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (System.nanoTime() < end) {
      JsonObject view = json(job);
      if (view.get("state").getAsString().equals(state)) {
        return view;
      }
      if (view.has("finished")) {
        throw new AssertionError("ended instead of being " + state + ": " + view);
      }
      Thread.sleep(20);
    }
    throw new AssertionError("not " + state + " in time: " + json(job));
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofMinutes(2));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request, body);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    studio.close();
    foley.close();
  }
}
