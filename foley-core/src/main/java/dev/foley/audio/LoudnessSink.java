package dev.foley.audio;

import dev.foley.FoleyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Brings a sound of any length to a loudness on its way into another sink, in two passes: what is
 * written is measured and kept in a temporary file (4 bytes per sample); {@link #close} then sends
 * it on with one constant gain and a {@link TruePeakLimiter}. Memory use does not depend on the
 * length. One thread.
 *
 * <p>A sound that is silent throughout (all below -70 LUFS) is passed on as it is, and no sound is
 * raised by more than {@link #MAX_BOOST_DB}: what is nearly silent is meant to be. Where peaks have
 * to be held down by much, the result is a little quieter than the target.
 */
public final class LoudnessSink implements AudioSink {
  /** Most gain that is ever applied. */
  public static final double MAX_BOOST_DB = 30;

  private static final int BLOCK_FRAMES = 1 << 15;

  private final AudioSink next;
  private final double targetLufs;
  private final double ceilingDb;
  private final LoudnessMeter meter;
  private final Path folder;
  private final WavWriter kept;
  private boolean open = true;

  /**
   * @param next where the sound goes; closed or aborted with this sink
   * @param targetLufs integrated loudness to reach, -70 to 0 LUFS
   * @param ceilingDb true peak not to exceed, -40 to 0 dB
   */
  public LoudnessSink(AudioSink next, double targetLufs, double ceilingDb) {
    this.next = Objects.requireNonNull(next, "next");
    requireTarget(targetLufs);
    this.targetLufs = targetLufs;
    this.ceilingDb = ceilingDb;
    this.meter = new LoudnessMeter(next.format());
    try {
      this.folder = Files.createTempDirectory("foley-loudness");
    } catch (IOException e) {
      throw new FoleyException.UnwritableOutput(
          "Cannot make a temporary folder in " + System.getProperty("java.io.tmpdir"), e);
    }
    try {
      this.kept = WavWriter.open(folder.resolve("kept.wav"), next.format(), SampleFormat.FLOAT32);
    } catch (RuntimeException | Error failure) {
      discard();
      throw failure;
    }
  }

  /** The same for a sound in memory. */
  public static AudioBuffer normalized(AudioBuffer sound, double targetLufs, double ceilingDb) {
    double gain = gainDb(LoudnessMeter.integrated(sound), targetLufs);
    return TruePeakLimiter.limit(sound.scaled((float) Math.pow(10, gain / 20)), ceilingDb);
  }

  /** The gain in dB that brings a sound of a measured loudness to a target. */
  public static double gainDb(double measuredLufs, double targetLufs) {
    requireTarget(targetLufs);
    return measuredLufs == Double.NEGATIVE_INFINITY
        ? 0
        : Math.min(MAX_BOOST_DB, targetLufs - measuredLufs);
  }

  private static void requireTarget(double lufs) {
    if (!(lufs >= -70 && lufs <= 0)) {
      throw new IllegalArgumentException("the loudness target must be -70..0 LUFS, was " + lufs);
    }
  }

  @Override
  public AudioFormat format() {
    return next.format();
  }

  @Override
  public void write(AudioBuffer buffer) {
    if (!open) {
      throw new IllegalStateException("the sink is closed");
    }
    try {
      kept.write(buffer);
    } catch (Throwable failure) {
      abort();
      throw failure;
    }
    meter.add(buffer);
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    try {
      kept.close();
      sendOn();
    } catch (Throwable failure) {
      next.abort();
      throw failure;
    } finally {
      discard();
    }
    next.close();
  }

  private void sendOn() {
    float gain = (float) Math.pow(10, gainDb(meter.integrated(), targetLufs) / 20);
    TruePeakLimiter limiter = new TruePeakLimiter(format(), ceilingDb);
    try (WavReader reader = WavReader.open(folder.resolve("kept.wav"))) {
      for (AudioBuffer block = reader.read(BLOCK_FRAMES);
          block.frames() > 0;
          block = reader.read(BLOCK_FRAMES)) {
        float[][] samples = block.scaled(gain).toArrays();
        int written = limiter.process(samples, 0, block.frames(), samples, 0);
        next.write(AudioBuffer.of(format(), samples).slice(0, written));
      }
    }
    float[][] rest = new float[format().channels()][limiter.latency()];
    int written = limiter.finish(rest, 0);
    next.write(AudioBuffer.of(format(), rest).slice(0, written));
  }

  @Override
  public void abort() {
    if (open) {
      open = false;
      kept.abort();
      next.abort();
      discard();
    }
  }

  private void discard() {
    try {
      Files.deleteIfExists(folder.resolve("kept.wav"));
      Files.deleteIfExists(folder);
    } catch (IOException ignored) {
      // A leftover in the system's temporary folder harms nobody.
    }
  }
}
