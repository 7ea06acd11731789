package dev.foley.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A bounded queue that can be closed at either end. Thread-safe. */
final class TaskQueue {
  private final ArrayDeque<Task> tasks = new ArrayDeque<>();
  private final int capacity;
  private boolean finished;

  TaskQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Waits for room. */
  synchronized void put(Task task) throws InterruptedException {
    while (!offer(task)) {
      wait();
    }
  }

  /** Adds a task if there is room. */
  synchronized boolean offer(Task task) {
    if (finished) {
      throw new IllegalStateException("this FoleyPool is closed");
    }
    if (tasks.size() == capacity) {
      return false;
    }
    tasks.add(task);
    notifyAll();
    return true;
  }

  /**
   * Waits for a task; {@code null} if none came in time, or none will come.
   *
   * @param nanos 0: however long
   */
  synchronized Task take(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    while (tasks.isEmpty() && !finished) {
      long left = deadline - System.nanoTime();
      if (nanos == 0) {
        wait();
      } else if (left > 0) {
        wait(left / 1_000_000, (int) (left % 1_000_000));
      } else {
        return null;
      }
    }
    Task task = tasks.poll();
    notifyAll();
    return task;
  }

  /** Whether the task was still waiting. */
  synchronized boolean remove(Task task) {
    boolean waiting = tasks.remove(task);
    notifyAll();
    return waiting;
  }

  /** Refuses what comes from now on; what is queued can still be taken. */
  synchronized void finish() {
    finished = true;
    notifyAll();
  }

  /** Whether nothing is left and nothing will come. */
  synchronized boolean isDrained() {
    return finished && tasks.isEmpty();
  }

  /** Removes what is queued. */
  synchronized List<Task> clear() {
    List<Task> left = new ArrayList<>(tasks);
    tasks.clear();
    notifyAll();
    return left;
  }

  synchronized int size() {
    return tasks.size();
  }
}
