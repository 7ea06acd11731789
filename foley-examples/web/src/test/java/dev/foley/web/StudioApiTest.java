package dev.foley.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.foley.audio.WavReader;
import dev.foley.media.humble.VideoWriter.Codec;
import io.javalin.Javalin;
import io.javalin.router.ParsedEndpoint;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The REST API as a client sees it. */
class StudioApiTest {
  @TempDir private Path temp;
  private TestStudio studio;

  @AfterEach
  void close() {
    if (studio != null) {
      studio.close();
    }
  }

  @Test
  void uploadsGeneratesAndDelivers() throws Exception {
    Path folder = temp.resolve("studio");
    studio = TestStudio.open(folder, false, TestStudio.LIMITS, Clock.systemUTC());
    Path clip = TestVideos.write(temp.resolve("clip.mp4"), Codec.H264, 96, 64, 40);
    HttpResponse<String> uploaded = studio.upload(clip, "../../etc/pass\u202ewd\n.mp4");
    assertEquals(201, uploaded.statusCode(), uploaded.body());
    JsonObject video = JsonParser.parseString(uploaded.body()).getAsJsonObject();
    assertEquals("passwd.mp4", video.get("name").getAsString());
    assertEquals(96, video.get("width").getAsInt());
    assertEquals(1.6, video.get("duration_s").getAsDouble(), 0.01);

    String job = studio.job(video.get("id").getAsString(), 2);
    JsonObject done = studio.await(job, "done");
    assertEquals(2, done.getAsJsonArray("takes").size());
    JsonObject second = done.getAsJsonArray("takes").get(1).getAsJsonObject();
    assertEquals(1, second.get("seed").getAsLong());
    assertTrue(second.get("has_video").getAsBoolean());

    String take = job + "/takes/1/";
    HttpResponse<byte[]> wav = studio.bytes(take + "sound.wav");
    Path sound = Files.write(temp.resolve("sound.wav"), wav.body());
    assertEquals(Math.round(1.6 * 48_000), WavReader.read(sound).frames());
    assertTrue(WavReader.read(sound).peak() > 0.001, "silent");
    String disposition = wav.headers().firstValue("Content-Disposition").orElseThrow();
    assertTrue(disposition.contains("filename=\"passwd.foley-1.wav\""), disposition);
    assertFalse(
        Arrays.equals(wav.body(), studio.bytes(job + "/takes/2/sound.wav").body()),
        "both variants are the same");

    HttpResponse<byte[]> part = studio.bytes(take + "sound.wav", "Range", "bytes=100-199");
    assertEquals(206, part.statusCode());
    assertArrayEquals(Arrays.copyOfRange(wav.body(), 100, 200), part.body());
    HttpResponse<byte[]> tail = studio.bytes(take + "sound.wav", "Range", "bytes=-10");
    assertArrayEquals(
        Arrays.copyOfRange(wav.body(), wav.body().length - 10, wav.body().length), tail.body());
    assertEquals(416, studio.get(take + "sound.wav", "Range", "bytes=99999999-").statusCode());

    JsonObject report = studio.json(take + "report.json");
    JsonObject timeline = studio.json(take + "timeline.json");
    assertTrue(timeline.get("complete").getAsBoolean());
    assertEquals(report.getAsJsonArray("events").size(), timeline.getAsJsonArray("events").size());
    assertEquals(report.getAsJsonArray("onsets").size(), timeline.getAsJsonArray("onsets").size());
    assertTrue(timeline.getAsJsonObject("outline").getAsJsonArray("high").size() > 500);
    assertTrue(studio.get(take + "report.html").body().contains("passwd.mp4"));
    assertTrue(studio.bytes(take + "video.mp4").body().length > 5000);
    assertEquals(0xFF, studio.bytes(job + "/pictures.jpg").body()[0] & 0xFF);
    assertEquals(409, studio.get(take + "live.wav").statusCode(), "not asked for streaming");

    assertOnlyOwnNames(folder);
    assertEquals(204, studio.delete(job).statusCode());
    assertEquals(404, studio.get(take + "sound.wav").statusCode());
    assertEquals(List.of(), list(folder.resolve("jobs")));
  }

