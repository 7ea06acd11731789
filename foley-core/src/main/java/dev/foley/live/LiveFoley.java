package dev.foley.live;

import dev.foley.FoleyException;
import dev.foley.audio.AudioFormat;
import dev.foley.stage.FoleyModel;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sound for pictures that are being made right now: a game, a simulation, a camera.
 *
 * <pre>{@code
 * try (LiveFoley live = foley.live(FrameFormat.of(1280, 720, Layout.RGBA), "knocks on wood").open()) {
 *   live.push(pixels, System.nanoTime());   // render thread, after each picture
 *   live.read(block);                       // audio thread, whenever it wants samples
 * }
 * }</pre>
 *
 * <p>{@link #push} and {@link #read} never wait, never allocate and take a bounded time. One thread
 * pushes and one reads; everything else may be called from any thread. Between them one daemon
 * thread makes windows of sound, each conditioned on the one before and on the pictures up to now.
 * What is heard is {@link #latency} behind the pictures, about a second on two cores. If a window
 * is late, the bed (or silence) is heard instead, the gap is counted, and a larger reserve kept
 * from then on; if there has long been too much, some of it is left out in quiet moments.
 *
 * <p>Memory is bounded: half a minute of nothing but pushing or nothing but reading changes nothing
 * but counters.
 */
public final class LiveFoley implements AutoCloseable {
  /** Pictures nearer than this to the one before are not looked at: about 30 a second are. */
  private static final long LEAST_STEP_NANOS = 1_000_000_000L / 31;

  /** How far from the target of a seek its first picture may be. */
  private static final long SEEK_REACH_NANOS = 1_000_000_000L;

  /** Pictures that can wait for the worker: more than three seconds. */
  private static final int FRAME_SLOTS = 96;

  /** Sound that can wait for the audio thread. */
  private static final int RING_SECONDS = 5;

  private static final int BLOCK_FRAMES = 256;
  private static final long PATIENCE_MILLIS = 30_000;

  private final LiveOptions options;
  private final FrameShrinker[] shrinkers;
  private final FrameRing frames;
  private final Playout playout;
  private final LiveWorker worker;
  private final Thread thread;
  private final float[] block;

  private final AtomicLong pushed = new AtomicLong();
  private final AtomicLong tooSoon = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private volatile int epoch;
  private volatile long seekTarget = LiveStats.UNKNOWN;
  private volatile boolean paused;
  private volatile boolean closed;

  /** Time stamp less {@link System#nanoTime} of the newest picture. */
  private volatile long clockOffset = LiveStats.UNKNOWN;

  private long lastPushed;
  private int lastEpoch = -1;

  LiveFoley(LiveOptions options) {
    this.options = options;
    int count = options.pictures().size();
    this.shrinkers = new FrameShrinker[count];
    int[] bytes = new int[count];
    for (int i = 0; i < count; i++) {
      shrinkers[i] = new FrameShrinker(options.frames(), options.pictures().get(i));
      bytes[i] = shrinkers[i].bytes();
    }
    int rate = options.format().sampleRate();
    SampleRing ring = new SampleRing(RING_SECONDS * rate);
    this.frames = new FrameRing(FRAME_SLOTS, bytes);
    this.playout = new Playout(ring, rate, options.bed());
    this.worker = new LiveWorker(options, frames, ring, playout);
    this.block = new float[BLOCK_FRAMES * options.format().channels()];
    this.thread = new Thread(worker, "foley-live");
    thread.setDaemon(true);
  }

  /**
   * A session with a model. {@link dev.foley.FoleyGenerator#live} is the shorter way, and closes
   * the session with the generator.
   */
  public static LiveBuilder with(FoleyModel model, FrameFormat frames) {
    return new LiveBuilder(model, frames, live -> {});
  }

  /** Starts the worker and waits until it can make windows. */
  LiveFoley start() {
    thread.start();
    try {
      worker.awaitReady();
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new FoleyException.Cancelled("interrupted while the live session was being opened");
    }
    FoleyException failure = worker.failure();
    if (failure != null) {
      close();
      throw failure;
    }
    return this;
  }

  /** Format of the sound: rate, and 1 or 2 equal channels. */
  public AudioFormat format() {
    return options.format();
  }

  /**
   * Shows a picture. Never waits, never allocates.
   *
   * @param frame pixels from the buffer's position on; read before the call returns, not changed
   * @param timestampNanos when the picture is seen, on any clock that runs like {@link
   *     System#nanoTime}; if it goes back, or leaps by more than a second, the sound starts anew
   * @return whether the picture was taken; not if it came too soon after the last, if the worker is
   *     too far behind, or if the session is paused or closed
   * @throws IllegalArgumentException if the buffer holds less than {@link FrameFormat#bytes}
   */
  public boolean push(ByteBuffer frame, long timestampNanos) {
    if (frame.remaining() < options.frames().bytes()) {
      throw new IllegalArgumentException(
          "a frame needs " + options.frames().bytes() + " bytes, not " + frame.remaining());
    }
    if (paused || closed) {
      return false;
    }
    int current = epoch;
    long step = timestampNanos - lastPushed;
    long target = seekTarget;
    boolean astray =
        target != LiveStats.UNKNOWN && Math.abs(timestampNanos - target) > SEEK_REACH_NANOS;
    if (astray || (current == lastEpoch && step >= 0 && step < LEAST_STEP_NANOS)) {
      increment(tooSoon);
      return false;
    }
    clockOffset = timestampNanos - System.nanoTime();
    FrameRing.Slot slot = frames.claim();
    if (slot == null) {
      increment(dropped);
      return false;
    }
    for (int i = 0; i < shrinkers.length; i++) {
      shrinkers[i].shrink(frame, slot.pictures[i]);
    }
    slot.timeNanos = timestampNanos;
    slot.epoch = current;
    frames.publish();
    lastPushed = timestampNanos;
    lastEpoch = current;
    seekTarget = LiveStats.UNKNOWN;
    increment(pushed);
    return true;
  }

  private static void increment(AtomicLong counter) {
    counter.setOpaque(counter.getPlain() + 1);
  }

  /**
   * Fills a block of samples, interleaved if there are two channels, in [-1, 1]. Never waits, never
   * allocates, always fills all of it.
   *
   * @param frames samples a channel
   */
  public void read(float[] out, int offset, int frames) {
    Objects.checkFromIndexSize(offset, frames * options.format().channels(), out.length);
    long clock = clockOffset;
    playout.read(
        out,
        offset,
        frames,
        options.format().channels(),
        epoch,
        paused || closed,
        clock == LiveStats.UNKNOWN ? clock : clock + System.nanoTime());
  }

  /**
   * Fills an array, see {@link #read(float[], int, int)}; its length is a multiple of the channels.
   */
  public void read(float[] out) {
    read(out, 0, out.length / options.format().channels());
  }

  /**
   * Fills what remains of a buffer with as many whole frames of 16-bit samples as fit, in the
   * buffer's byte order, and moves its position. Never waits, never allocates.
   */
  public void read(ByteBuffer pcm16) {
    int channels = options.format().channels();
    int left = pcm16.remaining() / (Short.BYTES * channels);
    while (left > 0) {
      int count = Math.min(left, BLOCK_FRAMES);
      read(block, 0, count);
      for (int i = 0; i < count * channels; i++) {
        pcm16.putShort(pcm16(block[i]));
      }
      left -= count;
    }
  }

  static short pcm16(float sample) {
    return (short)
        Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample * 32768f)));
  }

  /**
   * The sound as a stream of little-endian 16-bit samples that never blocks: a read delivers all
   * that was asked for, at once, in whole frames, until this is closed. For engines that pull a
   * stream under a lock. It reads for the audio thread: do not read in another way beside it.
   */
  public InputStream inputStream() {
    return new PcmInputStream(this);
  }

  /** What should be heard from the next window on; fades over from the prompt before. */
  public void prompt(String text) {
    worker.prompt(Objects.requireNonNull(text, "text"));
  }

  /**
   * Stops looking and being heard: the bed (or silence) plays, nothing is counted as late. The
   * pictures' clock is expected to stand still until {@link #resume}.
   */
  public void pause() {
    paused = true;
  }

  /** Goes on where {@link #pause} stopped; what was waiting is heard first. */
  public void resume() {
    paused = false;
  }

  public boolean isPaused() {
    return paused;
  }

  /**
   * Says that the pictures go on elsewhere. What waits is not heard any more; sound starts anew
   * with the first picture within a second of there, and pictures from elsewhere are passed over.
   */
  public synchronized void seek(long timestampNanos) {
    seekTarget = timestampNanos;
    epoch++;
  }

  /** Forgets all pictures and all sound that waits; starts anew with the next picture. */
  public synchronized void reset() {
    seekTarget = LiveStats.UNKNOWN;
    epoch++;
  }

  /** From a picture's time stamp to the moment its sound is read; zero before the first sound. */
  public Duration latency() {
    long nanos = playout.latencyNanos();
    return nanos == LiveStats.UNKNOWN ? Duration.ZERO : Duration.ofNanos(nanos);
  }

  public LiveStats stats() {
    long windows = worker.windows();
    return new LiveStats(
        latency(),
        duration(playout.reserveSamples()),
        playout.underruns(),
        duration(playout.missingSamples()),
        duration(playout.skippedSamples()),
        pushed.getOpaque(),
        tooSoon.getOpaque(),
        dropped.getOpaque(),
        windows,
        Duration.ofNanos(windows == 0 ? 0 : worker.windowNanos() / windows),
        worker.restarts());
  }

  private Duration duration(long samples) {
    return Duration.ofNanos(samples * 1_000_000_000L / options.format().sampleRate());
  }

  /** Why no more sound is made, if the model failed; reads go on with the bed. */
  public Optional<FoleyException> failure() {
    return Optional.ofNullable(worker.failure());
  }

  public boolean isClosed() {
    return closed;
  }

  /**
   * Stops the worker, at the latest after the solver step under way, and waits for it. Reads and
   * pushes of threads that have not noticed yet do no harm: they give the bed, and nothing.
   */
  @Override
  public void close() {
    closed = true;
    worker.stop();
    boolean interrupted = false;
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    while (thread.isAlive() && System.nanoTime() < deadline) {
      try {
        thread.join(PATIENCE_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
