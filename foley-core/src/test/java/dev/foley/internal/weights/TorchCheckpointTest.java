package dev.foley.internal.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchCheckpointTest {
  @TempDir Path folder;

  static Path write(Path path, String inside) throws IOException {
    Map<String, TensorSpec> specs = new LinkedHashMap<>();
    specs.put("none", new TensorSpec(DType.F32, 0, 4));
    specs.put("layer.weight", new TensorSpec(DType.BF16, 3, 4));
    specs.put("layer.bias", new TensorSpec(DType.F32, 3));
    specs.put("half", new TensorSpec(DType.F16, 2, 1));
    specs.put("last", new TensorSpec(DType.F32, 4, 0));
    Map<String, Object> values =
        Map.of(
            "metadata",
            Map.of("rates", List.of(2, 3), "big", 1L << 40, "real", 2.5, "on", true, "s", "音"));
    try (TorchCheckpointWriter writer = new TorchCheckpointWriter(path, specs, inside, values)) {
      writer.append("layer.weight", new float[] {0, 1, 2, 3, 4}, 0, 5);
      writer.append("layer.weight", new float[] {9, 5, 6, 7, 8, 9, 10, 11}, 1, 7);
      writer.append("layer.bias", new float[] {-1, -2, -3}, 0, 3);
      writer.append("half", new float[] {0.5f, 0.25f}, 0, 2);
    }
    return path;
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    try (Checkpoint flat = Checkpoints.open(write(folder.resolve("a.pth"), null))) {
      assertEquals(
          List.of("none", "layer.weight", "layer.bias", "half", "last"), List.copyOf(flat.names()));
      assertEquals(0, flat.floats("none").length);
      assertArrayEquals(
          new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, flat.floats("layer.weight"));
      assertArrayEquals(new float[] {-1, -2, -3}, flat.floats("layer.bias"));
      assertArrayEquals(new float[] {0.5f, 0.25f}, flat.floats("half"));
      assertEquals(DType.BF16, flat.dtype("layer.weight"));
    }
    try (Checkpoint nested = Checkpoints.open(write(folder.resolve("b.pth"), "state_dict"))) {
      Checkpoint inside = nested.under("state_dict.");
      assertArrayEquals(new float[] {-1, -2, -3}, inside.floats("layer.bias"));
      Map<?, ?> metadata = (Map<?, ?>) nested.metadata().get("metadata");
      assertEquals(List.of(2L, 3L), metadata.get("rates"));
      assertEquals(1L << 40, metadata.get("big"));
      assertEquals(2.5, metadata.get("real"));
      assertEquals(true, metadata.get("on"));
      assertEquals("音", metadata.get("s"));
    }
  }

  /** A pickle, given as opcodes in Latin-1 after the protocol, in an otherwise good archive. */
  private static Object unpickle(String opcodes) throws Pickle.Refused {
    return Unpickler.load(("\u0080\u0002" + opcodes).getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void onlyPlainContainersAndTensorsCanBeBuilt() throws Exception {
    assertTrue(unpickle("}.") instanceof Pickle.Dict);
    String[] refused = {
      "cos\nsystem\n.",
      "cbuiltins\neval\n(X\1\0\0\0x\u0085R.",
      "ctorch\nFloatStorage\n)R.",
      "ctorch._utils\n_rebuild_tensor_v2\n)R.",
      "ctorch._utils\n_rebuild_parameter\nK\1\u0085R.",
      "ccollections\nOrderedDict\nK\1\u0085R.",
      "(ios\nsystem\n.",
      "(cos\nsystem\no.",
      "}}b.",
      "]K\1b.",
      "K\1Q.",
      "K\1K\2a.",
      "}]]s.",
      "h\5.",
      "0.",
      "2.",
      "\u0082\1.",
      "u.",
      "(.",
      "}}.",
      "}",
      "",
      "\u008a\u0009aaaaaaaaa.",
      "X\u00ff\u00ff\u00ff\u007f.",
      "X\1\0\0\0\u00ff.",
      "c" + "a".repeat(300) + "\nb\n."
    };
    for (String opcodes : refused) {
      assertThrows(Pickle.Refused.class, () -> unpickle(opcodes), opcodes);
    }
  }

  @Test
  void nestingCostsNoStack() {
    assertThrows(Pickle.Refused.class, () -> unpickle("(".repeat(500_000) + "."));
    assertThrows(Pickle.Refused.class, () -> unpickle("]".repeat(2_000_000) + "."));
  }

  @Test
  void oldFormatsGetAClearMessage() throws IOException {
    Path path = folder.resolve("old.pth");
    Files.write(path, new byte[1000]);
    FoleyException failure =
        assertThrows(FoleyException.InvalidModel.class, () -> Checkpoints.open(path));
    assertTrue(failure.getMessage().contains("older than 1.6"));
  }
}
