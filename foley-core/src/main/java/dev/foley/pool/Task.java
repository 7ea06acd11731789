package dev.foley.pool;

import dev.foley.FoleyReport;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A request, where its sound goes, and who waits for it. Thread-safe. */
final class Task {
  final PoolRequest request;
  final Path wav;
  final CompletableFuture<FoleyReport> future;
  private Thread runner;
  private boolean cancelled;

  /**
   * Makes a task.
   *
   * @param onCancel told when the future is cancelled
   */
  Task(PoolRequest request, Path wav, Consumer<Task> onCancel) {
    this.request = request;
    this.wav = wav;
    this.future =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            boolean first = !isDone() && super.cancel(mayInterruptIfRunning);
            if (first) {
              onCancel.accept(Task.this);
            }
            return first || isCancelled();
          }
        };
  }

  /** Says that the calling thread works on it; false if it was cancelled. */
  synchronized boolean begin() {
    if (cancelled) {
      return false;
    }
    runner = Thread.currentThread();
    return true;
  }

  /** Says that the calling thread is through with it; a late interrupt is not left behind. */
  synchronized void end() {
    runner = null;
    Thread.interrupted();
  }

  /** Interrupts whoever works on it; if nobody does, nobody will. */
  synchronized void cancel() {
    cancelled = true;
    if (runner != null) {
      runner.interrupt();
    }
  }
}
