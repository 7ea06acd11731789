package dev.foley.game;

import dev.foley.audio.AudioBuffer;
import dev.foley.audio.AudioFormat;
import dev.foley.audio.AudioSink;
import dev.foley.dsp.OnsetDetector;
import dev.foley.live.LiveFoley;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands in for a sound card where there is none: pulls a block of 10 ms every 10 ms, as a sound
 * card's callback would, writes it down, and notes which of the scene's moments it belongs to.
 */
final class Ear implements Runnable {
  private static final int BLOCKS_PER_SECOND = 100;

  private final LiveFoley live;
  private final AudioSink sink;
  private final long startNanos;
  private final int frames;
  private final List<Double> latencies = new ArrayList<>();
  private final List<Double> onsets = new ArrayList<>();
  private volatile boolean stopped;
  private long lateBlocks;

  /**
   * @param startNanos scene time zero on {@link System#nanoTime}
   */
  Ear(LiveFoley live, AudioSink sink, long startNanos) {
    this.live = live;
    this.sink = sink;
    this.startNanos = startNanos;
    this.frames = live.format().sampleRate() / BLOCKS_PER_SECOND;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    AudioFormat format = live.format();
    OnsetDetector detector = new OnsetDetector(format.sampleRate());
    float[] block = new float[frames];
    for (long n = 0; !stopped; n++) {
      long due = startNanos + n * 1_000_000_000L / BLOCKS_PER_SECOND;
      long early = due - System.nanoTime();
      if (early > 0) {
        LockSupport.parkNanos(early);
      } else if (early < -100_000_000L) {
        lateBlocks++;
      }
      live.read(block);
      latencies.add(live.latency().toNanos() * 1e-9);
      sink.write(AudioBuffer.mono(format.sampleRate(), block.clone()));
      detector.process(block, 0, frames, onset -> onsets.add(onset.timeSeconds()));
    }
    detector.finish(onset -> onsets.add(onset.timeSeconds()));
  }

  /** Latencies of all blocks with sound, seconds. */
  List<Double> latencies() {
    return latencies.stream().filter(latency -> latency > 0).toList();
  }

  /** Blocks read more than 100 ms late, because the machine had no time for this thread. */
  long lateBlocks() {
    return lateBlocks;
  }

  /** Scene times that onsets belong to: when they were heard, less the latency of that moment. */
  List<Double> onsets() {
    List<Double> times = new ArrayList<>();
    for (double onset : onsets) {
      int block = Math.min(latencies.size() - 1, (int) (onset * BLOCKS_PER_SECOND));
      double latency = latencies.get(block);
      if (latency > 0) {
        times.add(onset - latency);
      }
    }
    return times;
  }
}
