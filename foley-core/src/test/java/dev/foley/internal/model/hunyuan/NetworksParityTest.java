package dev.foley.internal.model.hunyuan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import dev.foley.internal.nn.ResidentTensors;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.nn.Trace;
import dev.foley.internal.nn.WeightLoader;
import dev.foley.internal.parity.ParityFolder;
import dev.foley.internal.parity.ParityReport;
import dev.foley.internal.weights.Checkpoint;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every network of this package but the diffusion transformer, activation by activation. */
class NetworksParityTest {
  private final ParityFolder folder = ParityFolder.require();
  private final NDManager manager = Torch.newManager(Torch.device("cpu"));

  @AfterEach
  void close() {
    manager.close();
  }

  private static Trace against(Checkpoint fixture, String prefix, ParityReport report) {
    return (module, activation) -> {
      if (fixture.names().contains(prefix + module)) {
        report.compareActivation(
            module, fixture.floats(prefix + module), activation.toFloatArray());
      }
    };
  }

  private Tensors weights(String file) {
    try (Checkpoint checkpoint = folder.checkpoint(file)) {
      return new WeightLoader(checkpoint, DataType.FLOAT32).loadAll(manager, "");
    }
  }

  private NDArray input(Checkpoint fixture, String name) {
    return new WeightLoader(fixture, DataType.FLOAT32).load(manager, name);
  }

  @Test
  void siglip2() throws IOException {
    ParityReport report = new ParityReport("SigLIP2", 1e-5);
    try (Checkpoint fixture = folder.checkpoint("siglip_io.safetensors")) {
      Siglip2 network =
          new Siglip2(
              Siglip2.Config.of(folder.config("siglip_vision")),
              weights("siglip_weights.safetensors"),
              against(fixture, "act.", report));
      NDArray features = network.encode(input(fixture, "in.pixel_values"));
      report.compare(
          "out.image_features", fixture.floats("out.image_features"), features.toFloatArray());
    }
    report.print();
  }

  @Test
  void synchformer() throws IOException {
    ParityReport report = new ParityReport("Synchformer", 2e-5);
    JsonObject thinned =
        folder
            .json("config.json")
            .getAsJsonObject()
            .getAsJsonObject("synchformer_thinned_token_rows");
    Synchformer.Config config = Synchformer.Config.of(folder.config("synchformer"));
    try (Checkpoint fixture = folder.checkpoint("synchformer_io.safetensors")) {
      Trace trace =
          (module, activation) -> {
            if (fixture.names().contains("act." + module)) {
              float[] actual = activation.toFloatArray();
              if (thinned.has(module)) {
                actual = rows(actual, activation.getShape(), thinned.getAsJsonArray(module));
              }
              report.compareActivation(module, fixture.floats("act." + module), actual);
            }
          };
      Synchformer network =
          new Synchformer(config, weights("synchformer_weights.safetensors"), trace);
      int frames = (int) fixture.shape("in.frames_u8")[0];
      float[] planes = fixture.floats("in.frames_u8");
      for (int i = 0; i < planes.length; i++) {
        planes[i] = (planes[i] / 255 - 0.5f) / 0.5f;
      }
      int segments = ReferenceTiming.segments(frames);
      int frame = planes.length / frames;
      float[] pixels = new float[segments * config.frames() * frame];
      for (int s = 0; s < segments; s++) {
        System.arraycopy(
            planes,
            s * ReferenceTiming.SEGMENT_STRIDE * frame,
            pixels,
            s * config.frames() * frame,
            config.frames() * frame);
      }
      NDArray features =
          network.encode(
              manager.create(
                  pixels, new Shape(segments, config.frames(), 3, config.image(), config.image())));
      report.compare("out.sync_feat", fixture.floats("out.sync_feat"), features.toFloatArray());
    }
    report.print();
  }

  private static float[] rows(float[] values, Shape shape, JsonArray rows) {
    int batch = (int) shape.get(0);
    int tokens = (int) shape.get(1);
    int width = (int) shape.get(2);
    float[] picked = new float[batch * rows.size() * width];
    int at = 0;
    for (int b = 0; b < batch; b++) {
      for (JsonElement row : rows) {
        System.arraycopy(values, (b * tokens + row.getAsInt()) * width, picked, at, width);
        at += width;
      }
    }
    return picked;
  }

