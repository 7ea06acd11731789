package dev.foley.pool;

import dev.foley.FoleyGenerator;
import dev.foley.FoleyListener;
import dev.foley.FoleyReport;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The worker process. It takes orders from its standard input, and answers through its standard
 * output. When its standard input ends, its host is gone, whatever became of it, and it ends too.
 */
final class WorkerMain {
  private static final int BEAT_SECONDS = 1;
  private static final int PATIENCE_MILLIS = 5_000;

  private final Wire wire;
  private final AtomicLong progress = new AtomicLong();
  private GeneratorSetup setup;
  private FoleyGenerator generator;
  private Thread running;
  private Path scratch;

  private WorkerMain(Wire wire) {
    this.wire = wire;
  }

  /** Started by {@link ProcessWorker}, by nobody else. */
  public static void main(String[] args) throws InterruptedException {
    FileOutputStream pipe = new FileOutputStream(FileDescriptor.out);
    // Whatever anybody prints must not get between the messages.
    System.setOut(System.err);
    new WorkerMain(new Wire(System.in, new BufferedOutputStream(pipe))).serve();
    Runtime.getRuntime().halt(0);
  }

  private void serve() throws InterruptedException {
    try {
      for (Wire.Message message = wire.read(); message != null; message = wire.read()) {
        switch (message.kind()) {
          case SETUP -> setup = WireJson.read(message.text(), GeneratorSetup.class);
          case RUN -> start(WireJson.read(message.text(), Wire.Order.class));
          case CANCEL -> interrupt();
          default -> throw new IOException("a host does not say " + message.kind());
        }
      }
    } catch (IOException e) {
      System.err.println("the host cannot be heard any more: " + e);
    }
    interrupt();
    if (running != null) {
      // Time to remove what is half written; then the end, even if native code hangs.
      running.join(PATIENCE_MILLIS);
      removeScratch();
    }
  }

  /** What a living host would do. */
  private void removeScratch() {
    try {
      Files.deleteIfExists(scratch);
    } catch (IOException e) {
      System.err.println("left behind: " + scratch + " (" + e + ")");
    }
  }

  private void start(Wire.Order order) {
    scratch = Path.of(order.wav()).getParent();
    running = new Thread(() -> work(order), "foley-worker-run");
    running.setDaemon(true);
    running.start();
  }

  private void interrupt() {
    if (running != null) {
      running.interrupt();
    }
  }

  private void work(Wire.Order order) {
    CountDownLatch done = new CountDownLatch(1);
    Thread beats = new Thread(() -> beat(done), "foley-worker-beat");
    beats.setDaemon(true);
    beats.start();
    try {
      FoleyReport report = run(order);
      wire.send(Wire.Kind.DONE, WireJson.write(report));
    } catch (Throwable failure) {
      tell(failure);
    } finally {
      done.countDown();
    }
  }

  private FoleyReport run(Wire.Order order) {
    if (generator == null) {
      generator = setup.open();
    }
    FoleyListener listener =
        new FoleyListener() {
          @Override
          public void onProgress(Progress made) {
            progress.incrementAndGet();
          }
        };
    return PoolRequest.fromJson(order.request())
        .on(generator)
        .listener(listener)
        .writeWav(Path.of(order.wav()));
  }

  private void tell(Throwable failure) {
    try {
      wire.send(Wire.Kind.FAILED, WireJson.write(Failure.of(failure)));
    } catch (IOException e) {
      // Nobody listens: the end of the input ends this process.
      failure.addSuppressed(e);
    }
  }

  /** Says that the process is alive, and how far it is, as long as it works. */
  private void beat(CountDownLatch done) {
    try {
      do {
        wire.send(Wire.Kind.BEAT, Long.toString(progress.get()));
      } while (!done.await(BEAT_SECONDS, TimeUnit.SECONDS));
    } catch (IOException e) {
      // As above.
      done.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
