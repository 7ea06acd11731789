package dev.foley.audio;

import dev.foley.FoleyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Writes a WAV file as the samples come; memory use does not depend on its length. One thread.
 *
 * <p>The samples go to a hidden file next to the target, which takes the target's name in one step
 * when {@link #close} has written the final header: under the target's name there is either the
 * earlier file or the complete new one, also after a crash. Files beyond 4 GiB become RF64.
 *
 * <p>Integer formats clip at full scale; {@link SampleFormat#PCM16} is dithered.
 */
public final class WavWriter implements AudioSink {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path target;
  private final PartialFile partial;
  private final FileChannel channel;
  private final AudioFormat format;
  private final SampleFormat sampleFormat;
  private final long maxRiffSize;
  private final Dither[] dithers;
  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final float[][] block;
  private long frames;
  private boolean open = true;

  private WavWriter(
      Path target,
      PartialFile partial,
      AudioFormat format,
      SampleFormat sampleFormat,
      long ditherSeed,
      long maxRiffSize) {
    this.target = target;
    this.partial = partial;
    this.channel = partial.channel();
    this.format = format;
    this.sampleFormat = sampleFormat;
    this.maxRiffSize = maxRiffSize;
    this.dithers = new Dither[format.channels()];
    for (int c = 0; c < dithers.length; c++) {
      dithers[c] = new Dither(ditherSeed, c);
    }
    this.block =
        new float[format.channels()][BUFFER_BYTES / (format.channels() * sampleFormat.bytes())];
  }

  /**
   * Opens a file with dither seed 0.
   *
   * @throws FoleyException.UnwritableOutput if no file can be made there; known at once, before any
   *     work is spent
   */
  public static WavWriter open(Path file, AudioFormat format, SampleFormat sampleFormat) {
    return open(file, format, sampleFormat, 0);
  }

  /**
   * Opens a file.
   *
   * @param ditherSeed the same seed gives the same bytes
   * @throws FoleyException.UnwritableOutput if no file can be made there; known at once, before any
   *     work is spent
   */
  public static WavWriter open(
      Path file, AudioFormat format, SampleFormat sampleFormat, long ditherSeed) {
    return open(file, format, sampleFormat, ditherSeed, WavHeader.MAX_RIFF_SIZE);
  }

  static WavWriter open(
      Path file, AudioFormat format, SampleFormat sampleFormat, long ditherSeed, long maxRiffSize) {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(sampleFormat, "sampleFormat");
    Path target = checkTarget(file);
    PartialFile partial;
    try {
      partial = PartialFile.beside(target);
    } catch (IOException e) {
      throw new FoleyException.UnwritableOutput(
          "Cannot write into " + target.getParent() + " (" + reason(e) + "); choose another folder",
          e);
    }
    WavWriter writer =
        new WavWriter(target, partial, format, sampleFormat, ditherSeed, maxRiffSize);
    try {
      // A file that never gets a final header still says what it is: an empty sound.
      writer.drain(WavHeader.encode(format, sampleFormat, 0, maxRiffSize));
    } catch (IOException e) {
      throw writer.failed(e);
    }
    return writer;
  }

  private static Path checkTarget(Path file) {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || target.getFileName() == null) {
      throw new FoleyException.UnwritableOutput(file + " is not a file name", null);
    }
    if (!Files.isDirectory(folder)) {
      throw new FoleyException.UnwritableOutput(
          "Cannot write " + file + ": the folder " + folder + " does not exist; create it first",
          null);
    }
    if (Files.exists(target)) {
      if (!Files.isRegularFile(target)) {
        throw new FoleyException.UnwritableOutput(
            "Cannot write " + file + ": it is a folder or a device; name a file", null);
      }
      if (!Files.isWritable(target)) {
        throw new FoleyException.UnwritableOutput(
            "Cannot write " + file + ": it exists and is write-protected", null);
      }
      try {
        // A link keeps pointing to the file; the file it points to is replaced.
        return target.toRealPath();
      } catch (IOException e) {
        throw new FoleyException.UnwritableOutput("Cannot write " + file + ": " + reason(e), e);
      }
    }
    return target;
  }

  @Override
  public AudioFormat format() {
    return format;
  }

  /** Frames written so far. */
  public long frames() {
    return frames;
  }

  /**
   * {@inheritDoc}
   *
   * @throws FoleyException.NonFinite if a sample is not a number
   * @throws FoleyException.UnwritableOutput if the disk is full or gone
   */
  @Override
  public void write(AudioBuffer buffer) {
    if (!open) {
      throw new IllegalStateException("the writer of " + target + " is closed");
    }
    buffer.requireFormat(format);
    try {
      for (int from = 0; from < buffer.frames(); from += block[0].length) {
        writeBlock(buffer, from, Math.min(block[0].length, buffer.frames() - from));
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void writeBlock(AudioBuffer buffer, int from, int count) throws IOException {
    for (int c = 0; c < block.length; c++) {
      buffer.copyTo(c, from, block[c], 0, count);
      for (int i = 0; i < count; i++) {
        if (!Float.isFinite(block[c][i])) {
          abort();
          throw new FoleyException.NonFinite(
              "Sample " + (frames + i) + " of channel " + c + " is not a number; no file written");
        }
      }
    }
    bytes.clear();
    switch (sampleFormat) {
      case PCM16 -> encodePcm16(count);
      case PCM24 -> encodePcm24(count);
      case FLOAT32 -> encodeFloat32(count);
    }
    frames += count;
    drain(bytes.flip());
  }

  private void encodePcm16(int count) {
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < block.length; c++) {
        bytes.putShort(dithers[c].toPcm16(block[c][i], frames + i));
      }
    }
  }

  private void encodePcm24(int count) {
    for (int i = 0; i < count; i++) {
      for (float[] samples : block) {
        long scaled = Math.round(samples[i] * 8_388_608.0);
        int value = (int) Math.max(-8_388_608, Math.min(8_388_607, scaled));
        bytes.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
      }
    }
  }

  private void encodeFloat32(int count) {
    for (int i = 0; i < count; i++) {
      for (float[] samples : block) {
        bytes.putFloat(samples[i]);
      }
    }
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    try {
      if ((frames * format.channels() * sampleFormat.bytes() & 1) != 0) {
        drain(bytes.clear().put((byte) 0).flip());
      }
      channel.position(0);
      drain(WavHeader.encode(format, sampleFormat, frames, maxRiffSize));
      channel.force(true);
      partial.publish(target);
      open = false;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void abort() {
    if (!open) {
      return;
    }
    open = false;
    try {
      partial.discard();
    } catch (IOException ignored) {
      // The file under the final name is untouched, which is all that abort promises.
    }
  }

  private void drain(ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      channel.write(source);
    }
  }

  private FoleyException failed(IOException e) {
    abort();
    if (e instanceof ClosedByInterruptException) {
      return new FoleyException.Cancelled("Interrupted while writing " + target);
    }
    return new FoleyException.UnwritableOutput(
        "Writing "
            + target
            + " failed after "
            + frames
            + " frames ("
            + reason(e)
            + "); free some space or choose another disk. No file was left behind",
        e);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null
        ? e.getClass().getSimpleName()
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
