package dev.foley.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bounded queue, its one worker and the history. One worker, because one job keeps all cores
 * busy. Thread-safe.
 */
final class JobQueue implements AutoCloseable {
  private static final String RECORD = "job.json";

  private final Storage storage;
  private final VideoStore videos;
  private final StudioOptions.Limits limits;
  private final JobRunner runner;
  private final EventFeed feed;
  private final Clock clock;
  private final Thread worker;

  /** All jobs, oldest first; guarded by this, as is the queue. */
  private final Map<String, Job> jobs = new LinkedHashMap<>();

  private final Deque<Job> waiting = new ArrayDeque<>();
  private Job running;
  private boolean closed;

  JobQueue(
      Storage storage,
      VideoStore videos,
      StudioOptions.Limits limits,
      JobRunner runner,
      EventFeed feed,
      Clock clock) {
    this.storage = storage;
    this.videos = videos;
    this.limits = limits;
    this.runner = runner;
    this.feed = feed;
    this.clock = clock;
    remember();
    worker = new Thread(this::work, "foley-studio-jobs");
    worker.setDaemon(true);
    worker.start();
  }

  /** Takes over what an earlier run finished; what it left half done is deleted. */
  private void remember() {
    List<Job> found = new ArrayList<>();
    for (Path folder : storage.jobs()) {
      Optional<JobView> view = Json.read(folder.resolve(RECORD), JobView.class);
      if (view.isPresent() && view.get().isFinished()) {
        found.add(Job.remembered(folder, view.get()));
      } else {
        Storage.delete(folder);
      }
    }
    found.sort(Comparator.comparing(job -> job.view().created()));
    found.forEach(job -> jobs.put(job.id(), job));
  }

  /**
   * Queues an order.
   *
   * @throws Problem if the queue is full
   */
  Job submit(StoredVideo video, JobOrder order) {
    Job job;
    synchronized (this) {
      if (closed) {
        throw new Problem(503, "closing", "The studio is being closed.");
      }
      if (waiting.size() >= limits.queued()) {
        throw new Problem(
            503,
            "queue_full",
            "There are already " + limits.queued() + " jobs waiting; try again later.",
            Map.of("limit", limits.queued()));
      }
      String id = Storage.newId();
      try {
        job = Job.queued(id, Files.createDirectory(storage.job(id)), video, order);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      jobs.put(id, job);
      waiting.add(job);
      notifyAll();
    }
    tellQueued();
    return job;
  }

  synchronized Optional<Job> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  /** The job as clients see it, with its place in the queue. */
  synchronized JobView view(Job job) {
    int place = new ArrayList<>(waiting).indexOf(job);
    return place < 0 ? job.view() : job.view().at(place + (running == null ? 0 : 1));
  }

  /** All jobs, newest first. */
  synchronized List<JobView> views() {
    List<JobView> views = new ArrayList<>();
    jobs.values().forEach(job -> views.add(0, view(job)));
    return views;
  }

  /** Stops a job that waits or runs; does not wait until it has stopped. */
  void cancel(Job job) {
    boolean waited;
    synchronized (this) {
      waited = waiting.remove(job);
    }
    if (!job.cancel()) {
      throw new Problem(409, "finished", "The job has already ended.");
    }
    if (waited) {
      record(job);
      tell(job);
      tellQueued();
    }
  }

  /** Forgets a finished job and deletes its files. */
  void delete(Job job) {
    if (!job.view().isFinished()) {
      throw new Problem(409, "unfinished", "The job has not ended; cancel it first.");
    }
    synchronized (this) {
      jobs.remove(job.id());
    }
    Storage.delete(job.folder());
    feed.publish(job.id(), "removed", Json.text(Map.of("id", job.id())));
  }

  private void work() {
    for (Job job = next(); job != null; job = next()) {
      Job current = job;
      if (job.start()) {
        tellQueued();
        runner.run(job, () -> tell(current));
      }
      record(job);
      tell(job);
      synchronized (this) {
        running = null;
      }
      tellQueued();
      sweep(0);
    }
  }

  private synchronized Job next() {
    try {
      while (waiting.isEmpty() && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      return null;
    }
    running = closed ? null : waiting.poll();
    return running;
  }

  private void record(Job job) {
    synchronized (this) {
      if (!jobs.containsKey(job.id())) {
        return;
      }
    }
    Json.write(job.folder().resolve(RECORD), job.view());
  }

  /** Looks and tells in one step: of two threads, the later must not tell the older state. */
  private synchronized void tell(Job job) {
    feed.publish(job.id(), "job", Json.text(view(job)));
  }

  /** Places in the queue have changed. */
  private void tellQueued() {
    List<Job> queued;
    synchronized (this) {
      queued = List.copyOf(waiting);
    }
    queued.forEach(this::tell);
  }

  /** Makes room for an upload by forgetting the oldest finished jobs, as far as needed. */
  void makeRoom(long bytes) {
    sweep(bytes);
    if (storage.used() + bytes > limits.storeBytes()) {
      throw new Problem(
          507,
          "storage_full",
          "The studio's storage is full; delete jobs from the history.",
          Map.of("limit_bytes", limits.storeBytes()));
    }
  }

  /** Forgets finished jobs that are too old, too many or in the way of an upload. */
  void sweep(long room) {
    Instant now = clock.instant();
    List<Job> finished = new ArrayList<>();
    synchronized (this) {
      jobs.values().stream().filter(job -> job.view().isFinished()).forEach(finished::add);
    }
    int surplus = finished.size() - limits.keptJobs();
    for (Job job : finished) {
      boolean old = Instant.parse(job.view().finished()).plus(limits.keptFor()).isBefore(now);
      boolean inTheWay = storage.used() + room > limits.storeBytes();
      if (surplus-- > 0 || old || inTheWay) {
        delete(job);
        videos.sweep(now, this::isNeeded);
      }
    }
    videos.sweep(now, this::isNeeded);
  }

  private synchronized boolean isNeeded(String video) {
    return jobs.values().stream().anyMatch(job -> job.view().video().id().equals(video));
  }

  /** Cancels everything and waits for the worker. */
  @Override
  public void close() {
    List<Job> unfinished;
    synchronized (this) {
      closed = true;
      unfinished = new ArrayList<>(waiting);
      waiting.clear();
      if (running != null) {
        unfinished.add(running);
      }
      notifyAll();
    }
    unfinished.forEach(Job::cancel);
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
