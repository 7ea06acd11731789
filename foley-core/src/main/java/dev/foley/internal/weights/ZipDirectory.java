package dev.foley.internal.weights;

import dev.foley.FoleyException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The central directory of a zip archive with stored entries, Zip64 included. Only the central
 * directory is trusted for sizes, because the writers of PyTorch checkpoints leave them out of the
 * local headers.
 */
final class ZipDirectory {
  private static final int END_MAGIC = 0x06054b50;
  private static final int END64_MAGIC = 0x06064b50;
  private static final int LOCATOR64_MAGIC = 0x07064b50;
  private static final int CENTRAL_MAGIC = 0x02014b50;
  private static final int LOCAL_MAGIC = 0x04034b50;
  private static final int END_SIZE = 22;
  private static final int CENTRAL_SIZE = 46;
  private static final int LOCAL_SIZE = 30;
  private static final int MAX_COMMENT = 0xffff;
  private static final long MAX_DIRECTORY = 64L << 20;
  private static final long UINT32 = 0xffffffffL;

  private final FileBytes file;
  private final Map<String, Entry> entries = new HashMap<>();

  /**
   * One stored entry.
   *
   * @param offset position of its first byte
   * @param size number of bytes
   * @param crc CRC-32 the writer computed
   */
  record Entry(long offset, long size, int crc) {}

  private ZipDirectory(FileBytes file) {
    this.file = file;
  }

  static Map<String, Entry> read(FileBytes file) {
    ZipDirectory directory = new ZipDirectory(file);
    directory.parse();
    return directory.entries;
  }

  private void parse() {
    long end = findEnd();
    long count = u16(end + 10);
    long size = u32(end + 12);
    long start = u32(end + 16);
    long limit = end;
    if (count == 0xffff || size == UINT32 || start == UINT32) {
      long locator = end - 20;
      if (locator < 0 || u32(locator) != LOCATOR64_MAGIC) {
        throw refuse("its Zip64 locator is missing");
      }
      limit = file.bits(locator + 8, 8);
      if (limit < 0 || limit > locator - 56 || u32(limit) != END64_MAGIC) {
        throw refuse("its Zip64 end record is damaged");
      }
      count = file.bits(limit + 32, 8);
      size = file.bits(limit + 40, 8);
      start = file.bits(limit + 48, 8);
    }
    if (size < 0 || size > MAX_DIRECTORY || start < 0 || start > limit - size) {
      throw refuse("its directory does not lie inside the file");
    }
    if (count < 0 || count > size / CENTRAL_SIZE) {
      throw refuse("its directory is too short for " + count + " entries");
    }
    long position = start;
    for (long i = 0; i < count; i++) {
      position = parseEntry(position, start, start + size);
    }
  }

  private long findEnd() {
    long last = file.size() - END_SIZE;
    long first = Math.max(0, last - MAX_COMMENT);
    for (long position = last; position >= first; position--) {
      if (u32(position) == END_MAGIC && position + END_SIZE + u16(position + 20) == file.size()) {
        return position;
      }
    }
    throw refuse(
        "the archive's end is missing; the download is incomplete, or the file was saved by a"
            + " PyTorch older than 1.6 (load and save it again with a newer one)");
  }

  private long parseEntry(long position, long start, long limit) {
    if (position > limit - CENTRAL_SIZE || u32(position) != CENTRAL_MAGIC) {
      throw refuse("its directory is damaged");
    }
    int nameLength = u16(position + 28);
    int extraLength = u16(position + 30);
    long next = position + CENTRAL_SIZE + nameLength + extraLength + u16(position + 32);
    if (next > limit) {
      throw refuse("its directory is damaged");
    }
    byte[] nameBytes = file.copy(position + CENTRAL_SIZE, nameLength);
    String name = name(nameBytes);
    long[] fields = {u32(position + 24), u32(position + 20), u32(position + 42)};
    zip64(position + CENTRAL_SIZE + nameLength, extraLength, fields);
    int flags = u16(position + 8);
    if (u16(position + 10) != 0 || fields[0] != fields[1] || (flags & 1) != 0) {
      throw refuse("entry " + name + " is compressed or encrypted; checkpoints only store");
    }
    long offset = dataOffset(name, nameBytes, fields[2], start);
    if (fields[0] < 0 || fields[0] > start - offset) {
      throw refuse("entry " + name + " reaches beyond the archive's data");
    }
    int crc = (int) u32(position + 16);
    if (entries.put(name, new Entry(offset, fields[0], crc)) != null) {
      throw refuse("entry " + name + " occurs twice");
    }
    return next;
  }

  /** Replaces the fields (size, compressed size, offset) that the 32-bit header left open. */
  private void zip64(long position, int length, long[] fields) {
    long at = position;
    long end = position + length;
    while (at + 4 <= end) {
      int id = u16(at);
      long next = at + 4 + u16(at + 2);
      if (next > end) {
        return;
      }
      if (id == 1) {
        long value = at + 4;
        for (int i = 0; i < fields.length; i++) {
          if (fields[i] == UINT32 && value + 8 <= next) {
            fields[i] = file.bits(value, 8);
            value += 8;
          }
        }
        return;
      }
      at = next;
    }
  }

  private long dataOffset(String name, byte[] nameBytes, long header, long limit) {
    if (header < 0 || header > limit - LOCAL_SIZE || u32(header) != LOCAL_MAGIC) {
      throw refuse("entry " + name + " has no local header");
    }
    int nameLength = u16(header + 26);
    long data = header + LOCAL_SIZE + nameLength + u16(header + 28);
    if (data > limit
        || nameLength != nameBytes.length
        || !java.util.Arrays.equals(nameBytes, file.copy(header + LOCAL_SIZE, nameLength))) {
      throw refuse("entry " + name + " does not match its local header");
    }
    return data;
  }

  private String name(byte[] bytes) {
    String name;
    try {
      name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new FoleyException.InvalidModel(
          file.origin() + " is no valid PyTorch checkpoint: an entry's name is not UTF-8.", e);
    }
    boolean plain =
        !name.isEmpty()
            && name.indexOf('\\') < 0
            && name.indexOf(':') < 0
            && name.chars().allMatch(c -> c >= ' ');
    for (String part : name.split("/", -1)) {
      plain &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
    }
    if (!plain) {
      throw refuse("an entry's name is not a plain relative path");
    }
    return name;
  }

  private int u16(long position) {
    return (int) file.bits(position, 2);
  }

  private long u32(long position) {
    return file.bits(position, 4);
  }

  private FoleyException refuse(String why) {
    return new FoleyException.InvalidModel(
        file.origin() + " is no valid PyTorch checkpoint: " + why + ".");
  }
}
