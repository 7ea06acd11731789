package dev.foley.internal.model.hunyuan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import dev.foley.internal.nn.Layers;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.nn.Trace;
import dev.foley.internal.nn.WeightLoader;
import dev.foley.internal.parity.Fixture;
import dev.foley.internal.parity.ParityFolder;
import dev.foley.internal.parity.ParityReport;
import dev.foley.internal.parity.ParityTable;
import dev.foley.internal.weights.Checkpoint;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every network of this package but the diffusion transformer, activation by activation. */
@ExtendWith(ParityTable.class)
class NetworksParityTest {
  private final ParityFolder folder = ParityFolder.require();
  private final NDManager manager = Torch.newManager(Torch.device("cpu"));

  @AfterEach
  void close() {
    manager.close();
  }

  private static Trace against(Fixture fixture, String prefix, ParityReport report) {
    return (module, activation) -> {
      if (fixture.has(prefix + module)) {
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

  @Test
  void siglip2() throws IOException {
    ParityReport report = new ParityReport("SigLIP2", 1e-5);
    try (Fixture fixture = folder.fixture("siglip_io.safetensors")) {
      Trace inside = against(fixture, "act.", report);
      Siglip2 network =
          new Siglip2(
              Siglip2.Config.of(folder.config("siglip_vision")),
              weights("siglip_weights.safetensors"),
              (module, activation) -> {
                inside.saw(module, activation);
                if (module.endsWith("post_layernorm")) {
                  String last = "out.last_hidden_state";
                  report.compare(last, fixture.floats(last), activation.toFloatArray());
                }
              });
      NDArray features = network.encode(fixture.load(manager, "in.pixel_values"));
      report.compare(
          "out.image_features", fixture.floats("out.image_features"), features.toFloatArray());
      fixture.requireAllRead();
    }
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
    try (Fixture fixture = folder.fixture("synchformer_io.safetensors")) {
      Trace trace =
          (module, activation) -> {
            if (fixture.has("act." + module)) {
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
      fixture.requireAllRead();
    }
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
    try (Fixture fixture = folder.fixture("clap_io.safetensors")) {
      int batches = 0;
      while (fixture.has("batch" + batches + ".in.input_ids")) {
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
        report.compare(
            "in.attention_mask", fixture.floats(prefix + "in.attention_mask"), mask(ids, config));
        NDArray hidden = network.encode(manager, ids);
        String out = prefix + "out.last_hidden_state";
        report.compare(out, fixture.floats(out), hidden.toFloatArray());
        String embeds = prefix + "out.text_embeds";
        report.compare(embeds, fixture.floats(embeds), project(hidden, weights).toFloatArray());
      }
      assertTrue(batches > 0);
      fixture.requireAllRead();
    }
  }

  private static float[] mask(int[][] ids, Clap.Config config) {
    float[] mask = new float[ids.length * ids[0].length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = ids[i / ids[0].length][i % ids[0].length] == config.padding() ? 0 : 1;
    }
    return mask;
  }

  /** The reference's pooled embedding, which generation does not need: first token, two layers. */
  private static NDArray project(NDArray hidden, Tensors weights) {
    NDArray first = hidden.get(":, 0");
    NDArray pooled = Layers.linear(first, weights, "text_model.pooler.dense").tanh();
    NDArray inner = Layers.linear(pooled, weights, "text_projection.linear1");
    return Layers.linear(inner.maximum(0), weights, "text_projection.linear2");
  }

  @Test
  void textPipeline() throws IOException {
    ParityReport report = new ParityReport("text pipeline", 1e-5);
    Clap network =
        new Clap(
            Clap.Config.of(folder.config("clap_text")),
            weights("clap_weights.safetensors"),
            Trace.NONE);
    BytePairTokenizer tokenizer = BytePairTokenizer.open(folder.file("tokenizer.json").getParent());
    JsonObject pipeline = folder.json("text_pipeline.json").getAsJsonObject();
    int limit = pipeline.get("text_length").getAsInt();
    try (Fixture fixture = folder.fixture("text_pipeline.safetensors")) {
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
        assertEquals(element.getAsJsonObject().get("rows").getAsInt(), rows);
      }
      fixture.requireAllRead();
    }
  }

  private DacVae.Config dacConfig() throws IOException {
    Map<String, Object> arguments =
        new com.google.gson.Gson()
            .fromJson(folder.config("dac"), new TypeToken<Map<String, Object>>() {}.getType());
    return DacVae.Config.of(arguments);
  }

  @Test
  void dac() throws IOException {
    ParityReport decoding = new ParityReport("DAC decoder", 5e-5);
    ParityReport encoding = new ParityReport("DAC encoder", 5e-5);
    try (Fixture fixture = folder.fixture("dac_io.safetensors");
        Checkpoint checkpoint = folder.checkpoint("dac_weights.safetensors")) {
      DacVae decoder =
          new DacVae(
              dacConfig(),
              DacWeights.load(checkpoint, manager, true),
              against(fixture, "act.", decoding));
      NDArray wave = decoder.decode(fixture.load(manager, "in.z"));
      decoding.compare("out.wav", fixture.floats("out.wav"), wave.toFloatArray());

      DacVae encoder =
          new DacVae(
              dacConfig(),
              DacWeights.load(checkpoint, manager, false),
              against(fixture, "act.", encoding));
      float[] audio = fixture.floats("in.audio");
      float[] padded = Arrays.copyOf(audio, (int) fixture.shape("in.audio_padded")[2]);
      encoding.compare("in.audio_padded", fixture.floats("in.audio_padded"), padded);
      DacVae.Posterior posterior = encoder.encode(fixture.load(manager, "in.audio_padded"));
      encoding.compare("out.mean", fixture.floats("out.mean"), posterior.mean().toFloatArray());
      encoding.compare(
          "out.logvar", fixture.floats("out.logvar"), posterior.logVariance().toFloatArray());
      encoding.compare("out.std", fixture.floats("out.std"), posterior.deviation().toFloatArray());
      fixture.requireAllRead();
    }
  }

  @Test
  void fusedWeights() {
    ParityReport report = new ParityReport("DAC fused weights", 1e-6);
    try (Fixture fixture = folder.fixture("dac_fused_weights.safetensors");
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
  }
}
