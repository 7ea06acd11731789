package dev.foley.internal.weights;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a safetensors file in one pass: tensors are declared first, then their numbers follow in
 * the declared order, in pieces of any size. The file appears under its name only when {@link
 * #close()} finds it complete; otherwise nothing is left behind.
 */
public final class SafeTensorsWriter implements AutoCloseable {
  private final NewFile file;
  private final TensorEncoder encoder;
  private boolean failed;

  /** A tensor on the heap, for small files. */
  public record Tensor(float[] values, long... shape) {}

  /**
   * Starts a file.
   *
   * @param tensors name to type and shape; iteration order is file order
   * @param metadata strings stored beside the tensors
   */
  public SafeTensorsWriter(
      Path target, Map<String, TensorSpec> tensors, Map<String, String> metadata)
      throws IOException {
    byte[] header = header(tensors, metadata).getBytes(StandardCharsets.UTF_8);
    this.file = new NewFile(target);
    this.encoder = new TensorEncoder(file.stream(), tensors);
    try {
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      file.stream().write(length.putLong(header.length).array());
      file.stream().write(header);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Writes a whole small file, every tensor as {@code dtype}. */
  public static void write(
      Path target, Map<String, Tensor> tensors, DType dtype, Map<String, String> metadata)
      throws IOException {
    Map<String, TensorSpec> specs = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> specs.put(name, new TensorSpec(dtype, tensor.shape())));
    try (SafeTensorsWriter writer = new SafeTensorsWriter(target, specs, metadata)) {
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        float[] values = entry.getValue().values();
        writer.append(entry.getKey(), values, 0, values.length);
      }
    }
  }

  /**
   * Appends numbers to the tensor {@code name}, which must be the first one that is not complete.
   */
  public void append(String name, float[] values, int offset, int count) throws IOException {
    boolean done = false;
    try {
      encoder.append(name, values, offset, count);
      done = true;
    } finally {
      failed |= !done;
    }
  }

  /**
   * Completes the file and moves it to its name in one step.
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
        file.complete();
      }
    }
  }

  private static String header(Map<String, TensorSpec> tensors, Map<String, String> metadata)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      if (!metadata.isEmpty()) {
        json.name("__metadata__").beginObject();
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
          json.name(entry.getKey()).value(entry.getValue());
        }
        json.endObject();
      }
      long position = 0;
      for (Map.Entry<String, TensorSpec> entry : tensors.entrySet()) {
        TensorSpec spec = entry.getValue();
        json.name(entry.getKey()).beginObject().name("dtype").value(spec.dtype().name());
        json.name("shape").beginArray();
        for (long size : spec.shape()) {
          json.value(size);
        }
        long end = position + spec.bytes();
        json.endArray().name("data_offsets").beginArray().value(position).value(end).endArray();
        json.endObject();
        position = end;
      }
      json.endObject();
    }
    // Numbers start on a multiple of eight bytes.
    int length = text.toString().getBytes(StandardCharsets.UTF_8).length;
    return text.append(" ".repeat(-length & 7)).toString();
  }
}
