package dev.foley;

import dev.foley.internal.pipeline.StageFailures;
import dev.foley.stage.Stage;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Sound while it is being made. Pulling is for one thread at a time; {@link #cancel()} and {@link
 * #close()} may be called from any. Memory stays bounded: what is not pulled is not made, but for a
 * few windows ahead.
 *
 * <p>{@link #hasNext()} and {@link #next()} wait for sound and throw the request's {@link
 * FoleyException}; after one, the stream is closed.
 */
public final class FoleyStream implements Iterator<FoleyChunk>, AutoCloseable {
  private final FoleyRun run;
  private final Settings settings;
  private FoleyChunk ahead;
  private boolean drained;
  private volatile boolean closed;

  FoleyStream(FoleyRun run, Settings settings) {
    this.run = run;
    this.settings = settings;
  }

  @Override
  public boolean hasNext() {
    if (ahead == null && !drained) {
      if (closed) {
        throw new IllegalStateException("this FoleyStream is closed");
      }
      ahead = pull();
    }
    return ahead != null;
  }

  @Override
  public FoleyChunk next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the sound has ended");
    }
    FoleyChunk chunk = ahead;
    ahead = null;
    return chunk;
  }

  private FoleyChunk pull() {
    FoleyChunk chunk;
    try {
      FoleyRun.Stretch stretch = run.next();
      chunk = stretch == null ? null : FoleyAudio.chunk(stretch, run);
    } catch (OutOfMemoryError failure) {
      close();
      // Mixing runs here and not on a stage's thread, which would have given this its type.
      throw StageFailures.typed(Stage.STITCH, failure);
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
    if (chunk == null) {
      drained = true;
      run.close();
    }
    return chunk;
  }

  /** The rest as a {@link Stream}; closing it closes this. */
  public Stream<FoleyChunk> asStream() {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, traits), false)
        .onClose(this::close);
  }

  /**
   * What was done.
   *
   * @throws IllegalStateException before the last chunk was taken
   */
  public FoleyReport report() {
    return run.report(0);
  }

  /** Stops at the latest after the solver step under way; a waiting pull throws. Does not wait. */
  public void cancel() {
    run.cancel();
  }

  /** Stops what still runs and waits until everything is released. */
  @Override
  public void close() {
    closed = true;
    run.close();
  }

  @Override
  public String toString() {
    return "FoleyStream[" + settings.prompt + "]";
  }
}
