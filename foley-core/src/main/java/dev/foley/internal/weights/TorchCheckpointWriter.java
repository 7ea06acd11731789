package dev.foley.internal.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Writes a PyTorch zip checkpoint in one pass, of any size (Zip64), in the layout of the published
 * ones: stored entries, records aligned to 64 bytes, sizes after the data. Used for synthetic
 * checkpoints. Tensors are declared first and filled in that order, as in {@link
 * SafeTensorsWriter}.
 */
public final class TorchCheckpointWriter implements AutoCloseable {
  private static final int ALIGNMENT = 64;
  private static final int LOCAL_SIZE = 30;
  private static final int FLAGS = 0x0808;
  private static final int PADDING_ID = 0x4246;
  private static final String ROOT = "archive/";

  private final NewFile file;
  private final CountingStream out;
  private final TensorEncoder encoder;
  private final Map<String, TensorSpec> tensors;
  private final Deque<String> unopened;
  private final List<Record> records = new ArrayList<>();
  private Record current;
  private boolean failed;

  /**
   * Starts a file.
   *
   * @param folder key of the state dict; null puts the tensors at the top of the checkpoint
   * @param values plain values beside the state dict, written only if {@code folder} is given
   */
  public TorchCheckpointWriter(
      Path target, Map<String, TensorSpec> tensors, String folder, Map<String, ?> values)
      throws IOException {
    byte[] pickle = PickleWriter.write(tensors, folder, values);
    this.tensors = new LinkedHashMap<>(tensors);
    this.unopened = new ArrayDeque<>(tensors.keySet());
    this.file = new NewFile(target);
    this.out = new CountingStream(file.stream());
    this.encoder = new TensorEncoder(out, tensors);
    try {
      whole("data.pkl", pickle);
      whole("byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Appends numbers to the tensor {@code name}, the first one that is not complete. */
  public void append(String name, float[] values, int offset, int count) throws IOException {
    boolean done = false;
    try {
      if (current == null || encoder.next() == null || !encoder.next().equals(current.tensor)) {
        openUpTo(encoder.next());
      }
      encoder.append(name, values, offset, count);
      done = true;
    } finally {
      failed |= !done;
    }
  }

  /**
   * Completes the file and moves it to its name.
   *
   * @throws IllegalStateException if numbers are missing; the file is then dropped
   */
  @Override
  public void close() throws IOException {
    try (file) {
      String missing = failed ? null : encoder.next();
      if (missing != null) {
        throw new IllegalStateException("numbers of " + missing + " are missing");
      }
      if (!failed) {
        openUpTo(null);
        finishRecord();
        whole("version", "3\n".getBytes(StandardCharsets.US_ASCII));
        directory();
        file.complete();
      }
    }
  }

  /** Opens records until that of {@code tensor}; those in between are empty. */
  private void openUpTo(String tensor) throws IOException {
    while (!unopened.isEmpty() && (current == null || !current.tensor.equals(tensor))) {
      finishRecord();
      String name = unopened.remove();
      begin("data/" + (tensors.size() - unopened.size() - 1), name);
    }
  }

  private record Record(String name, String tensor, long header, long start, long[] sizeAndCrc) {}

  private void whole(String name, byte[] bytes) throws IOException {
    begin(name, "");
    out.write(bytes);
    finishRecord();
  }

  private void begin(String entry, String tensor) throws IOException {
    String name = ROOT + entry;
    long header = out.count;
    int padding = (int) (-(header + LOCAL_SIZE + name.length() + 4) & ALIGNMENT - 1);
    ByteBuffer local = little(LOCAL_SIZE + name.length() + 4 + padding);
    local.putInt(0x04034b50).putShort((short) 20).putShort((short) FLAGS).putShort((short) 0);
    local.putInt(0).putInt(0).putInt(0).putInt(0);
    local.putShort((short) name.length()).putShort((short) (4 + padding));
    local.put(name.getBytes(StandardCharsets.US_ASCII));
    local.putShort((short) PADDING_ID).putShort((short) padding);
    out.write(local.array());
    out.crc.reset();
    current = new Record(name, tensor, header, out.count, new long[2]);
  }

  private void finishRecord() throws IOException {
    if (current == null) {
      return;
    }
    long size = out.count - current.start;
    long crc = out.crc.getValue();
    current.sizeAndCrc[0] = size;
    current.sizeAndCrc[1] = crc;
    ByteBuffer descriptor = little(16).putInt(0x08074b50).putInt((int) crc);
    out.write(descriptor.putInt((int) size).putInt((int) size).array());
    records.add(current);
    current = null;
  }

  private void directory() throws IOException {
    long start = out.count;
    for (Record record : records) {
      ByteBuffer entry = little(46 + record.name.length() + 28);
      if (record.sizeAndCrc[0] > Integer.MAX_VALUE) {
        throw new IOException(record.name + " is larger than the writer supports");
      }
      entry.putInt(0x02014b50).putShort((short) 45).putShort((short) 45);
      entry.putShort((short) FLAGS).putShort((short) 0).putInt(0);
      entry.putInt((int) record.sizeAndCrc[1]).putInt(-1).putInt(-1);
      entry.putShort((short) record.name.length()).putShort((short) 28);
      entry.putShort((short) 0).putInt(0).putInt(0).putInt(-1);
      entry.put(record.name.getBytes(StandardCharsets.US_ASCII));
      entry.putShort((short) 1).putShort((short) 24);
      entry.putLong(record.sizeAndCrc[0]).putLong(record.sizeAndCrc[0]).putLong(record.header);
      out.write(entry.array());
    }
    long size = out.count - start;
    long end = out.count;
    ByteBuffer tail = little(56 + 20 + 22);
    tail.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
    tail.putInt(0).putInt(0).putLong(records.size()).putLong(records.size());
    tail.putLong(size).putLong(start);
    tail.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
    tail.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
    tail.putShort((short) -1).putShort((short) -1).putInt(-1).putInt(-1).putShort((short) 0);
    out.write(tail.array());
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static final class CountingStream extends OutputStream {
    private final OutputStream out;
    private final CRC32 crc = new CRC32();
    private long count;

    CountingStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      crc.update(bytes, offset, length);
      count += length;
    }
  }
}
