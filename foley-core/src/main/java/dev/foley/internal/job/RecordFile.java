package dev.foley.internal.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * A file of records that is read to its end and then appended to. A record is on the disk when
 * {@link #append} returns. Reading stops at the first record that is torn or damaged, and cuts it
 * off with all that follows: whatever happens to the machine, the file holds a prefix of what was
 * appended. Locked against other processes while it is open. One thread.
 *
 * <p>A record is its length and the CRC-32C of length and payload, four bytes each, big-endian, and
 * the payload of at least one byte.
 */
final class RecordFile implements AutoCloseable {
  private static final int PREFIX = 8;

  /** No writer of ours comes near; a greater length is damage, and is not believed. */
  private static final int MAX_PAYLOAD = 1 << 28;

  /**
   * Files open in this process. POSIX drops all locks of a process on a file when it closes any
   * channel to it, so a second one must not even be opened.
   */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path key;
  private final FileChannel channel;
  private long position;
  private boolean atEnd;

  private RecordFile(Path key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /** Opens or makes a file; {@code null} if it is open already, here or in another process. */
  static RecordFile open(Path file) throws IOException {
    Path key = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
    if (!OPEN.add(key)) {
      return null;
    }
    FileChannel channel = null;
    RecordFile opened = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        opened = new RecordFile(key, channel);
      }
      return opened;
    } finally {
      if (opened == null) {
        OPEN.remove(key);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  /** The next record, or {@code null} at the end, from where on records are appended. */
  ByteBuffer next() throws IOException {
    ByteBuffer payload = atEnd ? null : read();
    if (payload == null && !atEnd) {
      atEnd = true;
      cutOff();
    }
    return payload;
  }

  private ByteBuffer read() throws IOException {
    ByteBuffer prefix = ByteBuffer.allocate(PREFIX);
    if (!fill(prefix, position)) {
      return null;
    }
    int length = prefix.getInt();
    int checksum = prefix.getInt();
    if (length < 1 || length > MAX_PAYLOAD || length > channel.size() - position - PREFIX) {
      return null;
    }
    ByteBuffer payload = ByteBuffer.allocate(length);
    if (!fill(payload, position + PREFIX) || checksum != checksum(payload)) {
      return null;
    }
    position += PREFIX + length;
    return payload;
  }

  private boolean fill(ByteBuffer buffer, long from) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        return false;
      }
    }
    buffer.flip();
    return true;
  }

  /** Adds a record after the last one. If that fails, the file is as it was before. */
  void append(ByteBuffer payload) throws IOException {
    if (!atEnd) {
      throw new IllegalStateException("records are appended after the last one was read");
    }
    ByteBuffer record = ByteBuffer.allocate(PREFIX + payload.remaining());
    record.putInt(payload.remaining()).putInt(checksum(payload)).put(payload.duplicate()).flip();
    int size = record.remaining();
    try {
      while (record.hasRemaining()) {
        channel.write(record, position + record.position());
      }
      channel.force(false);
    } catch (IOException e) {
      try {
        cutOff();
      } catch (IOException alsoFailed) {
        // The next reader cuts it off.
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
    position += size;
  }

  private void cutOff() throws IOException {
    if (channel.size() > position) {
      channel.truncate(position);
      channel.force(true);
    }
  }

  private static int checksum(ByteBuffer payload) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(payload.remaining()).flip());
    crc.update(payload.duplicate());
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    OPEN.remove(key);
  }
}
