package dev.foley.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells listeners what changes, as server-sent events. A listener that is slow misses steps in
 * between, never the last state, and holds nobody up. Thread-safe.
 */
final class EventFeed implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int MAX_LISTENERS = 32;

  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private record Event(String name, String json) {}

  /** What one listener has not been told yet: the newest event of each subject. */
  private static final class Listener {
    private final Map<String, Event> pending = new LinkedHashMap<>();
    private final String only;

    Listener(String only) {
      this.only = only;
    }

    synchronized void add(String subject, Event event) {
      if (only == null || only.equals(subject)) {
        pending.put(subject, event);
        notifyAll();
      }
    }

    synchronized void wake() {
      notifyAll();
    }

    /** Empty after a while without events. */
    synchronized List<Event> take() throws InterruptedException {
      if (pending.isEmpty()) {
        wait(HEARTBEAT.toMillis());
      }
      List<Event> events = List.copyOf(pending.values());
      pending.clear();
      return events;
    }
  }

  /** Tells everybody; a newer event of a subject replaces one not yet sent. */
  void publish(String subject, String name, String json) {
    listeners.forEach(listener -> listener.add(subject, new Event(name, json)));
  }

  /** Where a listener gets the state it starts from. */
  interface Snapshot {
    String json();
  }

  /**
   * Sends events until the listener leaves or the feed closes.
   *
   * @param subject the only one to be told of, or {@code null} for all
   * @param snapshot asked once the listener is registered, so that nothing falls in between; sent
   *     as the event {@code state}
   * @throws IOException when the listener has left
   */
  void send(OutputStream out, String subject, Snapshot snapshot)
      throws IOException, InterruptedException {
    Listener listener = new Listener(subject);
    listeners.add(listener);
    try {
      if (listeners.size() > MAX_LISTENERS) {
        throw new Problem(
            503, "too_many_listeners", "Too many pages listen already; close one of them.");
      }
      write(out, "event: state\ndata: " + snapshot.json() + "\n\n");
      while (!closed) {
        StringBuilder text = new StringBuilder();
        for (Event event : listener.take()) {
          text.append("event: ").append(event.name()).append('\n');
          text.append("data: ").append(event.json()).append("\n\n");
        }
        write(out, text.isEmpty() ? ":\n\n" : text.toString());
      }
    } finally {
      listeners.remove(listener);
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    closed = true;
    listeners.forEach(Listener::wake);
  }
}
