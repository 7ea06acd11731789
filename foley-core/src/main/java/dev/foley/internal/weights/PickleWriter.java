package dev.foley.internal.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes the pickle of a checkpoint (protocol 2): plain values and tensors, without a memo. */
final class PickleWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /**
   * The pickle of a dictionary.
   *
   * @param tensors state dict; the storage key of each tensor is its place in the order
   * @param folder key under which the state dict lies beside {@code values}; null puts the tensors
   *     at the top
   * @param values plain values: maps, lists, strings, whole and real numbers, booleans
   */
  static byte[] write(Map<String, TensorSpec> tensors, String folder, Map<String, ?> values) {
    PickleWriter pickle = new PickleWriter();
    pickle.raw(0x80, 2);
    if (folder == null) {
      pickle.stateDict(tensors);
    } else {
      pickle.raw('}', '(');
      pickle.text(folder);
      pickle.stateDict(tensors);
      values.forEach(
          (key, value) -> {
            pickle.text(key);
            pickle.plain(value);
          });
      pickle.raw('u');
    }
    pickle.raw('.');
    return pickle.out.toByteArray();
  }

  private void stateDict(Map<String, TensorSpec> tensors) {
    orderedDict();
    raw('(');
    int index = 0;
    for (Map.Entry<String, TensorSpec> entry : tensors.entrySet()) {
      text(entry.getKey());
      tensor(entry.getValue(), index++);
    }
    raw('u');
  }

  private void orderedDict() {
    global("collections", "OrderedDict");
    raw(')', 'R');
  }

  private void tensor(TensorSpec spec, int index) {
    global("torch._utils", "_rebuild_tensor_v2");
    raw('(', '(');
    text("storage");
    global(
        "torch",
        switch (spec.dtype()) {
          case BF16 -> "BFloat16Storage";
          case F16 -> "HalfStorage";
          default -> "FloatStorage";
        });
    text(Integer.toString(index));
    text("cpu");
    integer(spec.count());
    raw('t', 'Q');
    integer(0);
    long[] shape = spec.shape();
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(1, shape[axis]);
    }
    tuple(shape);
    tuple(strides);
    raw(0x89);
    orderedDict();
    raw('t', 'R');
  }

  private void tuple(long[] values) {
    raw('(');
    for (long value : values) {
      integer(value);
    }
    raw('t');
  }

  private void plain(Object value) {
    if (value instanceof Map<?, ?> map) {
      raw('}', '(');
      map.forEach(
          (key, inner) -> {
            text((String) key);
            plain(inner);
          });
      raw('u');
    } else if (value instanceof List<?> list) {
      raw(']', '(');
      list.forEach(this::plain);
      raw('e');
    } else if (value instanceof String text) {
      text(text);
    } else if (value instanceof Boolean truth) {
      raw(truth ? 0x88 : 0x89);
    } else if (value instanceof Double real) {
      raw('G');
      out.writeBytes(ByteBuffer.allocate(8).putDouble(real).array());
    } else if (value instanceof Number number) {
      integer(number.longValue());
    } else {
      throw new IllegalArgumentException("cannot write " + value);
    }
  }

  private void raw(int... opcodes) {
    for (int opcode : opcodes) {
      out.write(opcode);
    }
  }

  private void global(String module, String name) {
    out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    raw('X');
    out.writeBytes(little(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }

  private void integer(long value) {
    if (value == (int) value) {
      raw('J');
      out.writeBytes(little(4).putInt((int) value).array());
    } else {
      raw(0x8a, 8);
      out.writeBytes(little(8).putLong(value).array());
    }
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
