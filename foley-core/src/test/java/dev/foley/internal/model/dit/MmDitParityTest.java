package dev.foley.internal.model.dit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.foley.internal.nn.Rotary;
import dev.foley.internal.nn.StreamedTensors;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.nn.WeightLoader;
import dev.foley.internal.parity.Fixture;
import dev.foley.internal.parity.ParityFolder;
import dev.foley.internal.parity.ParityReport;
import dev.foley.internal.parity.ParityTable;
import dev.foley.internal.weights.Checkpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

@ExtendWith(ParityTable.class)
class MmDitParityTest {
  private static final double TOLERANCE = 2e-5;

  /** Angles of some hundred radians: another argument reduction is as good. */
  private static final double FAR_TOLERANCE = 2e-4;

  private final ParityFolder folder = ParityFolder.require();
  private final NDManager manager = Torch.newManager(Torch.device("cpu"));

  @AfterEach
  void close() {
    manager.close();
  }

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
      report.exact(1);
    }
  }

  @Test
  void rotaryTables() {
    ParityReport near = new ParityReport("rotary tables", 1e-6);
    ParityReport far = new ParityReport("rotary tables, far", FAR_TOLERANCE);
    ParityReport times = new ParityReport("time embedding", 1e-6);
    try (Fixture fixture = folder.fixture("rope_timestep.safetensors")) {
      for (String name : fixture.names()) {
        if (name.startsWith("rope_cos.") || name.startsWith("rope_sin.")) {
          int[] positions = new int[(int) fixture.shape(name)[0]];
          for (int i = 0; i < positions.length; i++) {
            positions[i] = i;
          }
          compareTable(near, fixture, name, positions);
        } else if (name.equals("rope_long.cos") || name.equals("rope_long.sin")) {
          float[] rows = fixture.floats("rope_long.rows");
          int[] positions = new int[rows.length];
          for (int i = 0; i < rows.length; i++) {
            positions[i] = (int) rows[i];
          }
          compareTable(far, fixture, name, positions);
        } else if (name.startsWith("timestep.embedding_")) {
          NDArray t = fixture.load(manager, "timestep.t");
          int width = (int) fixture.shape(name)[1];
          times.compare(name, fixture.floats(name), MmDit.sinusoids(t, width).toFloatArray());
        }
      }
      fixture.requireAllRead();
    }
  }

  /** Turning the pair (1, 0) gives its cosine and sine. */
  private void compareTable(ParityReport report, Fixture fixture, String name, int[] positions) {
    int headSize = (int) fixture.shape(name)[1];
    float[] ones = new float[positions.length * headSize];
    for (int i = 0; i < ones.length; i += 2) {
      ones[i] = 1;
    }
    float[] turned =
        Rotary.at(manager, positions, headSize)
            .rotate(manager.create(ones, new Shape(1, 1, positions.length, headSize)))
            .toFloatArray();
    int offset = name.contains("sin") ? 1 : 0;
    float[] repeated = new float[turned.length];
    for (int i = 0; i < turned.length; i++) {
      repeated[i] = turned[i / 2 * 2 + offset];
    }
    report.compare(name, fixture.floats(name), repeated);
  }

  /** Every case, with weights resident and streamed block by block. */
  @Test
  void velocities() throws IOException {
    JsonObject section = folder.config("dit");
    try (Checkpoint weights = folder.checkpoint("dit_weights.safetensors")) {
      DitConfig config = config(section, weights);
      WeightLoader loader = new WeightLoader(weights, DataType.FLOAT32);
      Tensors resident = loader.loadAll(manager, "");
      int cases = folder.json("config.json").getAsJsonObject().getAsJsonArray("dit_cases").size();
      List<Executable> checks = new ArrayList<>();
      for (int i = 1; i <= cases; i++) {
        int number = i;
        checks.add(() -> checkCase(number, config, resident, loader));
      }
      assertAll(checks);
    }
  }

  private void checkCase(int number, DitConfig config, Tensors resident, WeightLoader loader) {
    try (Fixture fixture = folder.fixture("dit_case" + number + ".safetensors");
        StreamedTensors streamed = new StreamedTensors(loader, manager)) {
      check("MMDiT case " + number + ", resident", config, resident, fixture);
      check("MMDiT case " + number + ", streamed", config, streamed, fixture);
      fixture.requireAllRead();
    }
  }

  private static DitConfig config(JsonObject section, Checkpoint weights) {
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
        (int) weights.shape("sync_pos_emb")[2],
        (int) weights.shape("time_in.mlp.0.weight")[1]);
  }

  private void check(String name, DitConfig config, Tensors weights, Fixture fixture) {
    ParityReport report = new ParityReport(name, TOLERANCE);
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = fixture.load(scope, "in.x").transpose(0, 2, 1);
      int latents = (int) x.getShape().get(1);
      MmDit dit = new MmDit(config, weights, new DitTrace(fixture, report, latents));
      MmDit.Conditions conditions =
          dit.prepare(
              fixture.load(scope, "in.clip_feat"),
              fixture.load(scope, "in.sync_feat"),
              fixture.load(scope, "in.cond"),
              latents);
      NDArray velocity =
          dit.velocity(x, fixture.load(scope, "in.t").reshape(new Shape(-1)), conditions);
      report.compare("out.x", fixture.floats("out.x"), velocity.transpose(0, 2, 1).toFloatArray());
    }
  }
}
