package app;

import com.sun.net.httpserver.HttpServer;
import dev.foley.FoleyException.NoVideoStream;
import dev.foley.FoleyException.UnreadableMedia;
import dev.foley.FoleyException.UnsupportedCodec;
import dev.foley.FoleyGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executors;

/** POST a video, get a WAV: one shared generator, two requests at a time, no worker processes. */
public class Server {
  public static HttpServer start(FoleyGenerator foley, int port) throws IOException {
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server = HttpServer.create(here, 0);
    server.setExecutor(Executors.newFixedThreadPool(2));
    server.createContext("/foley", exchange -> {
      Path video = Files.createTempFile("foley", ".video");
      Path wav = Files.createTempFile("foley", ".wav");
      try {
        Files.copy(exchange.getRequestBody(), video, StandardCopyOption.REPLACE_EXISTING);
        String prompt = exchange.getRequestURI().getQuery();
        foley.video(video).prompt(prompt == null ? "" : prompt).writeWav(wav);
        exchange.sendResponseHeaders(200, Files.size(wav));
        Files.copy(wav, exchange.getResponseBody());
      } catch (UnreadableMedia | UnsupportedCodec | NoVideoStream e) {
        exchange.sendResponseHeaders(400, -1);
      } finally {
        exchange.close();
        Files.deleteIfExists(video);
        Files.deleteIfExists(wav);
      }
    });
    server.start();
    return server;
  }

  public static void main(String[] args) throws IOException {
    start(FoleyGenerator.create(), 8080);
  }
}
