package dev.foley.internal.pipeline;

import java.util.ArrayDeque;

/**
 * A bounded queue between two stages. The producer waits while it is full, the consumer while it is
 * empty, and {@link #abort()} ends both waits for good. Thread-safe.
 */
final class Handoff<T> {
  private final ArrayDeque<T> items;
  private final int capacity;
  private boolean aborted;

  Handoff(int capacity) {
    this.capacity = capacity;
    this.items = new ArrayDeque<>(capacity);
  }

  /** Waits for room. Throws {@link Stopped} once aborted. */
  synchronized void put(T item) throws InterruptedException {
    while (items.size() == capacity && !aborted) {
      wait();
    }
    if (aborted) {
      throw new Stopped();
    }
    items.add(item);
    notifyAll();
  }

  /** Waits for an item. Throws {@link Stopped} once aborted, even if items are left. */
  synchronized T take() throws InterruptedException {
    while (items.isEmpty() && !aborted) {
      wait();
    }
    if (aborted) {
      throw new Stopped();
    }
    T item = items.remove();
    notifyAll();
    return item;
  }

  /** Items put and not yet taken. */
  synchronized int size() {
    return items.size();
  }

  /** Drops what is queued and wakes everybody. */
  synchronized void abort() {
    aborted = true;
    items.clear();
    notifyAll();
  }

  /** Unwinds a stage after an abort; never leaves this package. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped", null, false, false);
    }
  }
}
