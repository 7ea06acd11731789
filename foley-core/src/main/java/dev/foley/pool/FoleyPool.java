package dev.foley.pool;

import dev.foley.FoleyException;
import dev.foley.FoleyGenerator;
import dev.foley.FoleyReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Runs many requests over a few generators that are renewed as a {@link RecyclePolicy} says.
 *
 * <pre>{@code
 * try (var pool = FoleyPool.builder().workers(2).build()) {
 *   for (Path clip : clips) {
 *     pool.submit(PoolRequest.video(clip).prompt("rain"), wavOf(clip))
 *         .whenComplete((report, failure) -> ...);
 *   }
 *   pool.drain();
 * }
 * }</pre>
 *
 * <p>By default each generator has a <b>process of its own</b>: a JVM on this one's class path. If
 * native code in it crashes, hangs or eats all memory, that process and that attempt are lost and
 * nothing else; the attempt is repeated on a fresh process, {@link Builder#attempts} times at most,
 * and then fails with {@link FoleyException.WorkerFailed}. The processes end with the host, however
 * it ends. With {@link Builder#inProcess()} the generators live in this process, and recycling
 * loads the model anew.
 *
 * <p>Generators are opened by their first request. One without work waits for some; it costs its
 * memory, no processor time. Thread-safe.
 */
public final class FoleyPool implements AutoCloseable {
  private static final AtomicInteger POOLS = new AtomicInteger();

  private final TaskQueue queue;
  private final Tally tally = new Tally();
  private final List<Slot> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private FoleyPool(PoolPlan plan) {
    this.queue = new TaskQueue(plan.queue());
    int pool = POOLS.incrementAndGet();
    for (int i = 1; i <= plan.workers(); i++) {
      Slot slot = new Slot(plan, queue, tally);
      Thread thread = new Thread(slot, "foley-pool-" + pool + "-worker-" + i);
      thread.setDaemon(true);
      workers.add(slot);
      threads.add(thread);
      thread.start();
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Orders sound. Waits while the queue is full.
   *
   * @param wav file for the mix; it appears, or replaces an earlier one, when it is complete
   * @return the report, or the request's {@link FoleyException}; cancelling it cancels the request
   * @throws FoleyException.Cancelled if the calling thread is interrupted
   * @throws IllegalStateException if the pool is closed
   */
  public CompletableFuture<FoleyReport> submit(PoolRequest request, Path wav) {
    Task task = task(request, wav);
    try {
      queue.put(task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FoleyException.Cancelled("interrupted while waiting for room in the queue");
    }
    return task.future;
  }

  /** Orders sound like {@link #submit}, but does not wait: empty if the queue is full. */
  public Optional<CompletableFuture<FoleyReport>> trySubmit(PoolRequest request, Path wav) {
    Task task = task(request, wav);
    return queue.offer(task) ? Optional.of(task.future) : Optional.empty();
  }

  private Task task(PoolRequest request, Path wav) {
    Objects.requireNonNull(request, "request");
    return new Task(request, wav.toAbsolutePath(), this::cancel);
  }

  private void cancel(Task task) {
    task.cancel();
    if (queue.remove(task)) {
      tally.failed.increment();
    }
  }

  public PoolStats stats() {
    return new PoolStats(
        tally.generators.get(),
        queue.size(),
        tally.running.get(),
        tally.done.sum(),
        tally.failed.sum(),
        tally.recycled.sum(),
        tally.lost.sum());
  }

  /** Takes no more requests and waits until those submitted are through; an interrupt ends it. */
  public void drain() {
    queue.finish();
    try {
      for (Thread thread : others()) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FoleyException.Cancelled("interrupted while waiting for the pool");
    }
  }

  /** Cancels what is queued or running, and waits until every generator and process is gone. */
  @Override
  public void close() {
    queue.finish();
    queue.clear().forEach(this::drop);
    workers.forEach(Slot::cancel);
    boolean interrupted = false;
    for (Thread thread : others()) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Threads that can be waited for: a future's callback runs on one of them. */
  private List<Thread> others() {
    return threads.stream().filter(thread -> thread != Thread.currentThread()).toList();
  }

  private void drop(Task task) {
    tally.failed.increment();
    task.future.completeExceptionally(
        new FoleyException.Cancelled("the pool was closed before the request was begun"));
  }

  /** Options of a pool. */
  public static final class Builder {
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration STALL = Duration.ofMinutes(10);

    private String factory;
    private String model;
    private String device = "auto";
    private String decoder = "auto";
    private boolean processes = true;
    private List<String> jvmArguments = List.of();
    private Duration silence = SILENCE;
    private Duration stall = STALL;
    private int workers = 1;
    private int queue = 64;
    private int attempts = 3;
    private RecyclePolicy recycle = RecyclePolicy.standard();
    private Duration stopIdleAfter = Duration.ZERO;

    private Builder() {}

    /** How many generators, 1 to 64; default 1. On one machine two rarely do more than one. */
    public Builder workers(int count) {
      require(count >= 1 && count <= 64, "workers must lie in 1..64", count);
      workers = count;
      return this;
    }

    /** How many requests may wait, at least 1; default 64. */
    public Builder queue(int capacity) {
      require(capacity >= 1, "the queue must hold at least one request", capacity);
      queue = capacity;
      return this;
    }

    /** How often a request is tried whose worker is lost or out of memory, 1 to 100; default 3. */
    public Builder attempts(int count) {
      require(count >= 1 && count <= 100, "attempts must lie in 1..100", count);
      attempts = count;
      return this;
    }

    /** When a generator is renewed; default {@link RecyclePolicy#standard()}. */
    public Builder recycle(RecyclePolicy policy) {
      recycle = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /** Generators live in this process: they start sooner, and a crash takes this process along. */
    public Builder inProcess() {
      processes = false;
      return this;
    }

    /** Options of the worker processes' JVMs, such as {@code -Xmx2g}. */
    public Builder jvmArguments(String... arguments) {
      jvmArguments = List.of(arguments);
      return this;
    }

    /**
     * When a worker process is killed: after {@code silence} without a sign of life (one comes
     * every second; default 30 s), or {@code stall} without progress, which has to be longer than
     * opening the model and making two windows take (default 10 minutes).
     */
    public Builder patience(Duration silence, Duration stall) {
      require(silence.compareTo(Duration.ofSeconds(2)) >= 0, "silence is 2 s or more", silence);
      require(stall.compareTo(Duration.ZERO) > 0, "a stall lasts some time", stall);
      this.silence = silence;
      this.stall = stall;
      return this;
    }

    /** Closes generators that had nothing to do for so long; default zero: never. */
    public Builder stopIdleAfter(Duration time) {
      require(!time.isNegative(), "an idle time must not be negative", time);
      stopIdleAfter = time;
      return this;
    }

    /** A model from a folder of weights; default: the embedded one. */
    public Builder model(Path folder) {
      model = folder.toAbsolutePath().toString();
      return this;
    }

    /** See {@link FoleyGenerator.Builder#device}. */
    public Builder device(String name) {
      device = Objects.requireNonNull(name, "device");
      return this;
    }

    /** See {@link FoleyGenerator.Builder#decoder}. */
    public Builder decoder(String name) {
      decoder = Objects.requireNonNull(name, "decoder");
      return this;
    }

    /**
     * Generators of any other kind: a public class with a public constructor without arguments. A
     * class and not an object, because each process makes its own.
     */
    public Builder generators(Class<? extends Supplier<FoleyGenerator>> kind) {
      factory = kind.getName();
      return this;
    }

    /** Starts the pool; its generators are opened by their first requests. */
    public FoleyPool build() {
      return new FoleyPool(
          new PoolPlan(
              new GeneratorSetup(factory, model, device, decoder),
              processes ? new ProcessOptions(jvmArguments, silence, stall) : null,
              workers,
              queue,
              attempts,
              recycle,
              stopIdleAfter));
    }

    private static void require(boolean condition, String rule, Object value) {
      if (!condition) {
        throw new IllegalArgumentException(rule + ", not " + value);
      }
    }
  }
}
