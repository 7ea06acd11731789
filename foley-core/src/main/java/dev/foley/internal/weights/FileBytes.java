package dev.foley.internal.weights;

import dev.foley.FoleyException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a file of any length, little-endian. Headers and single numbers come from memory
 * mapped in segments, because a Java buffer ends at 2 GiB. Whole tensors are read instead: pages of
 * a map stay resident until the garbage collector finds it unused, and a model is larger than that
 * should become. The reader is no channel, since an interrupted thread would close one for all.
 * Thread-safe.
 */
final class FileBytes implements AutoCloseable {
  private static final int SEGMENT_BITS = 30;
  private static final int SEGMENT = 1 << SEGMENT_BITS;

  private final String origin;
  private final long size;
  private final ByteBuffer[] segments;
  private final Path path;
  private RandomAccessFile reader;

  private FileBytes(String origin, long size, ByteBuffer[] segments, Path path) {
    this.origin = origin;
    this.size = size;
    this.segments = segments;
    this.path = path;
  }

  static FileBytes map(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new FoleyException.InvalidModel(
          "There is no model file " + file + "; check the folder and the file's name.");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer[] segments = new ByteBuffer[(int) ((size + SEGMENT - 1) >>> SEGMENT_BITS)];
      for (int i = 0; i < segments.length; i++) {
        long start = (long) i << SEGMENT_BITS;
        segments[i] =
            channel
                .map(FileChannel.MapMode.READ_ONLY, start, Math.min(SEGMENT, size - start))
                .order(ByteOrder.LITTLE_ENDIAN);
      }
      return new FileBytes(file.toString(), size, segments, file);
    } catch (IOException e) {
      throw new FoleyException.InvalidModel("Cannot read the model file " + file + ": " + e, e);
    }
  }

  static FileBytes wrap(String origin, byte[] bytes) {
    ByteBuffer[] one = {ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)};
    return new FileBytes(origin, bytes.length, bytes.length <= SEGMENT ? one : split(bytes), null);
  }

  private static ByteBuffer[] split(byte[] bytes) {
    ByteBuffer[] parts = new ByteBuffer[((bytes.length - 1) >>> SEGMENT_BITS) + 1];
    for (int i = 0; i < parts.length; i++) {
      int start = i << SEGMENT_BITS;
      parts[i] =
          ByteBuffer.wrap(bytes, start, Math.min(SEGMENT, bytes.length - start))
              .slice()
              .order(ByteOrder.LITTLE_ENDIAN);
    }
    return parts;
  }

  String origin() {
    return origin;
  }

  long size() {
    return size;
  }

  /** Copies {@code count} bytes, which must lie inside. */
  void read(long position, byte[] target, int count) {
    if (path == null) {
      copy(position, target, count);
      return;
    }
    try {
      synchronized (segments) {
        if (reader == null) {
          reader = new RandomAccessFile(path.toFile(), "r");
        }
        reader.seek(position);
        reader.readFully(target, 0, count);
      }
    } catch (IOException e) {
      throw new FoleyException.InvalidModel(
          "Cannot read the model file " + origin + " any more: " + e + ". Was it replaced?", e);
    }
  }

  private void copy(long position, byte[] target, int count) {
    for (int done = 0; done < count; ) {
      int offset = (int) ((position + done) & (SEGMENT - 1));
      ByteBuffer segment = segments[(int) ((position + done) >>> SEGMENT_BITS)];
      int part = Math.min(count - done, segment.limit() - offset);
      segment.get(offset, target, done, part);
      done += part;
    }
  }

  /** A copy; the caller has checked that the range lies inside and is small. */
  byte[] copy(long position, int length) {
    byte[] bytes = new byte[length];
    copy(position, bytes, length);
    return bytes;
  }

  /** Little-endian number of 1, 2, 4 or 8 bytes, not sign-extended. */
  long bits(long position, int bytes) {
    int offset = (int) (position & SEGMENT - 1);
    ByteBuffer segment = segments[(int) (position >>> SEGMENT_BITS)];
    if (offset + bytes > segment.limit()) {
      long value = 0;
      for (int i = bytes - 1; i >= 0; i--) {
        value = value << 8 | bits(position + i, 1);
      }
      return value;
    }
    return switch (bytes) {
      case 1 -> segment.get(offset) & 0xffL;
      case 2 -> segment.getShort(offset) & 0xffffL;
      case 4 -> segment.getInt(offset) & 0xffffffffL;
      case 8 -> segment.getLong(offset);
      default -> throw new IllegalArgumentException("numbers have 1, 2, 4 or 8 bytes");
    };
  }

  @Override
  public void close() {
    try {
      synchronized (segments) {
        if (reader != null) {
          reader.close();
          reader = null;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