  /** Whatever the client called its file, only names of the studio's own making are on the disk. */
  private static void assertOnlyOwnNames(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.skip(1).toList()) {
        String name = file.getFileName().toString();
        assertTrue(
            name.matches(
                "videos|jobs|\\.lock|[0-9a-f]{32}|(source|poster|video|job|pictures|take-[1-4])"
                    + "\\.[a-z0-9.]+"),
            file.toString());
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void refusesWhatIsNoGoodVideoAndKeepsNothing() throws Exception {
    Path folder = temp.resolve("studio");
    studio = TestStudio.open(folder, true, TestStudio.LIMITS, Clock.systemUTC());
    byte[] good = Files.readAllBytes(TestVideos.SAMPLES.resolve("door-closing.mp4"));
    assertProblem(422, "unreadable_media", studio.upload(text("no video"), "a.mp4", "video/mp4"));
    HttpResponse<String> noise =
        studio.upload(BodyPublishers.ofByteArray(Arrays.copyOf(good, 500)), "b.mp4", "video/mp4");
    assertProblem(422, "unreadable_media", noise);
    assertFalse(noise.body().contains(folder.toString()), "tells where it stores: " + noise.body());
    assertTrue(noise.body().contains("b.mp4"), noise.body());
    assertProblem(400, "empty_upload", studio.upload(text(""), "c.mp4", "video/mp4"));
    byte[] large = new byte[(int) TestStudio.LIMITS.uploadBytes() + 1];
    assertProblem(
        413,
        "upload_too_large",
        studio.upload(BodyPublishers.ofByteArray(large), "d.mp4", "video/mp4"));
    assertProblem(
        411,
        "length_required",
        studio.upload(
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(good)),
            "e.mp4",
            "video/mp4"));
    assertProblem(415, "unsupported_type", studio.upload(text("x"), "f.mp4", "text/plain"));
    Path wide = TestVideos.write(temp.resolve("wide.avi"), Codec.MJPEG, 4112, 32, 2);
    assertProblem(422, "picture_too_large", studio.upload(wide, "wide.avi"));
    Path long31 = TestVideos.write(temp.resolve("long.avi"), Codec.MPEG4, 32, 32, 31 * 25);
    assertProblem(422, "video_too_long", studio.upload(long31, "long.avi"));
    assertEquals(List.of(), list(folder.resolve("videos")));

    Path cinema = TestVideos.write(temp.resolve("cinema.mov"), Codec.H264, 3840, 2160, 2);
    HttpResponse<String> fine = studio.upload(cinema, "cinema.mov");
    assertEquals(201, fine.statusCode(), fine.body());
  }

  private static java.net.http.HttpRequest.BodyPublisher text(String text) {
    return BodyPublishers.ofString(text);
  }

  private static void assertProblem(int status, String code, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    JsonObject problem = JsonParser.parseString(response.body()).getAsJsonObject();
    assertEquals(code, problem.get("code").getAsString());
    assertFalse(problem.get("detail").getAsString().isBlank());
  }

  @Test
  void namesTheSettingThatIsWrong() throws Exception {
    studio = TestStudio.open();
    String video = studio.video(TestVideos.SAMPLES.resolve("door-closing.mp4"));
    String[][] wrong = {
      {"steps", "0"},
      {"steps", "2.5"},
      {"steps", "1e999999999"},
      {"guidance", "\"high\""},
      {"guidance", "101"},
      {"seed", "-1"},
      {"takes", "5"},
      {"prompt", "[]"},
      {"prompt", "\"" + "a".repeat(2001) + "\""},
      {"out", "\"/etc/passwd\""},
    };
    for (String[] setting : wrong) {
      HttpResponse<String> response =
          studio.post(
              "/api/jobs",
              "{\"video\":\"" + video + "\",\"" + setting[0] + "\":" + setting[1] + "}");
      assertProblem(400, "bad_request", response);
      assertTrue(response.body().contains("\"field\":\"" + setting[0] + "\""), response.body());
    }
    assertProblem(400, "bad_request", studio.post("/api/jobs", "[1]"));
    assertProblem(400, "bad_request", studio.post("/api/jobs", "{\"video\":\"../../x\"}"));
    assertProblem(
        404, "no_such_video", studio.post("/api/jobs", "{\"video\":\"" + "0".repeat(32) + "\"}"));
    assertProblem(415, "unsupported_type", studio.post("/api/jobs", ""));
    assertEquals(404, studio.get("/api/jobs/..%2f..%2fx").statusCode());
    assertEquals(404, studio.get("/assets/..%2f..%2fopenapi.json").statusCode());
    assertEquals(0, studio.json("/api/jobs").getAsJsonArray("jobs").size());
  }

