package dev.foley.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and termination into a clean end: work is cancelled, given time to release what it
 * holds, and the process ends with {@link ExitCode#INTERRUPTED}. Thread-safe.
 */
final class Interruption {
  private static final int PATIENCE_SECONDS = 20;

  private final CountDownLatch finished = new CountDownLatch(1);
  private Runnable cancel = () -> {};
  private boolean asked;
  private volatile int code = ExitCode.INTERRUPTED;
  private volatile boolean regular;

  /** Without a hook; for use inside another process. */
  Interruption() {}

  /** Installs a hook that runs when the process is told to end. */
  static Interruption atShutdown() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(interruption::onShutdown, "foley-interruption"));
    return interruption;
  }

  private void onShutdown() {
    if (regular) {
      return;
    }
    ask();
    try {
      finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // A signal's own exit status would hide ours.
    Runtime.getRuntime().halt(code == ExitCode.OK ? ExitCode.OK : ExitCode.INTERRUPTED);
  }

  /** Asks the work under way to stop. */
  void ask() {
    Runnable action;
    synchronized (this) {
      asked = true;
      action = cancel;
    }
    action.run();
  }

  synchronized boolean isAsked() {
    return asked;
  }

  /** Says how to stop what is being done from now on; runs at once if it was asked before. */
  void onAsk(Runnable action) {
    boolean now;
    synchronized (this) {
      cancel = action;
      now = asked;
    }
    if (now) {
      action.run();
    }
  }

  /** Says that everything is released and the process is about to end by itself. */
  void finish(int exitCode) {
    code = exitCode;
    boolean interrupted = isAsked();
    regular = !interrupted;
    finished.countDown();
    if (interrupted) {
      // The hook ends the process; System.exit would wait for it for ever.
      try {
        TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
