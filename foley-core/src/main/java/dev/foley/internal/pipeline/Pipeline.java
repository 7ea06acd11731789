package dev.foley.internal.pipeline;

import dev.foley.FoleyException;
import dev.foley.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: five daemon threads (four without video), bounded hand-offs between them, and this
 * object at the consumer's end. {@link #next()} is for one thread; {@link #cancel()} and {@link
 * #close()} for any.
 *
 * <p>The first failure of a stage stops the others and is thrown by {@code next}. A thread that
 * blocks in foreign code is interrupted; after {@value #PATIENCE_SECONDS} seconds it is given up.
 */
public final class Pipeline implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final int PATIENCE_SECONDS = 30;

  private final RunState state = new RunState();
  private final AtomicReference<FoleyException> failure = new AtomicReference<>();

  /** A second of video: the decoder goes on while a piece of it is looked at. */
  private final Handoff<FrameWorker.Item> frames = new Handoff<>(32);

  private final Handoff<WindowItem> features = new Handoff<>(1);
  private final Handoff<WindowItem> tasks = new Handoff<>(1);
  private final Handoff<WindowItem> latents = new Handoff<>(1);
  private final Handoff<SoundBlock> sound = new Handoff<>(2);
  private final List<Thread> threads = new ArrayList<>();
  private boolean finished;

  private Pipeline(PipelineJob job) {
    int run = RUNS.incrementAndGet();
    FeatureWorker eyes = new FeatureWorker(job, state, frames, features);
    if (job.frames() != null) {
      thread(run, Stage.FRAMES, new FrameWorker(job, eyes.specs(), state, frames)::run);
    }
    thread(run, Stage.FEATURES, eyes::run);
    thread(run, Stage.TEXT, new TextWorker(job, state, features, tasks)::run);
    thread(run, Stage.LATENTS, new LatentWorker(job, state, tasks, latents)::run);
    WindowMeter meter =
        new WindowMeter(
            state.clock,
            Map.of(
                Stage.FEATURES,
                features,
                Stage.TEXT,
                tasks,
                Stage.LATENTS,
                latents,
                Stage.AUDIO,
                sound));
    thread(run, Stage.AUDIO, new AudioWorker(job, state, latents, sound, meter)::run);
  }

  /** Starts the threads. */
  public static Pipeline start(PipelineJob job) {
    Pipeline pipeline = new Pipeline(job);
    pipeline.threads.forEach(Thread::start);
    return pipeline;
  }

  /**
   * Waits for the next stretch of sound; {@code null} after the last.
   *
   * @throws FoleyException the first failure of a stage, or {@link FoleyException.Cancelled}; an
   *     interrupt of the calling thread cancels the run and leaves the thread's flag set
   */
  public SoundBlock next() {
    if (finished) {
      return null;
    }
    try {
      SoundBlock block = sound.take();
      finished = block.last();
      return block;
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
      throw new FoleyException.Cancelled("the thread that waited for sound was interrupted");
    } catch (Handoff.Stopped e) {
      FoleyException cause = failure.get();
      throw cause != null ? cause : new FoleyException.Cancelled("the request was cancelled");
    }
  }

  /** Stops all stages, at the latest after the solver step they are in. Does not wait. */
  public void cancel() {
    state.stop();
    frames.abort();
    features.abort();
    tasks.abort();
    latents.abort();
    sound.abort();
    threads.forEach(Thread::interrupt);
  }

  /** Cancels what still runs and waits until every stage has released what it holds. */
  @Override
  public void close() {
    cancel();
    boolean interrupted = false;
    long deadline = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          LOG.warn("{} does not stop; it is left behind as a daemon", thread.getName());
          break;
        }
        try {
          thread.join(left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  public RunLedger ledger() {
    return new RunLedger(
        state.clock.times(),
        state.duration(),
        state.events(),
        state.activity(),
        state.windows(),
        state.coverage(),
        state.warnings());
  }

  /** What the header claims or what is known by now, in seconds; NaN if nothing is. */
  public double expectedSeconds() {
    return state.expectedSeconds();
  }

  /** What was missing, damaged or implausible so far; only ever grows. */
  public List<String> warnings() {
    return state.warnings();
  }

  public StageClock clock() {
    return state.clock;
  }

  private void thread(int run, Stage stage, Work work) {
    Thread thread = new Thread(() -> guard(stage, work), "foley-" + run + "-" + stage.label());
    thread.setDaemon(true);
    threads.add(thread);
  }

  private void guard(Stage stage, Work work) {
    try {
      work.run();
    } catch (Handoff.Stopped e) {
      // Unwound after cancel or after another stage's failure: nothing to add.
    } catch (Throwable t) {
      if (!state.isStopped()) {
        failure.compareAndSet(null, StageFailures.typed(stage, t));
      }
      cancel();
    }
  }

  private interface Work {
    void run() throws InterruptedException;
  }
}
