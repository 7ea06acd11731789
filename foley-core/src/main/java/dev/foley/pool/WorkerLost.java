package dev.foley.pool;

/** A worker process died or had to be killed; the message tells how. Never leaves this package. */
final class WorkerLost extends Exception {
  private static final long serialVersionUID = 1L;

  WorkerLost(String message) {
    super(message);
  }
}
