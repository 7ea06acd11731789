package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.foley.FoleyGenerator;
import dev.foley.audio.WavReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every sample runs, on the clip of 6 s that lies in Foley's repository. */
class SamplesTest {
  private static final String CLIP = System.getProperty("clip");

  @TempDir Path out;

  @Test
  void plain() {
    Plain.main(new String[] {CLIP, out.resolve("plain.wav").toString()});
    assertEquals(6 * 48_000, samples(out.resolve("plain.wav")));
  }

  @Test
  void streaming() {
    Streaming.main(new String[] {CLIP});
  }

  @Test
  void heldFrames() {
    HeldFrames.main(new String[] {out.resolve("held.wav").toString()});
    assertEquals(2 * 48_000, samples(out.resolve("held.wav")));
  }

  @Test
  void server() throws Exception {
    try (FoleyGenerator foley = FoleyGenerator.create()) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/foley", new Server(foley));
      server.setExecutor(Executors.newFixedThreadPool(2));
      server.start();
      try {
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/foley");
        HttpClient client = HttpClient.newHttpClient();
        Path wav = out.resolve("server.wav");
        int ok =
            client
                .send(
                    HttpRequest.newBuilder(uri)
                        .POST(HttpRequest.BodyPublishers.ofFile(Path.of(CLIP)))
                        .build(),
                    HttpResponse.BodyHandlers.ofFile(wav))
                .statusCode();
        assertEquals(200, ok);
        assertEquals(6 * 48_000, samples(wav));
        int bad =
            client
                .send(
                    HttpRequest.newBuilder(uri)
                        .POST(HttpRequest.BodyPublishers.ofString("no video"))
                        .build(),
                    HttpResponse.BodyHandlers.discarding())
                .statusCode();
        assertEquals(400, bad);
      } finally {
        server.stop(0);
      }
    }
  }

  private static long samples(Path wav) {
    try (WavReader reader = WavReader.open(wav)) {
      return reader.frames();
    }
  }
}
