package dev.foley.internal.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTensorsTest {
  @TempDir Path folder;

  private static byte[] file(String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(data)
        .array();
  }

  private static Checkpoint parse(byte[] bytes) {
    return SafeTensors.parse(FileBytes.wrap("test", bytes));
  }

  private static float[] ramp(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (i % 251 - 125) / 16f;
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {"F32", "F16", "BF16"})
  void whatWasWrittenIsRead(String type) throws IOException {
    // Multiples of 1/16 below 8 are exact in F32 and F16, and in BF16 when below 16 with 8 bits.
    float[] values = ramp(70_000);
    DType dtype = DType.valueOf(type);
    Map<String, SafeTensorsWriter.Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a.weight", new SafeTensorsWriter.Tensor(values, 7, 100, 100));
    tensors.put("empty", new SafeTensorsWriter.Tensor(new float[0], 0, 3));
    tensors.put("scalar", new SafeTensorsWriter.Tensor(new float[] {1.25f}));
    Path path = folder.resolve("w.safetensors");
    SafeTensorsWriter.write(path, tensors, dtype, Map.of("made by", "test"));
    try (Checkpoint checkpoint = Checkpoints.open(path)) {
      assertEquals(List.of("a.weight", "empty", "scalar"), List.copyOf(checkpoint.names()));
      assertArrayEquals(new long[] {7, 100, 100}, checkpoint.shape("a.weight"));
      assertEquals(dtype, checkpoint.dtype("scalar"));
      assertEquals("test", checkpoint.metadata().get("made by"));
      assertArrayEquals(values, checkpoint.floats("a.weight"));
      assertArrayEquals(new float[0], checkpoint.floats("empty"));
      assertArrayEquals(new float[] {1.25f}, checkpoint.floats("scalar"));
      assertArrayEquals(values, checkpoint.under("a.").floats("weight"));
    }
    try (var left = Files.list(folder)) {
      assertEquals(1, left.count(), "no temporary file stays");
    }
    assertEquals(0, (8 + headerLength(path)) % 8, "numbers start on a multiple of eight");
  }

  private static long headerLength(Path path) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  @Test
  void partsGoStraightIntoNativeMemory() throws IOException {
    float[] values = ramp(50_000);
    Path path = folder.resolve("w.safetensors");
    SafeTensorsWriter.write(
        path,
        Map.of("w", new SafeTensorsWriter.Tensor(values, values.length)),
        DType.BF16,
        Map.of());
    try (Checkpoint checkpoint = Checkpoints.open(path)) {
      FloatBuffer floats =
          ByteBuffer.allocateDirect(40_000 * 4).order(ByteOrder.nativeOrder()).asFloatBuffer();
      checkpoint.read("w", 9_999, floats);
      ShortBuffer halves =
          ByteBuffer.allocateDirect(40_000 * 2).order(ByteOrder.nativeOrder()).asShortBuffer();
      checkpoint.readF16("w", 9_999, halves);
      assertFalse(floats.hasRemaining());
      for (int i = 0; i < 40_000; i++) {
        assertEquals(values[9_999 + i], floats.get(i));
        assertEquals(values[9_999 + i], HalfPrecision.fromF16(halves.get(i)));
      }
      assertThrows(
          IndexOutOfBoundsException.class, () -> checkpoint.read("w", 20_000, floats.rewind()));
      assertThrows(IllegalArgumentException.class, () -> checkpoint.floats("v"));
    }
  }

  @Test
  void everyTypeIsWidened() {
    ByteBuffer data = ByteBuffer.allocate(8 + 8 + 4 + 2 + 1 + 1 + 1).order(ByteOrder.LITTLE_ENDIAN);
    data.putDouble(-2.5).putLong(1L << 40).putInt(-7).putShort((short) -300);
    data.put((byte) -5).put((byte) 200).put((byte) 1);
    Checkpoint checkpoint =
        parse(
            file(
                "{\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                    + "\"l\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[8,16]},"
                    + "\"i\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[16,20]},"
                    + "\"s\":{\"dtype\":\"I16\",\"shape\":[1],\"data_offsets\":[20,22]},"
                    + "\"c\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[22,23]},"
                    + "\"u\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[23,24]},"
                    + "\"b\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[24,25]}}",
                data.array()));
    assertEquals(-2.5f, checkpoint.floats("d")[0]);
    assertEquals(1L << 40, checkpoint.longs("l")[0]);
    assertEquals(-7, checkpoint.longs("i")[0]);
    assertEquals(-300, checkpoint.longs("s")[0]);
    assertEquals(-5f, checkpoint.floats("c")[0]);
    assertEquals(200, checkpoint.longs("u")[0]);
    assertEquals(1f, checkpoint.floats("b")[0]);
    assertThrows(IllegalArgumentException.class, () -> checkpoint.longs("d"));
    checkpoint.close();
    assertThrows(IllegalStateException.class, () -> checkpoint.floats("d"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1,-2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,2,2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F4\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"x\":1}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}",
        "[1,2]",
        "{\"a\":",
        "{}",
        "{'a':{}}"
      })
  void damagedHeadersAreRefused(String header) {
    byte[] bytes = file(header, new byte[8]);
    assertThrows(FoleyException.InvalidModel.class, () -> parse(bytes));
  }

  @Test
  void absurdHeaderLengthsAreRefused() {
    byte[] bytes = file("{}", new byte[0]);
    assertEquals(0, parse(bytes).names().size());
    for (long length : new long[] {-1, 0, 1, 3, Long.MAX_VALUE, Integer.MAX_VALUE}) {
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
      assertThrows(FoleyException.InvalidModel.class, () -> parse(bytes));
    }
    assertThrows(FoleyException.InvalidModel.class, () -> parse(new byte[7]));
    byte[] nested = file("[".repeat(200_000), new byte[0]);
    assertThrows(FoleyException.InvalidModel.class, () -> parse(nested));
  }

  @Test
  void filesBeyondTwoGibibytesAreRead() throws IOException {
    // Sparse: takes no space on disk. An odd header length puts a number across two segments.
    long count = 600_000_000;
    String header =
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2,"
            + count / 2
            + "],\"data_offsets\":[0,"
            + 4 * count
            + "]}} ";
    byte[] text = (header.length() % 2 == 1 ? header : header + " ").getBytes();
    Path path = folder.resolve("large.safetensors");
    long data = 8 + text.length;
    long straddling = ((1L << 30) - data) / 4;
    try (RandomAccessFile out = new RandomAccessFile(path.toFile(), "rw")) {
      out.setLength(data + 4 * count);
      out.write(file(new String(text, StandardCharsets.UTF_8), new byte[0]));
      for (long index : new long[] {0, straddling, count - 1}) {
        out.seek(data + 4 * index);
        out.writeInt(Integer.reverseBytes(Float.floatToIntBits(index)));
      }
    }
    try (Checkpoint checkpoint = Checkpoints.open(path)) {
      FloatBuffer around = FloatBuffer.allocate(9);
      checkpoint.read("w", straddling - 4, around);
      assertEquals((float) straddling, around.get(4));
      assertEquals(0f, around.get(5));
      FloatBuffer last = FloatBuffer.allocate(2);
      checkpoint.read("w", count - 2, last);
      assertArrayEquals(new float[] {0, count - 1}, last.array());
    }
  }

  @Test
  void shardsFormOneCheckpoint() throws IOException {
    for (String name : List.of("a", "b")) {
      SafeTensorsWriter.write(
          folder.resolve(name + ".safetensors"),
          Map.of("w." + name, new SafeTensorsWriter.Tensor(new float[] {name.charAt(0)}, 1)),
          DType.F32,
          Map.of());
    }
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(
        index,
        "{\"metadata\":{},\"weight_map\":{\"w.a\":\"a.safetensors\",\"w.b\":\"b.safetensors\"}}");
    try (Checkpoint checkpoint = Checkpoints.open(index)) {
      assertEquals(List.of("w.a", "w.b"), List.copyOf(checkpoint.names()));
      assertEquals('b', checkpoint.floats("w.b")[0]);
    }
    for (String bad :
        List.of("\"../a.safetensors\"", "\"/etc/passwd\"", "\"b.safetensors\"", "1", "[]")) {
      Files.writeString(index, "{\"weight_map\":{\"w.a\":" + bad + "}}");
      assertThrows(FoleyException.InvalidModel.class, () -> Checkpoints.open(index));
    }
  }

  @Test
  void streamsAreReadWhole() throws IOException {
    byte[] bytes =
        file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", new byte[4]);
    Checkpoint checkpoint = SafeTensors.read(new ByteArrayInputStream(bytes), "resource");
    assertEquals(0f, checkpoint.floats("a")[0]);
    assertEquals("resource", checkpoint.origin());
  }

  @Test
  void incompleteFilesNeverAppear() throws IOException {
    Path path = folder.resolve("w.safetensors");
    Files.writeString(path, "old");
    Map<String, TensorSpec> specs = Map.of("w", new TensorSpec(DType.F32, 3));
    SafeTensorsWriter writer = new SafeTensorsWriter(path, specs, Map.of());
    writer.append("w", new float[2], 0, 2);
    assertThrows(IllegalStateException.class, writer::close);
    SafeTensorsWriter other = new SafeTensorsWriter(path, specs, Map.of());
    assertThrows(IllegalArgumentException.class, () -> other.append("w", new float[4], 0, 4));
    other.close();
    assertEquals("old", Files.readString(path));
    try (var left = Files.list(folder)) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void missingFilesAreNamed() {
    Path path = folder.resolve("none.safetensors");
    FoleyException failure =
        assertThrows(FoleyException.InvalidModel.class, () -> Checkpoints.open(path));
    assertTrue(failure.getMessage().contains("none.safetensors"));
  }
}
