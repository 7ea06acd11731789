package dev.foley.internal.weights;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutated valid files either load or are refused with the one typed error, in bounded memory. The
 * seed is fixed, so a failure can be repeated.
 */
class CheckpointFuzzTest {
  private static final int CASES = 1000;

  /** Far more than a good file of this size takes (20 kB), far less than a bomb would. */
  private static final long ALLOWED_BYTES = 4 << 20;

  @TempDir Path folder;
  private int loaded;

  @Test
  @Timeout(60)
  void mutatedSafetensors() throws IOException {
    Path path = folder.resolve("a.safetensors");
    SafeTensorsWriter.write(
        path,
        Map.of(
            "layer.weight", new SafeTensorsWriter.Tensor(new float[60], 3, 4, 5),
            "layer.bias", new SafeTensorsWriter.Tensor(new float[3], 3)),
        DType.F32,
        Map.of("format", "pt"));
    byte[] valid = Files.readAllBytes(path);
    Random random = new Random(1);
    for (int i = 0; i < CASES; i++) {
      byte[] bytes = mutate(valid, 0, i % 4 == 0 ? valid.length : valid.length - 252, random);
      check(bytes, SafeTensors::parse, i);
    }
    assertTrue(loaded > 0 && loaded < CASES, "mutations hit both outcomes: " + loaded);
  }

  @Test
  @Timeout(60)
  void mutatedPyTorchZips() throws IOException {
    byte[] valid =
        Files.readAllBytes(TorchCheckpointTest.write(folder.resolve("a.pth"), "state_dict"));
    int pickle = indexOf(valid, new byte[] {(byte) 0x80, 2, '}'}, 0);
    int pickleEnd = indexOf(valid, new byte[] {'.', 'P', 'K', 7, 8}, 0) + 1;
    Random random = new Random(2);
    for (int i = 0; i < CASES; i++) {
      byte[] bytes;
      if (i % 2 == 0) {
        bytes = mutate(valid, 0, valid.length, random);
      } else {
        bytes = valid.clone();
        byte[] inside = Arrays.copyOfRange(valid, pickle, pickleEnd);
        flip(inside, 0, inside.length, random);
        System.arraycopy(inside, 0, bytes, pickle, inside.length);
        repairChecksum(bytes, inside);
      }
      check(bytes, TorchCheckpoint::parse, i);
    }
    assertTrue(loaded > 0 && loaded < CASES, "mutations hit both outcomes: " + loaded);
  }

  private void check(byte[] bytes, Function<FileBytes, Checkpoint> reader, int number) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try (Checkpoint checkpoint = reader.apply(FileBytes.wrap("case " + number, bytes))) {
      for (String name : checkpoint.names()) {
        if (checkpoint.dtype(name).isFloating()) {
          checkpoint.floats(name);
        } else {
          checkpoint.longs(name);
        }
      }
      loaded++;
    } catch (FoleyException.InvalidModel refused) {
      assertTrue(refused.getMessage().startsWith("case " + number), refused.getMessage());
    }
    long used = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(used < ALLOWED_BYTES, "case " + number + " allocated " + used + " bytes");
  }

  private static byte[] mutate(byte[] valid, int from, int to, Random random) {
    byte[] bytes = valid.clone();
    switch (random.nextInt(8)) {
      case 0 -> bytes = Arrays.copyOf(valid, random.nextInt(valid.length));
      case 1 -> bytes = Arrays.copyOf(valid, valid.length + 1 + random.nextInt(100));
      case 2 -> {
        // Moves a piece over another.
        int length = 1 + random.nextInt(Math.min(64, to - from - 1));
        System.arraycopy(
            valid,
            from + random.nextInt(to - from - length),
            bytes,
            from + random.nextInt(to - from - length),
            length);
      }
      default -> flip(bytes, from, to, random);
    }
    return bytes;
  }

  private static void flip(byte[] bytes, int from, int to, Random random) {
    int flips = 1 + random.nextInt(3);
    byte[] likely = {0, 1, -1, 127, -128, '(', ')', 'R', 'h', 't', '.', '}', ']', '9', '-'};
    for (int i = 0; i < flips; i++) {
      int at = from + random.nextInt(to - from);
      bytes[at] =
          random.nextBoolean()
              ? likely[random.nextInt(likely.length)]
              : (byte) (bytes[at] ^ 1 << random.nextInt(8));
    }
  }

  private static void repairChecksum(byte[] bytes, byte[] pickle) {
    CRC32 crc = new CRC32();
    crc.update(pickle);
    byte[] name = "archive/data.pkl".getBytes(StandardCharsets.US_ASCII);
    int local = indexOf(bytes, name, 0);
    int central = indexOf(bytes, name, local + 1);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(central - 46 + 16, (int) crc.getValue());
  }

  private static int indexOf(byte[] bytes, byte[] wanted, int from) {
    for (int i = from; i <= bytes.length - wanted.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }
}
