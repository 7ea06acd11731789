package dev.foley.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Batches for the synthesizer, drawn ahead on a thread of their own. Corpus files that are not
 * there yet join as soon as they are.
 */
final class SoundFeed implements AutoCloseable {
  private static final int AHEAD = 3;
  private static final int LOOK_EVERY = 20;

  private final BlockingQueue<Object> ready = new ArrayBlockingQueue<>(AHEAD);
  private final List<Path> awaited;
  private final List<SoundSample> samples = new ArrayList<>();
  private final Thread thread;
  private volatile int size;

  /**
   * Starts drawing; at least one of the files has to be there.
   *
   * @param batch windows in a batch
   */
  SoundFeed(List<Path> files, int batch, long seed) throws IOException {
    awaited = new ArrayList<>(files);
    look();
    if (samples.isEmpty()) {
      throw new IOException("none of " + files + " is there yet; run corpus-sound first");
    }
    SplittableRandom random = new SplittableRandom(seed);
    thread = new Thread(() -> fill(batch, random), "sound-feed");
    thread.setDaemon(true);
    thread.start();
  }

  private void fill(int batch, SplittableRandom random) {
    try {
      for (int i = 1; ; i++) {
        ready.put(SoundBatch.draw(samples, batch, random, true));
        if (i % LOOK_EVERY == 0) {
          look();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      ready.clear();
      ready.add(e);
    }
  }

  private void look() throws IOException {
    for (Path file : List.copyOf(awaited)) {
      if (Files.exists(file)) {
        samples.addAll(SoundCorpus.load(file));
        awaited.remove(file);
      }
    }
    size = samples.size();
  }

  /** Samples there are to draw from. */
  int size() {
    return size;
  }

  /** The next batch; waits for it. */
  SoundBatch next() {
    try {
      Object next = ready.take();
      if (next instanceof SoundBatch batch) {
        return batch;
      }
      throw new IllegalStateException("the corpus could not be read", (Exception) next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a batch", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
