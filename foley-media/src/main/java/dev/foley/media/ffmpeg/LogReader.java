package dev.foley.media.ffmpeg;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** Drains a child's stderr on a daemon thread and remembers its last lines. */
final class LogReader extends Thread {
  private static final int KEPT_LINES = 6;
  private static final int MAX_LINE = 300;

  private final InputStream in;
  private final Predicate<String> consumer;
  private final Deque<String> lines = new ArrayDeque<>();

  /**
   * @param consumer takes the lines it knows and says true; others are remembered; may be null
   */
  LogReader(InputStream in, Predicate<String> consumer) {
    super("foley-ffmpeg-log");
    this.in = in;
    this.consumer = consumer;
    setDaemon(true);
  }

  @Override
  public void run() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (consumer == null || !consumer.test(line)) {
          remember(line);
        }
      }
    } catch (IOException e) {
      // The child was stopped; what it said until then is kept.
      remember("(log cut off)");
    }
  }

  private synchronized void remember(String line) {
    if (line.isBlank()) {
      return;
    }
    lines.add(line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line);
    if (lines.size() > KEPT_LINES) {
      lines.remove();
    }
  }

  /** The last lines, joined. */
  synchronized String tail() {
    return String.join(" | ", lines);
  }
}
