package dev.foley.internal.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.foley.FoleyException;
import dev.foley.internal.parity.ParityFolder;
import dev.foley.internal.parity.ParityReport;
import dev.foley.internal.parity.ParityTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every file of the set's {@code pth} folder: good ones give their values, hostile ones nothing.
 */
@ExtendWith(ParityTable.class)
class TorchCheckpointParityTest {
  private static final Map<String, DType> TYPES =
      Map.of(
          "float16", DType.F16,
          "bfloat16", DType.BF16,
          "float32", DType.F32,
          "float64", DType.F64,
          "int64", DType.I64,
          "int32", DType.I32,
          "int16", DType.I16,
          "int8", DType.I8,
          "uint8", DType.U8,
          "bool", DType.BOOL);

  @TestFactory
  Stream<DynamicTest> everyFileIsLoadedOrRefusedAsExpected() throws IOException {
    ParityFolder folder = ParityFolder.require();
    JsonObject expected = folder.json("pth/expected.json").getAsJsonObject();
    Map<String, ParityReport> reports =
        Map.of(
            "load", new ParityReport("checkpoints to load", 0),
            "refuse", new ParityReport("checkpoints to refuse", 0));
    ParityReport either = new ParityReport("checkpoints, either", 0);
    return expected.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      JsonObject file = entry.getValue().getAsJsonObject();
                      check(folder.file("pth/" + entry.getKey()), file);
                      reports.getOrDefault(file.get("outcome").getAsString(), either).exact(1);
                    }));
  }

  @Test
  void nothingWasWrittenBesideTheFiles() throws IOException {
    ParityFolder folder = ParityFolder.require();
    JsonObject expected = folder.json("pth/expected.json").getAsJsonObject();
    try (Stream<Path> files = Files.list(folder.file("pth"))) {
      TreeSet<String> names =
          files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
      names.remove("expected.json");
      assertEquals(new TreeSet<>(expected.keySet()), names);
    }
  }

  private static void check(Path file, JsonObject expected) {
    switch (expected.get("outcome").getAsString()) {
      case "load" -> load(file, expected);
      case "refuse" ->
          assertThrows(FoleyException.InvalidModel.class, () -> Checkpoints.open(file));
      default -> {
        // Either is right; what is loaded must have the right values.
        try {
          load(file, expected);
        } catch (FoleyException.InvalidModel refused) {
          assertEquals(false, refused.getMessage().isEmpty());
        }
      }
    }
  }

  private static void load(Path file, JsonObject expected) {
    try (Checkpoint checkpoint = Checkpoints.open(file)) {
      JsonObject tensors = expected.getAsJsonObject("tensors");
      if (tensors != null) {
        assertEquals(new TreeSet<>(tensors.keySet()), new TreeSet<>(checkpoint.names()));
        tensors
            .entrySet()
            .forEach(
                entry -> compare(checkpoint, entry.getKey(), entry.getValue().getAsJsonObject()));
      }
      if (expected.has("metadata")) {
        Map<?, ?> metadata = (Map<?, ?>) checkpoint.metadata().get("metadata");
        assertEquals(plain(expected.get("metadata")), metadata);
      }
    }
  }

  private static void compare(Checkpoint checkpoint, String name, JsonObject expected) {
    DType dtype = TYPES.get(expected.get("dtype").getAsString());
    assertEquals(dtype, checkpoint.dtype(name), name);
    JsonArray shape = expected.getAsJsonArray("shape");
    long[] sizes = new long[shape.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = shape.get(i).getAsLong();
    }
    assertArrayEquals(sizes, checkpoint.shape(name), name);
    JsonArray values = expected.getAsJsonArray("values_row_major");
    if (dtype.isFloating()) {
      float[] floats = new float[values.size()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values.get(i).getAsDouble();
      }
      assertArrayEquals(floats, checkpoint.floats(name), name);
    } else {
      long[] longs = new long[values.size()];
      for (int i = 0; i < longs.length; i++) {
        longs[i] = values.get(i).getAsLong();
      }
      assertArrayEquals(longs, checkpoint.longs(name), name);
    }
  }

  private static Object plain(JsonElement json) {
    if (json.isJsonObject()) {
      return json.getAsJsonObject().entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, e -> plain(e.getValue())));
    }
    if (json.isJsonArray()) {
      List<Object> items = new java.util.ArrayList<>();
      json.getAsJsonArray().forEach(item -> items.add(plain(item)));
      return items;
    }
    if (json.isJsonNull()) {
      return null;
    }
    if (json.getAsJsonPrimitive().isBoolean()) {
      return json.getAsBoolean();
    }
    if (json.getAsJsonPrimitive().isString()) {
      return json.getAsString();
    }
    double number = json.getAsDouble();
    return number == Math.rint(number) ? (Object) json.getAsLong() : (Object) number;
  }
}
