package dev.foley.internal.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes numbers of declared tensors in their order and narrows them on the way to a stream. */
final class TensorEncoder {
  private static final int CHUNK = 1 << 14;

  private final OutputStream out;
  private final Deque<Map.Entry<String, TensorSpec>> pending;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long written;

  TensorEncoder(OutputStream out, Map<String, TensorSpec> tensors) {
    this.out = out;
    this.pending = new ArrayDeque<>(new LinkedHashMap<>(tensors).entrySet());
  }

  /** The tensor whose numbers come next, empty ones skipped; null after the last. */
  String next() {
    while (!pending.isEmpty() && written == pending.peek().getValue().count()) {
      pending.remove();
      written = 0;
    }
    return pending.isEmpty() ? null : pending.peek().getKey();
  }

  void append(String name, float[] values, int offset, int count) throws IOException {
    if (count == 0) {
      return;
    }
    String expected = next();
    long missing = expected == null ? 0 : pending.peek().getValue().count() - written;
    if (!name.equals(expected) || count > missing) {
      throw new IllegalArgumentException(
          "expected at most "
              + missing
              + " values of "
              + expected
              + ", got "
              + count
              + " of "
              + name);
    }
    DType dtype = pending.peek().getValue().dtype();
    for (int done = 0; done < count; ) {
      int part = Math.min(CHUNK, count - done);
      buffer.clear();
      for (int i = 0; i < part; i++) {
        float value = values[offset + done + i];
        switch (dtype) {
          case F32 -> buffer.putFloat(value);
          case F16 -> buffer.putShort(HalfPrecision.toF16(value));
          default -> buffer.putShort(HalfPrecision.toBf16(value));
        }
      }
      out.write(buffer.array(), 0, buffer.position());
      done += part;
    }
    written += count;
  }
}
