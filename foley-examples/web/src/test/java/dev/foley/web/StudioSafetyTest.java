package dev.foley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, what is kept and for how long. */
class StudioSafetyTest {
  private static final Path CLIP = TestVideos.SAMPLES.resolve("door-closing.mp4");

  @TempDir private Path temp;

  @Test
  void foreignPagesAndNamesAreTurnedAway() throws Exception {
    try (TestStudio studio = TestStudio.open()) {
      int port = studio.studio.port();
      assertEquals(421, status(port, "GET / HTTP/1.1", "Host: evil.example:" + port));
      assertEquals(421, status(port, "GET /api/jobs HTTP/1.1", "Host: localhost.evil.example"));
      assertEquals(200, status(port, "GET / HTTP/1.1", "Host: localhost:" + port));
      assertEquals(200, status(port, "GET / HTTP/1.1", "Host: [::1]:" + port));
      String here = "Host: 127.0.0.1:" + port;
      String order = "POST /api/jobs HTTP/1.1";
      assertEquals(403, status(port, order, here, "Origin: http://evil.example"));
      assertEquals(403, status(port, order, here, "Origin: null"));
      assertEquals(403, status(port, order, here, "Origin: http://127.0.0.1:" + (port + 1)));
      assertEquals(403, status(port, order, here, "Sec-Fetch-Site: cross-site"));
      assertEquals(415, status(port, order, here, "Origin: http://127.0.0.1:" + port));
      String link = "Sec-Fetch-Site: cross-site";
      assertEquals(200, status(port, "GET / HTTP/1.1", here, link));
      assertEquals(403, status(port, "GET /api/jobs HTTP/1.1", here, link));
    }
  }

  /** A request by hand: clients do not let a caller choose these headers. */
  private static int status(int port, String... head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      String text =
          String.join("\r\n", head) + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      out.write(text.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }

  @Test
  void listensOnLoopbackOnly() throws Exception {
    try (TestStudio studio = TestStudio.open()) {
      for (var network :
          java.util.Collections.list(java.net.NetworkInterface.getNetworkInterfaces())) {
        for (InetAddress address : java.util.Collections.list(network.getInetAddresses())) {
          if (!address.isLoopbackAddress()) {
            assertThrows(
                IOException.class, () -> new Socket(address, studio.studio.port()).close());
          }
        }
      }
    }
  }

  @Test
  void pageMayLoadNothingFromElsewhere() throws Exception {
    try (TestStudio studio = TestStudio.open()) {
      var page = studio.get("/", "Accept-Language", "fr, zh-CN;q=0.8, en;q=0.5");
      assertTrue(page.body().contains("<html lang=\"zh\">"));
      String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
      assertTrue(policy.contains("default-src 'none'") && !policy.contains("http"), policy);
      for (String name : page.body().split("/assets/")) {
        int end = name.indexOf('"');
        if (!name.startsWith("<")) {
          String text = studio.get("/assets/" + name.substring(0, end)).body();
          assertFalse(text.replace("http://www.w3.org", "").matches("(?s).*https?://.*"), name);
        }
      }
    }
  }

  /** A clock that tests set. */
  private static final class TestClock extends Clock {
    private Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void forgetsOldJobsAndUnusedVideos() throws Exception {
    TestClock clock = new TestClock();
    Path folder = temp.resolve("studio");
    StudioOptions.Limits two =
        new StudioOptions.Limits(
            10_000_000, Duration.ofSeconds(30), 1_000_000_000, 8, 2, Duration.ofHours(3));
    try (TestStudio studio = TestStudio.open(folder, true, two, clock)) {
      String video = studio.video(CLIP);
      studio.gate.shut();
      String[] jobs = {studio.job(video, 1), studio.job(video, 1), studio.job(video, 1)};
      for (String job : jobs) {
        studio.post(job + "/cancel", "");
        studio.await(job, "cancelled");
      }
      studio.studio.sweep();
      assertEquals(404, studio.get(jobs[0]).statusCode(), "more than two are kept");
      assertEquals(200, studio.get(jobs[1]).statusCode());

      clock.ahead = Duration.ofHours(2);
      String unused = studio.video(CLIP);
      clock.ahead = Duration.ofHours(2).plusMinutes(30);
      studio.studio.sweep();
      assertEquals(200, studio.get("/api/videos/" + video).statusCode(), "jobs refer to it");

      clock.ahead = Duration.ofHours(4);
      studio.studio.sweep();
      assertEquals(0, studio.json("/api/jobs").getAsJsonArray("jobs").size());
      assertEquals(404, studio.get("/api/videos/" + video).statusCode());
      assertEquals(404, studio.get("/api/videos/" + unused).statusCode());
      assertEquals(0, folder.resolve("jobs").toFile().list().length);
      assertEquals(0, folder.resolve("videos").toFile().list().length);
    }
  }

  @Test
  void remembersItsHistoryAndGuardsItsFolder() throws Exception {
    Path folder = temp.resolve("studio");
    String job;
    try (TestStudio studio = TestStudio.open(folder, false, TestStudio.LIMITS, Clock.systemUTC())) {
      job = studio.job(studio.video(CLIP), 1);
      studio.await(job, "done");
      assertThrows(
          IOException.class,
          () -> TestStudio.open(folder, false, TestStudio.LIMITS, Clock.systemUTC()));
      studio.gate.shut();
      String broken = studio.job(studio.video(CLIP), 1);
      studio.await(broken, "running");
    }
    try (TestStudio studio = TestStudio.open(folder, false, TestStudio.LIMITS, Clock.systemUTC())) {
      JsonObject view = studio.json(job);
      assertEquals("done", view.get("state").getAsString());
      assertTrue(studio.bytes(job + "/takes/1/sound.wav").body().length > 48_000);
      String video = view.getAsJsonObject("video").get("id").getAsString();
      assertEquals(200, studio.get("/api/videos/" + video).statusCode());
    }
  }

  @Test
  void leavesNoTemporaryFolderBehind() throws Exception {
    Path root = Path.of(System.getProperty("java.io.tmpdir"));
    long before = studios(root);
    try (TestStudio studio = TestStudio.open()) {
      studio.video(CLIP);
      assertEquals(before + 1, studios(root));
    }
    assertEquals(before, studios(root));
  }

  private static long studios(Path root) throws IOException {
    try (var files = Files.list(root)) {
      return files.filter(f -> f.getFileName().toString().startsWith("foley-studio-")).count();
    }
  }

  @Test
  void refusesUploadsWhenTheStoreIsFull() throws Exception {
    long size = Files.size(CLIP);
    StudioOptions.Limits small =
        new StudioOptions.Limits(
            10_000_000, Duration.ofSeconds(30), 2 * size, 2, 20, Duration.ofHours(1));
    try (TestStudio studio = TestStudio.open(null, true, small, Clock.systemUTC())) {
      studio.video(CLIP);
      // Often, because a client that still sends when it is refused may never read why.
      for (int i = 0; i < 100; i++) {
        var second = studio.upload(CLIP, "again.mp4");
        assertEquals(507, second.statusCode(), second.body());
        assertTrue(second.body().contains("storage_full"));
      }
    }
  }
}
