package dev.foley.pool;

import dev.foley.FoleyException;
import dev.foley.FoleyReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A generator in a process of its own: a JVM of the same kind, on the same class path. Two threads
 * read what it says; nothing is asked of it while it has nothing to do.
 */
final class ProcessWorker implements Worker {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessWorker.class);
  private static final int LAST_WORDS = 20;
  private static final int PATIENCE_SECONDS = 10;

  /** Settings of the engine, which may decide the bits of the result, are the host's. */
  private static final String ENGINE_PROPERTIES = "ai.djl.";

  /**
   * The C library gives every thread a heap of its own, up to eight for each processor, which keep
   * what they once needed: resident memory would grow for as long as new threads meet large
   * tensors.
   */
  private static final String ARENAS = "2";

  /** The end of the process, as a message of no kind. */
  private static final Wire.Message END = new Wire.Message(null, "");

  private final ProcessOptions options;
  private final Path crashLog;
  private final Process process;
  private final Wire wire;
  private final BlockingQueue<Wire.Message> messages = new LinkedBlockingQueue<>();
  private final ArrayDeque<String> lastWords = new ArrayDeque<>();
  private final Thread errors;

  ProcessWorker(String name, GeneratorSetup setup, ProcessOptions options) throws WorkerLost {
    this.options = options;
    this.crashLog =
        Path.of(System.getProperty("java.io.tmpdir"), "foley-worker-" + UUID.randomUUID() + ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(command(options.jvmArguments()));
      builder.environment().putIfAbsent("MALLOC_ARENA_MAX", ARENAS);
      this.process = builder.start();
    } catch (IOException e) {
      throw new FoleyException.WorkerFailed(
          "no worker process can be started (" + e.getMessage() + "); run the pool in process", e);
    }
    this.wire = new Wire(process.getInputStream(), process.getOutputStream());
    thread(name + "-out", this::listen);
    this.errors = thread(name + "-err", this::readErrors);
    try {
      wire.send(Wire.Kind.SETUP, WireJson.write(setup));
    } catch (IOException e) {
      throw lost("it did not start");
    }
  }

  private List<String> command(List<String> jvmArguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:ErrorFile=" + crashLog);
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-XX:+DisplayVMOutputToStderr");
    for (String property : System.getProperties().stringPropertyNames()) {
      if (property.startsWith(ENGINE_PROPERTIES)) {
        command.add("-D" + property + "=" + System.getProperty(property));
      }
    }
    command.addAll(jvmArguments);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(WorkerMain.class.getName());
    return command;
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void listen() {
    try {
      for (Wire.Message message = wire.read(); message != null; message = wire.read()) {
        messages.add(message);
      }
    } catch (IOException e) {
      LOG.debug("worker {}: {}", process.pid(), e.toString());
    }
    messages.add(END);
  }

  private void readErrors() {
    try (BufferedReader reader = process.errorReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        LOG.debug("worker {}: {}", process.pid(), line);
        synchronized (lastWords) {
          lastWords.add(line);
          if (lastWords.size() > LAST_WORDS) {
            lastWords.remove();
          }
        }
      }
    } catch (IOException e) {
      LOG.debug("the errors of worker {} cannot be read", process.pid(), e);
    }
  }

  /**
   * The worker writes into a hidden folder beside the target; the finished file is moved from there
   * in one step and the folder deleted, however the attempt ends. So the sound never passes through
   * this process or the pipe, whatever its length, and a crash leaves nothing half written.
   */
  @Override
  public FoleyReport run(PoolRequest request, Path wav) throws WorkerLost {
    try (Scratch scratch = Scratch.beside(wav)) {
      Wire.Order order = new Wire.Order(request.toJson(), scratch.file().toString());
      try {
        wire.send(Wire.Kind.RUN, WireJson.write(order));
      } catch (IOException e) {
        throw lost("it had died");
      }
      FoleyReport report = await();
      scratch.publish();
      return report;
    }
  }

  private FoleyReport await() throws WorkerLost {
    String progress = "";
    long since = System.nanoTime();
    while (true) {
      long stalled = System.nanoTime() - since;
      long patience = Math.min(options.silence().toNanos(), options.stall().toNanos() - stalled);
      Wire.Message message;
      try {
        message = messages.poll(Math.max(0, patience), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        cancel();
        throw new FoleyException.Cancelled("the request was cancelled");
      }
      if (message == null) {
        boolean hung = System.nanoTime() - since >= options.stall().toNanos();
        throw killed(
            hung
                ? "it made no progress for " + options.stall().toSeconds() + " s"
                : "it gave no sign of life for " + options.silence().toSeconds() + " s");
      }
      if (message.kind() == null) {
        throw lost("it died");
      }
      switch (message.kind()) {
        case DONE -> {
          return WireJson.read(message.text(), FoleyReport.class);
        }
        case FAILED -> throw WireJson.read(message.text(), Failure.class).toException();
        default -> {
          if (!message.text().equals(progress)) {
            progress = message.text();
            since = System.nanoTime();
          }
        }
      }
    }
  }

  /** Asks the worker to give up, and ends it if it does not. */
  private void cancel() {
    try {
      wire.send(Wire.Kind.CANCEL, "");
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (true) {
        Wire.Message message = messages.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (message == null || message.kind() == null) {
          break;
        }
        if (message.kind() != Wire.Kind.BEAT) {
          return;
        }
      }
    } catch (IOException e) {
      LOG.debug("worker {} cannot be cancelled", process.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private WorkerLost killed(String why) {
    process.destroyForcibly();
    awaitEnd();
    return new WorkerLost("worker process " + process.pid() + " was killed: " + why);
  }

  private WorkerLost lost(String why) {
    if (!awaitEnd()) {
      return killed("it closed its output, but lives on");
    }
    join(errors);
    List<String> words;
    synchronized (lastWords) {
      words = List.copyOf(lastWords);
    }
    return new WorkerLost(
        String.format(
            "worker process %d: %s, %s",
            process.pid(), why, Autopsy.describe(process.exitValue(), crashLog, words)));
  }

  /** Whether the process ended in time. */
  private boolean awaitEnd() {
    boolean interrupted = Thread.interrupted();
    try {
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public double residentMegabytes() {
    return ResidentMemory.megabytes(process.pid());
  }

  @Override
  public void close() {
    try {
      // The end of its input is its end.
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.debug("worker {} had closed its input", process.pid(), e);
    }
    if (!awaitEnd()) {
      process.destroyForcibly();
      awaitEnd();
    }
  }
}
