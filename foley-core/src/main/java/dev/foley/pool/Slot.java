package dev.foley.pool;

import dev.foley.FoleyException;
import dev.foley.FoleyReport;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread of a pool with its worker: takes tasks, runs them, renews the worker. */
final class Slot implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

  private final PoolPlan plan;
  private final TaskQueue queue;
  private final Tally tally;
  private RunHistory history;
  private Worker worker;
  private Task current;
  private boolean cancelled;

  Slot(PoolPlan plan, TaskQueue queue, Tally tally) {
    this.plan = plan;
    this.queue = queue;
    this.tally = tally;
  }

  @Override
  public void run() {
    try {
      while (!queue.isDrained()) {
        Task task = queue.take(worker == null ? 0 : plan.stopIdleAfter().toNanos());
        if (task != null) {
          serve(task);
        } else {
          retire();
        }
      }
    } catch (InterruptedException e) {
      // Only a running task is ever interrupted, and sees to that itself.
      Thread.currentThread().interrupt();
    } finally {
      retire();
    }
  }

  /** Gives up the task it works on, and any it may take. From any thread. */
  synchronized void cancel() {
    cancelled = true;
    if (current != null) {
      current.cancel();
    }
  }

  private synchronized void current(Task task) {
    current = task;
    if (task != null && cancelled) {
      task.cancel();
    }
  }

  private void serve(Task task) {
    current(task);
    try {
      tryToServe(task);
    } finally {
      current(null);
    }
  }

  private void tryToServe(Task task) {
    if (!task.begin()) {
      end(task, null, new FoleyException.Cancelled("the request was cancelled"));
      return;
    }
    tally.running.incrementAndGet();
    Throwable failure = null;
    FoleyReport report = null;
    try {
      report = attempt(task);
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      task.end();
      tally.running.decrementAndGet();
    }
    remember(report);
    end(task, report, failure);
  }

  private void end(Task task, FoleyReport report, Throwable failure) {
    if (report != null) {
      tally.done.increment();
      task.future.complete(report);
    } else {
      tally.failed.increment();
      task.future.completeExceptionally(failure);
    }
  }

  /** Runs a task, again on a fresh worker if one is lost. */
  private FoleyReport attempt(Task task) {
    List<String> ends = new ArrayList<>();
    while (true) {
      try {
        if (worker != null && !worker.isAlive()) {
          retire();
        }
        if (worker == null) {
          worker = plan.newWorker(Thread.currentThread().getName());
          history = new RunHistory(plan.recycle());
          tally.generators.incrementAndGet();
        }
        return worker.run(task.request, task.wav);
      } catch (WorkerLost e) {
        ends.add(e.getMessage());
        giveUp(task, e, ends.size());
        if (ends.size() == plan.attempts()) {
          throw new FoleyException.WorkerFailed(
              String.format(
                  "%s: given up after %d attempts. %s",
                  task.request, ends.size(), String.join(". ", ends)),
              e);
        }
      } catch (FoleyException.OutOfMemory e) {
        ends.add(e.getMessage());
        giveUp(task, e, ends.size());
        if (ends.size() == plan.attempts()) {
          throw e;
        }
      }
      if (Thread.interrupted()) {
        throw new FoleyException.Cancelled("the request was cancelled");
      }
    }
  }

  private void giveUp(Task task, Exception end, int attempt) {
    LOG.warn("{}, attempt {}: {}", task.request, attempt, end.getMessage());
    tally.lost.increment();
    retire();
  }

  /** Renews the worker if the policy says so, before anybody waits for it. */
  private void remember(FoleyReport report) {
    if (worker == null) {
      return;
    }
    if (report == null || report.durationSeconds() == 0) {
      history.failed();
    } else {
      history.add(report.realTimeFactor(), worker.residentMegabytes());
    }
    history
        .verdict()
        .ifPresent(
            reason -> {
              LOG.info("{} recycles its generator: {}", Thread.currentThread().getName(), reason);
              tally.recycled.increment();
              retire();
            });
  }

  private void retire() {
    if (worker != null) {
      worker.close();
      worker = null;
      tally.generators.decrementAndGet();
    }
  }
}