  @Test
  void boundsItsQueueAndCancels() throws Exception {
    Path folder = temp.resolve("studio");
    studio = TestStudio.open(folder, true, TestStudio.LIMITS, Clock.systemUTC());
    String video = studio.video(TestVideos.SAMPLES.resolve("door-closing.mp4"));
    studio.gate.shut();
    String running = studio.job(video, 1);
    studio.await(running, "running");
    String first = studio.job(video, 1);
    String second = studio.job(video, 1);
    assertEquals(1, studio.json(first).get("position").getAsInt());
    assertEquals(2, studio.json(second).get("position").getAsInt());
    HttpResponse<String> third = studio.post("/api/jobs", "{\"video\":\"" + video + "\"}");
    assertProblem(503, "queue_full", third);
    assertTrue(third.headers().firstValue("Retry-After").isPresent());

    assertProblem(409, "unfinished", studio.delete(first));
    assertEquals(202, studio.post(first + "/cancel", "").statusCode());
    assertEquals("cancelled", studio.state(first));
    assertEquals(1, studio.json(second).get("position").getAsInt());
    assertProblem(409, "finished", studio.post(first + "/cancel", ""));

    assertEquals(202, studio.post(running + "/cancel", "").statusCode());
    studio.await(running, "cancelled");
    List<Path> left = list(folder.resolve("jobs").resolve(running.substring(10)));
    assertEquals(List.of("job.json"), left.stream().map(f -> f.getFileName().toString()).toList());

    studio.gate.open();
    studio.await(second, "done");
  }

  @Test
  void playsSoundWhileItIsMade() throws Exception {
    studio = TestStudio.open();
    String video = studio.video(TestVideos.SAMPLES.resolve("door-closing.mp4"));
    studio.gate.shut();
    String job = studio.job(video, 1);
    studio.await(job, "running");
    HttpResponse<InputStream> live =
        studio.send(
            studio.request(job + "/takes/1/live.wav").GET().build(), BodyHandlers.ofInputStream());
    studio.gate.admit(1);
    int sounding = 44 + 48_000;
    byte[] early = live.body().readNBytes(sounding);
    assertEquals(sounding, early.length);
    assertEquals("RIFF", new String(early, 0, 4, StandardCharsets.US_ASCII));
    JsonObject view = studio.json(job);
    assertEquals("running", view.get("state").getAsString());
    JsonObject progress = view.getAsJsonObject("progress");
    assertTrue(progress.get("share").getAsDouble() > 0, progress.toString());
    assertTrue(progress.get("share").getAsDouble() < 1, progress.toString());
    assertTrue(progress.get("eta_s").getAsDouble() > 0, progress.toString());
    JsonObject timeline = studio.json(job + "/takes/1/timeline.json");
    assertFalse(timeline.get("complete").getAsBoolean());
    assertTrue(timeline.get("duration_s").getAsDouble() > 0.5);

    studio.gate.open();
    byte[] rest = live.body().readAllBytes();
    studio.await(job, "done");
    long samples = studio.json(job + "/takes/1/report.json").get("samples").getAsLong();
    assertEquals(44 + 2 * samples, early.length + rest.length);
  }

  @Test
  void tellsListenersWhatHappens() throws Exception {
    studio = TestStudio.open();
    String video = studio.video(TestVideos.SAMPLES.resolve("door-closing.mp4"));
    studio.gate.shut();
    String job = studio.job(video, 1);
    HttpResponse<InputStream> events =
        studio.send(studio.request(job + "/events").GET().build(), BodyHandlers.ofInputStream());
    studio.gate.open();
    boolean progressed = false;
    boolean done = false;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
      assertEquals("event: state", lines.readLine());
      while (!done) {
        String line = lines.readLine();
        progressed |= line.matches("data: .*\"share\":0\\.[1-9].*");
        done = line.contains("\"state\":\"done\"");
      }
    }
    assertTrue(progressed, "no step between nothing and all was told");
  }

  @Test
  void descriptionNamesEveryRoute() throws Exception {
    Javalin routes =
        Javalin.create(
            config -> {
              new PageRoutes().add(config.routes);
              new VideoRoutes(null).add(config.routes);
              new JobRoutes(null, null, null, null, false).add(config.routes);
            });
    Set<String> real = new TreeSet<>(List.of("GET /api/studio"));
    for (ParsedEndpoint route : routes.unsafe.internalRouter.allHttpHandlers()) {
      real.add(route.endpoint.method.name() + " " + route.endpoint.path);
    }
    Set<String> told = new TreeSet<>();
    studio = TestStudio.open();
    JsonObject paths = studio.json("/api/openapi.json").getAsJsonObject("paths");
    for (String path : paths.keySet()) {
      for (String method : paths.getAsJsonObject(path).keySet()) {
        told.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path);
      }
    }
    assertEquals(real, told);
    JsonArray servers = studio.json("/api/openapi.json").getAsJsonArray("servers");
    assertEquals("/", servers.get(0).getAsJsonObject().get("url").getAsString());
  }
}
