package dev.foley.audio;

import dev.foley.FoleyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads mono and stereo WAV and RF64 files of 16, 24 or 32 bit integers or 32 bit floats, block by
 * block. One thread.
 *
 * <p>Sizes in the header are not believed: a file cut short gives the frames that are there, and a
 * size of zero or "unknown", as streaming writers leave it, means "to the end of the file".
 */
public final class WavReader implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_FMT_BYTES = 1 << 16;

  private final FileChannel channel;
  private final WavLayout layout;
  private final ByteBuffer bytes;
  private long framesLeft;

  private WavReader(FileChannel channel, WavLayout layout) {
    this.channel = channel;
    this.layout = layout;
    this.framesLeft = layout.frames();
    int framesPerFill = Math.max(1, BUFFER_BYTES / layout.frameBytes());
    this.bytes =
        ByteBuffer.allocate(framesPerFill * layout.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Opens a file.
   *
   * @throws FoleyException.UnreadableMedia if it is missing, no WAV file, or of a kind not read
   * @throws FoleyException.Cancelled if this thread is interrupted
   */
  public static WavReader open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new FoleyException.UnreadableMedia("There is no file " + file);
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      WavLayout layout = WavLayout.parse(channel);
      channel.position(layout.dataStart());
      return new WavReader(channel, layout);
    } catch (IOException e) {
      closeQuietly(channel);
      throw failed("Cannot read " + file, e);
    }
  }

  /** Reads a whole file into memory. */
  public static AudioBuffer read(Path file) {
    try (WavReader reader = open(file)) {
      if (reader.frames() > Integer.MAX_VALUE - 8) {
        throw new FoleyException.UnreadableMedia(
            file
                + " has "
                + reader.frames()
                + " frames: too long for one buffer; read it in parts");
      }
      return reader.read((int) reader.frames());
    }
  }

  public AudioFormat format() {
    return layout.format();
  }

  /** Frames in the whole file. */
  public long frames() {
    return layout.frames();
  }

  /** Whether the file is RF64. */
  public boolean isRf64() {
    return layout.rf64();
  }

  /**
   * Reads on.
   *
   * @return {@code maxFrames} frames, fewer at the end of the file, none after it
   * @throws FoleyException.UnreadableMedia if reading fails
   * @throws FoleyException.Cancelled if this thread is interrupted; nothing more can be read then
   */
  public AudioBuffer read(int maxFrames) {
    int count = (int) Math.min(maxFrames, framesLeft);
    float[][] samples = new float[layout.format().channels()][count];
    try {
      int done = 0;
      while (done < count) {
        int part = Math.min(count - done, bytes.capacity() / layout.frameBytes());
        fill(part * layout.frameBytes());
        decode(samples, done, part);
        done += part;
      }
    } catch (IOException e) {
      throw failed("Reading samples failed", e);
    }
    framesLeft -= count;
    return AudioBuffer.of(layout.format(), samples);
  }

  private static FoleyException failed(String what, IOException e) {
    return e instanceof ClosedByInterruptException
        ? new FoleyException.Cancelled(what + ": interrupted")
        : new FoleyException.UnreadableMedia(what + ": " + e.getMessage(), e);
  }

  private void fill(int count) throws IOException {
    bytes.clear().limit(count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    bytes.flip();
  }

  private void decode(float[][] samples, int from, int count) {
    for (int i = from; i < from + count; i++) {
      for (float[] target : samples) {
        target[i] =
            switch (layout.encoding()) {
              case PCM16 -> bytes.getShort() / 32768f;
              case PCM24 -> {
                int low = bytes.getShort() & 0xFFFF;
                yield (low | bytes.get() << 16) / 8_388_608f;
              }
              case PCM32 -> (float) (bytes.getInt() / 2_147_483_648.0);
              case FLOAT32 -> bytes.getFloat();
            };
      }
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  private static void closeQuietly(FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException ignored) {
        // Nothing was written, so nothing can be lost.
      }
    }
  }

  /** How samples lie in a file. */
  private enum Encoding {
    PCM16(16),
    PCM24(24),
    PCM32(32),
    FLOAT32(0);

    /** Bits of an integer sample, 0 for floats. */
    private final int pcmBits;

    Encoding(int pcmBits) {
      this.pcmBits = pcmBits;
    }
  }

  /** What the chunks before the samples say, checked against the file's true size. */
  private record WavLayout(
      AudioFormat format,
      Encoding encoding,
      int frameBytes,
      long dataStart,
      long frames,
      boolean rf64) {

    static WavLayout parse(FileChannel channel) throws IOException {
      ByteBuffer riff = readAt(channel, 0, 12);
      int magic = riff.getInt();
      boolean rf64 = magic == tag("RF64");
      if (!rf64 && magic != tag("RIFF")) {
        throw new IOException("it does not start with RIFF or RF64, so it is no WAV file");
      }
      riff.getInt();
      if (riff.getInt() != tag("WAVE")) {
        throw new IOException("it is a RIFF file of another kind than WAVE");
      }
      long at = 12;
      long ds64DataBytes = -1;
      ByteBuffer fmt = null;
      while (true) {
        ByteBuffer head = readAt(channel, at, 8);
        int id = head.getInt();
        long size = head.getInt() & 0xFFFFFFFFL;
        at += 8;
        if (id == tag("data")) {
          if (fmt == null) {
            throw new IOException("its samples come before their format");
          }
          long available = channel.size() - at;
          long declared = size == 0xFFFFFFFFL ? ds64DataBytes : size;
          return of(fmt, at, declared > 0 ? Math.min(declared, available) : available, rf64);
        } else if (id == tag("ds64") && size >= 16) {
          ds64DataBytes = readAt(channel, at + 8, 8).getLong();
        } else if (id == tag("fmt ")) {
          if (size < 16 || size > MAX_FMT_BYTES) {
            throw new IOException("its format chunk has the impossible size " + size);
          }
          fmt = readAt(channel, at, (int) size);
        }
        at += size + (size & 1);
      }
    }

    private static WavLayout of(ByteBuffer fmt, long dataStart, long dataBytes, boolean rf64)
        throws IOException {
      int kind = fmt.getShort() & 0xFFFF;
      int channels = fmt.getShort();
      int sampleRate = fmt.getInt();
      fmt.getInt();
      fmt.getShort();
      int bits = fmt.getShort();
      if (kind == WavHeader.FORMAT_EXTENSIBLE && fmt.limit() >= 26) {
        kind = fmt.getShort(24) & 0xFFFF;
      }
      Encoding encoding = encoding(kind, bits);
      AudioFormat format;
      try {
        format = new AudioFormat(sampleRate, channels);
      } catch (IllegalArgumentException e) {
        throw new IOException(e.getMessage(), e);
      }
      int frameBytes = channels * bits / 8;
      return new WavLayout(format, encoding, frameBytes, dataStart, dataBytes / frameBytes, rf64);
    }

    private static Encoding encoding(int kind, int bits) throws IOException {
      if (kind == WavHeader.FORMAT_FLOAT && bits == 32) {
        return Encoding.FLOAT32;
      }
      for (Encoding encoding : Encoding.values()) {
        if (kind == WavHeader.FORMAT_PCM && encoding.pcmBits == bits) {
          return encoding;
        }
      }
      throw new IOException(
          "its samples are of kind " + kind + " with " + bits + " bits; convert it to PCM 16");
    }

    private static ByteBuffer readAt(FileChannel channel, long position, int count)
        throws IOException {
      ByteBuffer out = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
      while (out.hasRemaining()) {
        if (channel.read(out, position + out.position()) < 0) {
          throw new IOException("it ends within its header");
        }
      }
      return out.flip();
    }

    private static int tag(String fourLetters) {
      return fourLetters.charAt(0)
          | fourLetters.charAt(1) << 8
          | fourLetters.charAt(2) << 16
          | fourLetters.charAt(3) << 24;
    }
  }
}
