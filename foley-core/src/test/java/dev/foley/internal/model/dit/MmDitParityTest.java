package dev.foley.internal.model.dit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.foley.internal.nn.StreamedTensors;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.nn.Trace;
import dev.foley.internal.nn.WeightLoader;
import dev.foley.internal.parity.ParityFolder;
import dev.foley.internal.parity.ParityReport;
import dev.foley.internal.weights.Checkpoint;
import java.io.IOException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class MmDitParityTest {
  private static final double TOLERANCE = 2e-5;

  private final ParityFolder folder = ParityFolder.require();

  @Test
  void rowsOfNearestExactResampling() throws IOException {
    ParityReport report = new ParityReport("nearest-exact rows", 0);
    for (JsonElement element : folder.json("nearest_exact.json").getAsJsonArray()) {
      JsonObject table = element.getAsJsonObject();
      int from = table.get("in").getAsInt();
      int to = table.get("out").getAsInt();
      int[] expected =
          StreamSupport.stream(table.getAsJsonArray("index").spliterator(), false)
              .mapToInt(JsonElement::getAsInt)
              .toArray();
      assertArrayEquals(expected, NearestExact.rows(from, to), from + " to " + to);
    }
    report.print();
  }

  /** Every case, with weights resident and streamed block by block. */
  @Test
  void velocities() throws IOException {
    DitConfig config = config(folder.config("dit"));
    try (NDManager manager = Torch.newManager(Torch.device("cpu"));
        Checkpoint weights = folder.checkpoint("dit_weights.safetensors")) {
      WeightLoader loader = new WeightLoader(weights, DataType.FLOAT32);
      Tensors resident = loader.loadAll(manager, "");
      int cases = folder.json("config.json").getAsJsonObject().getAsJsonArray("dit_cases").size();
      for (int i = 1; i <= cases; i++) {
        try (Checkpoint fixture = folder.checkpoint("dit_case" + i + ".safetensors");
            StreamedTensors streamed = new StreamedTensors(loader, manager)) {
          check("MMDiT case " + i + ", resident", config, resident, fixture, manager);
          check("MMDiT case " + i + ", streamed", config, streamed, fixture, manager);
        }
      }
    }
  }

  private static DitConfig config(JsonObject section) {
    JsonObject k = section.getAsJsonObject("model_config").getAsJsonObject("model_kwargs");
    return new DitConfig(
        k.get("hidden_size").getAsInt(),
        k.get("num_heads").getAsInt(),
        k.get("depth_triple_blocks").getAsInt(),
        k.get("depth_single_blocks").getAsInt(),
        k.get("audio_vae_latent_dim").getAsInt(),
        k.get("clip_dim").getAsInt(),
        k.get("sync_feat_dim").getAsInt(),
        k.get("condition_dim").getAsInt(),
        8,
        256);
  }

  private static void check(
      String name, DitConfig config, Tensors weights, Checkpoint fixture, NDManager parent) {
    ParityReport report = new ParityReport(name, TOLERANCE);
    Trace trace =
        (module, activation) -> {
          if (fixture.names().contains("act." + module)) {
            report.compareActivation(
                module, fixture.floats("act." + module), activation.toFloatArray());
          }
        };
    try (NDManager scope = parent.newSubManager()) {
      WeightLoader inputs = new WeightLoader(fixture, DataType.FLOAT32);
      NDArray x = inputs.load(scope, "in.x").transpose(0, 2, 1);
      MmDit dit = new MmDit(config, weights, trace);
      MmDit.Conditions conditions =
          dit.prepare(
              inputs.load(scope, "in.clip_feat"),
              inputs.load(scope, "in.sync_feat"),
              inputs.load(scope, "in.cond"),
              (int) x.getShape().get(1));
      NDArray velocity =
          dit.velocity(x, inputs.load(scope, "in.t").reshape(new Shape(-1)), conditions);
      report.compare("out.x", fixture.floats("out.x"), velocity.transpose(0, 2, 1).toFloatArray());
    }
    report.print();
  }
}