  @Test
  void clap() throws IOException {
    Tensors weights = weights("clap_weights.safetensors");
    Clap.Config config = Clap.Config.of(folder.config("clap_text"));
    try (Checkpoint fixture = folder.checkpoint("clap_io.safetensors")) {
      int batches = 0;
      while (fixture.names().contains("batch" + batches + ".in.input_ids")) {
        String prefix = "batch" + batches++ + ".";
        ParityReport report = new ParityReport("CLAP text, batch " + batches, 1e-5);
        Clap network = new Clap(config, weights, against(fixture, prefix + "act.", report));
        int[][] ids = new int[(int) fixture.shape(prefix + "in.input_ids")[0]][];
        int length = (int) fixture.shape(prefix + "in.input_ids")[1];
        float[] flat = fixture.floats(prefix + "in.input_ids");
        for (int b = 0; b < ids.length; b++) {
          ids[b] = new int[length];
          for (int i = 0; i < length; i++) {
            ids[b][i] = (int) flat[b * length + i];
          }
        }
        String out = prefix + "out.last_hidden_state";
        report.compare(out, fixture.floats(out), network.encode(manager, ids).toFloatArray());
        report.print();
      }
      assertTrue(batches > 0);
    }
  }

  @Test
  void textPipeline() throws IOException {
    ParityReport report = new ParityReport("text pipeline", 1e-5);
    Clap network =
        new Clap(
            Clap.Config.of(folder.config("clap_text")),
            weights("clap_weights.safetensors"),
            Trace.NONE);
    BytePairTokenizer tokenizer = BytePairTokenizer.open(folder.file("."));
    JsonObject pipeline = folder.json("text_pipeline.json").getAsJsonObject();
    int limit = pipeline.get("text_length").getAsInt();
    try (Checkpoint fixture = folder.checkpoint("text_pipeline.safetensors")) {
      int number = 0;
      for (JsonElement element : pipeline.getAsJsonArray("cases")) {
        String prefix = "case" + number++ + ".";
        int[][] ids =
            network.pad(
                tokenizer.encode(element.getAsJsonObject().get("negative").getAsString()),
                tokenizer.encode(element.getAsJsonObject().get("prompt").getAsString()));
        float[] hidden = network.encode(manager, ids).toFloatArray();
        int width = network.config().hidden();
        int rows = Math.min(limit, ids[0].length);
        String negative = prefix + "uncond_text_feat";
        report.compare(negative, fixture.floats(negative), Arrays.copyOf(hidden, rows * width));
        int second = ids[0].length * width;
        String prompt = prefix + "text_feat";
        report.compare(
            prompt,
            fixture.floats(prompt),
            Arrays.copyOfRange(hidden, second, second + rows * width));
      }
    }
    report.print();
  }

  private DacVae.Config dacConfig() throws IOException {
    Map<String, Object> arguments =
        new com.google.gson.Gson()
            .fromJson(folder.config("dac"), new TypeToken<Map<String, Object>>() {}.getType());
    return DacVae.Config.of(arguments);
  }

  @Test
  void dacDecoder() throws IOException {
    ParityReport report = new ParityReport("DAC decoder", 5e-5);
    try (Checkpoint fixture = folder.checkpoint("dac_io.safetensors");
        Checkpoint checkpoint = folder.checkpoint("dac_weights.safetensors")) {
      ResidentTensors weights = DacWeights.load(checkpoint, manager, true);
      DacVae dac = new DacVae(dacConfig(), weights, against(fixture, "act.", report));
      NDArray wave = dac.decode(input(fixture, "in.z"));
      report.compare("out.wav", fixture.floats("out.wav"), wave.toFloatArray());
    }
    report.print();
  }

  @Test
  void dacEncoder() throws IOException {
    ParityReport report = new ParityReport("DAC encoder", 5e-5);
    try (Checkpoint fixture = folder.checkpoint("dac_io.safetensors");
        Checkpoint checkpoint = folder.checkpoint("dac_weights.safetensors")) {
      ResidentTensors weights = DacWeights.load(checkpoint, manager, false);
      DacVae dac = new DacVae(dacConfig(), weights, against(fixture, "act.", report));
      DacVae.Posterior posterior = dac.encode(input(fixture, "in.audio_padded"));
      report.compare("out.mean", fixture.floats("out.mean"), posterior.mean().toFloatArray());
      report.compare(
          "out.logvar", fixture.floats("out.logvar"), posterior.logVariance().toFloatArray());
      report.compare("out.std", fixture.floats("out.std"), posterior.deviation().toFloatArray());
    }
    report.print();
  }

  @Test
  void fusedWeights() {
    ParityReport report = new ParityReport("DAC fused weights", 1e-6);
    try (Checkpoint fixture = folder.checkpoint("dac_fused_weights.safetensors");
        Checkpoint checkpoint = folder.checkpoint("dac_weights.safetensors")) {
      for (String name : fixture.names()) {
        String layer = name.substring(0, name.length() - ".fused_weight".length());
        report.compare(
            name,
            fixture.floats(name),
            DacWeights.fuse(
                checkpoint.floats(layer + ".weight_g"), checkpoint.floats(layer + ".weight_v")));
      }
    }
    report.print();
  }
}
