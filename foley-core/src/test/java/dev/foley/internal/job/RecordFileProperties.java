package dev.foley.internal.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a crash leaves of the file, what is read is a prefix of what was written. */
class RecordFileProperties {
  private static final int TRIES = 100;

  private static Path write(List<Integer> sizes) throws IOException {
    Path path = Files.createTempFile("records", ".bin");
    try (RecordFile file = RecordFile.open(path)) {
      assertNull(file.next());
      for (int i = 0; i < sizes.size(); i++) {
        file.append(payload(i, sizes.get(i)));
      }
    }
    return path;
  }

  private static ByteBuffer payload(int index, int size) {
    byte[] bytes = new byte[size];
    new Random(index).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private static int readAll(RecordFile file, List<Integer> sizes) throws IOException {
    int count = 0;
    for (ByteBuffer record = file.next(); record != null; record = file.next()) {
      assertEquals(payload(count, sizes.get(count)), record);
      count++;
    }
    return count;
  }

  private static int wholeRecords(List<Integer> sizes, long bytes) {
    int count = 0;
    for (long end = 0; count < sizes.size(); count++) {
      end += 8 + sizes.get(count);
      if (end > bytes) {
        break;
      }
    }
    return count;
  }

  @Property(tries = TRIES)
  void aTornTailCostsOneRecordAndTheRestCanBeWrittenAgain(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 300) Integer> sizes,
      @ForAll @IntRange(max = 100) int percent,
      @ForAll boolean zeros)
      throws IOException {
    Path path = write(sizes);
    byte[] whole = Files.readAllBytes(path);
    int cut = whole.length * percent / 100;
    byte[] torn = Arrays.copyOf(whole, cut);
    // A power loss may leave the length of a file grown before its content was written.
    Files.write(path, zeros ? Arrays.copyOf(torn, whole.length) : torn);
    try (RecordFile file = RecordFile.open(path)) {
      int kept = readAll(file, sizes);
      int least = wholeRecords(sizes, cut);
      // Zeros may happen to be what was written.
      assertTrue(kept >= least && (zeros || kept == least), kept + " of " + least);
      for (int i = kept; i < sizes.size(); i++) {
        file.append(payload(i, sizes.get(i)));
      }
    }
    assertEquals(ByteBuffer.wrap(whole), ByteBuffer.wrap(Files.readAllBytes(path)));
    Files.delete(path);
  }

  @Property(tries = TRIES)
  void aFlippedBitIsNeverRead(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 300) Integer> sizes,
      @ForAll Random random)
      throws IOException {
    Path path = write(sizes);
    byte[] bytes = Files.readAllBytes(path);
    int at = random.nextInt(bytes.length);
    bytes[at] ^= (byte) (1 << random.nextInt(8));
    Files.write(path, bytes);
    try (RecordFile file = RecordFile.open(path)) {
      assertEquals(wholeRecords(sizes, at), readAll(file, sizes));
    }
    Files.delete(path);
  }

  @Property(tries = 1)
  void oneOwnerAtATime() throws IOException {
    Path path = write(new ArrayList<>(List.of(3)));
    try (RecordFile first = RecordFile.open(path)) {
      assertNotNull(first);
      assertNull(RecordFile.open(path));
    }
    try (RecordFile again = RecordFile.open(path)) {
      assertNotNull(again);
    }
    Files.delete(path);
  }
}
