package dev.foley.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Kills the process of the executor that a certain task was given to, once. */
final class ExecutorKiller extends SparkListener {
  private final int task;
  private final AtomicInteger lost = new AtomicInteger();
  private final CountDownLatch noticed = new CountDownLatch(1);
  private boolean killed;

  /**
   * A killer.
   *
   * @param task index of the fatal task
   */
  ExecutorKiller(int task) {
    this.task = task;
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    if (!killed && start.taskInfo().index() == task) {
      killed = true;
      process(start.taskInfo().executorId()).destroyForcibly();
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.reason() instanceof ExecutorLostFailure) {
      lost.incrementAndGet();
      noticed.countDown();
    }
  }

  /** How many tasks ended because their executor did. */
  int tasksLost() {
    try {
      // Spark tells its listeners late; the job itself may be over by then.
      noticed.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return lost.get();
  }

  private static ProcessHandle process(String executor) {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> commandLine(process).contains(" --executor-id " + executor + " "))
        .findFirst()
        .orElseThrow();
  }

  /** {@link ProcessHandle.Info} cuts long command lines. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
