package dev.foley.internal.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.foley.FoleyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reader of the safetensors format: eight bytes with the header's length, a JSON header that gives
 * each tensor's type, shape and byte range, then the numbers, little-endian and without gaps.
 *
 * @see <a href="https://github.com/huggingface/safetensors">the format's description</a>
 */
public final class SafeTensors {
  /** The bound that the format's own implementation sets. */
  static final int MAX_HEADER = 100_000_000;

  private static final int MAX_AXES = 64;

  private SafeTensors() {}

  /** Maps a file. */
  public static Checkpoint open(Path file) {
    return parse(FileBytes.map(file));
  }

  /**
   * Reads a small checkpoint whole, for example a classpath resource; the stream is left open.
   *
   * @param origin what to call it in messages
   */
  public static Checkpoint read(InputStream in, String origin) throws IOException {
    return parse(FileBytes.wrap(origin, in.readAllBytes()));
  }

  static Checkpoint parse(FileBytes file) {
    if (file.size() < 8) {
      throw refuse(file, "it is only " + file.size() + " bytes long; download it again");
    }
    long length = file.bits(0, 8);
    if (length < 2 || length > MAX_HEADER || length > file.size() - 8) {
      throw refuse(file, "its header length " + Long.toUnsignedString(length) + " cannot be right");
    }
    List<Entry> entries = new ArrayList<>();
    Map<String, Object> metadata = new LinkedHashMap<>();
    byte[] header = file.copy(8, (int) length);
    try (JsonReader json =
        new JsonReader(
            new InputStreamReader(
                new ByteArrayInputStream(header),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)))) {
      json.setStrictness(Strictness.STRICT);
      parseHeader(file, json, entries, metadata);
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new FoleyException.InvalidModel(
          file.origin() + " is no valid safetensors file: damaged header, " + e.getMessage(), e);
    }
    return new TensorTable(
        file, place(file, entries, 8 + length), Collections.unmodifiableMap(metadata));
  }

  private record Entry(String name, DType dtype, long[] shape, long begin, long end) {}

  private static void parseHeader(
      FileBytes file, JsonReader json, List<Entry> entries, Map<String, Object> metadata)
      throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (name.equals("__metadata__")) {
        json.beginObject();
        while (json.hasNext()) {
          metadata.put(json.nextName(), json.nextString());
        }
        json.endObject();
      } else {
        entries.add(parseEntry(file, json, name));
      }
    }
    json.endObject();
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw new MalformedJsonException("text after the header's end");
    }
  }

  private static Entry parseEntry(FileBytes file, JsonReader json, String name) throws IOException {
    DType dtype = null;
    long[] shape = null;
    long[] range = null;
    json.beginObject();
    while (json.hasNext()) {
      String field = json.nextName();
      switch (field) {
        case "dtype" -> dtype = dtype(file, name, json.nextString());
        case "shape" -> shape = numbers(json);
        case "data_offsets" -> range = numbers(json);
        default -> throw new MalformedJsonException("unknown field " + field + " of " + name);
      }
    }
    json.endObject();
    if (dtype == null || shape == null || range == null || range.length != 2) {
      throw new MalformedJsonException("incomplete entry of " + name);
    }
    return new Entry(name, dtype, shape, range[0], range[1]);
  }

  private static DType dtype(FileBytes file, String name, String text) {
    for (DType type : DType.values()) {
      if (type.name().equals(text)) {
        return type;
      }
    }
    throw refuse(file, "tensor " + name + " has the unsupported type " + text);
  }

  private static long[] numbers(JsonReader json) throws IOException {
    long[] values = new long[4];
    int count = 0;
    json.beginArray();
    while (json.hasNext()) {
      if (count == MAX_AXES) {
        throw new MalformedJsonException("more than " + MAX_AXES + " axes");
      }
      if (count == values.length) {
        values = java.util.Arrays.copyOf(values, 2 * count);
      }
      values[count++] = json.nextLong();
    }
    json.endArray();
    return java.util.Arrays.copyOf(values, count);
  }

  /** Checks that the tensors tile the data exactly, as the format demands. */
  private static Map<String, StoredTensor> place(FileBytes file, List<Entry> entries, long data) {
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    long covered = 0;
    for (Entry entry : entries) {
      long count = TensorTable.checkedCount(file.origin(), entry.name, entry.shape);
      if (entry.begin != covered || entry.end - entry.begin != count * entry.dtype.bytes()) {
        throw refuse(
            file,
            "tensor "
                + entry.name
                + " claims bytes "
                + entry.begin
                + " to "
                + entry.end
                + ", which overlap others, leave a gap, or do not fit its shape");
      }
      covered = entry.end;
      StoredTensor tensor =
          new StoredTensor(file, data + entry.begin, entry.dtype, entry.shape, null);
      if (tensors.put(entry.name, tensor) != null) {
        throw refuse(file, "tensor " + entry.name + " occurs twice");
      }
    }
    if (covered != file.size() - data) {
      throw refuse(
          file,
          "its header describes "
              + covered
              + " bytes of numbers but "
              + (file.size() - data)
              + " are there; the download is probably incomplete");
    }
    return tensors;
  }

  private static FoleyException refuse(FileBytes file, String why) {
    return new FoleyException.InvalidModel(
        file.origin() + " is no valid safetensors file: " + why + ".");
  }
}
