package app;

import com.sun.net.httpserver.*;
import dev.foley.*;
import java.nio.file.*;

/** POST a video, get a WAV. A handler for the JDK's server; all requests share one generator. */
public record Server(FoleyGenerator foley) implements HttpHandler {
  public void handle(HttpExchange exchange) throws java.io.IOException {
    Path file = Files.createTempFile("foley", ".tmp"); // first the video, then the sound
    try {
      Files.copy(exchange.getRequestBody(), file, StandardCopyOption.REPLACE_EXISTING);
      foley.video(file).prompt("footsteps on wood").generate().writeWav(file);
      exchange.sendResponseHeaders(200, Files.size(file));
      Files.copy(file, exchange.getResponseBody());
    } catch (FoleyException e) {
      exchange.sendResponseHeaders(e instanceof FoleyException.UnusableMedia ? 400 : 500, -1);
    } finally {
      exchange.close();
      Files.delete(file);
    }
  }
}
