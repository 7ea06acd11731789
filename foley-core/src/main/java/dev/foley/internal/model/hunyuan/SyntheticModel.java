package dev.foley.internal.model.hunyuan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.foley.internal.model.dit.DitConfig;
import dev.foley.internal.model.dit.MmDit;
import dev.foley.internal.nn.ResidentTensors;
import dev.foley.internal.weights.DType;
import dev.foley.internal.weights.SafeTensorsWriter;
import dev.foley.internal.weights.TensorSpec;
import dev.foley.internal.weights.TorchCheckpointWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a folder in the official layout with random weights, to measure and test without the
 * published ones. Its sound is noise.
 */
public final class SyntheticModel {
  private static final int CHUNK = 1 << 16;
  private static final int VOCABULARY = 50265;

  private SyntheticModel() {}

  /** Which sizes to write. */
  public enum Size {
    /** A few megabytes, for tests. */
    TINY(64, 1, 1, 2, 64, 64, 1, 32, 300),
    /** As published: 5.8 GB and 1.9 GB of encoders and decoder. */
    XL(1408, 11, 12, 24, 768, 768, 12, 2048, VOCABULARY),
    /** As published: 10.3 GB and 1.9 GB of encoders and decoder. */
    XXL(1536, 12, 18, 36, 768, 768, 12, 2048, VOCABULARY);

    private final DitConfig transformer;
    private final int hidden;
    private final int layers;
    private final int decoderDim;
    private final int vocabulary;

    Size(
        int width,
        int heads,
        int triple,
        int single,
        int hidden,
        int syncHidden,
        int layers,
        int decoderDim,
        int vocabulary) {
      int latent = layers == 1 ? 8 : 128;
      this.transformer =
          new DitConfig(width, heads, triple, single, latent, hidden, syncHidden, hidden, 8, 256);
      this.hidden = hidden;
      this.layers = layers;
      this.decoderDim = decoderDim;
      this.vocabulary = vocabulary;
    }
  }

  /** Writes all files; an existing folder is filled up. */
  public static void write(Path folder, Size size, long seed) throws IOException {
    Files.createDirectories(folder);
    boolean xxl = size == Size.XXL;
    torch(
        folder.resolve(xxl ? "hunyuanvideo_foley.pth" : "hunyuanvideo_foley_xl.pth"),
        DitKeys.table(size.transformer),
        DType.BF16,
        null,
        Map.of(),
        seed);
    Synchformer.Config sync =
        new Synchformer.Config(
            size.transformer.syncWidth(),
            size.layers,
            Math.max(1, size.transformer.syncWidth() / 64),
            224,
            16,
            2,
            16);
    torch(
        folder.resolve("synchformer_state_dict.pth"),
        EncoderKeys.synchformer(sync),
        DType.F32,
        null,
        Map.of(),
        seed + 1);
    Map<String, Object> arguments =
        Map.of(
            "latent_dim",
            size.transformer.latentChannels(),
            "decoder_dim",
            size.decoderDim,
            "decoder_rates",
            List.of(8, 5, 4, 3, 2),
            "sample_rate",
            48000,
            "continuous",
            true);
    torch(
        folder.resolve("vae_128d_48k.pth"),
        EncoderKeys.dac(DacVae.Config.of(arguments), false),
        DType.F32,
        "state_dict",
        Map.of("metadata", Map.of("kwargs", arguments)),
        seed + 2);
    siglip(folder.resolve("siglip2-base-patch16-512"), size, seed + 3);
    clap(folder.resolve("larger_clap_general"), size, seed + 4);
  }

  /** A transformer with random weights of a type in memory, owned by {@code manager}. */
  public static MmDit transformer(NDManager manager, DitConfig config, DataType type)
      throws IOException {
    Map<String, long[]> keys = DitKeys.table(config);
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    keys.forEach((name, shape) -> tensors.put(name, manager.zeros(new Shape(shape), type)));
    randomise(keys, tensors, manager);
    return new MmDit(config, new ResidentTensors(tensors));
  }

  private static void randomise(
      Map<String, long[]> keys, Map<String, NDArray> tensors, NDManager manager)
      throws IOException {
    Map<String, float[]> whole = new LinkedHashMap<>();
    int[] filled = {0};
    fill(
        keys,
        1,
        (name, values, offset, count) -> {
          int size = Math.toIntExact(tensors.get(name).size());
          float[] all = whole.computeIfAbsent(name, key -> new float[size]);
          System.arraycopy(values, offset, all, filled[0], count);
          filled[0] += count;
          if (filled[0] == size) {
            NDArray target = tensors.get(name);
            try (NDArray staged = manager.create(all, target.getShape());
                NDArray narrow = staged.toType(target.getDataType(), true)) {
              target.addi(narrow);
            }
            whole.remove(name);
            filled[0] = 0;
          }
        });
  }

  private static void siglip(Path folder, Size size, long seed) throws IOException {
    JsonObject vision = new JsonObject();
    if (size == Size.TINY) {
      vision.addProperty("hidden_size", size.hidden);
      vision.addProperty("intermediate_size", 2 * size.hidden);
      vision.addProperty("num_hidden_layers", size.layers);
      vision.addProperty("num_attention_heads", 4);
      vision.addProperty("image_size", 64);
    }
    config(folder, "vision_config", vision);
    safetensors(
        folder.resolve("model.safetensors"), EncoderKeys.siglip2(Siglip2.Config.of(vision)), seed);
  }

  private static void clap(Path folder, Size size, long seed) throws IOException {
    JsonObject text = new JsonObject();
    if (size == Size.TINY) {
      text.addProperty("hidden_size", size.hidden);
      text.addProperty("intermediate_size", 2 * size.hidden);
      text.addProperty("num_hidden_layers", size.layers);
      text.addProperty("num_attention_heads", 4);
      text.addProperty("vocab_size", size.vocabulary);
    }
    config(folder, "text_config", text);
    Files.writeString(folder.resolve("tokenizer.json"), tokenizer());
    Map<String, long[]> keys =
        EncoderKeys.clap(
            Clap.Config.of(text),
            size.vocabulary,
            JsonFields.integer(text, "intermediate_size", 3072));
    torch(folder.resolve("pytorch_model.bin"), keys, DType.F32, null, Map.of(), seed);
  }

  private static void config(Path folder, String section, JsonObject content) throws IOException {
    Files.createDirectories(folder);
    JsonObject json = new JsonObject();
    json.add(section, content);
    Files.writeString(folder.resolve("config.json"), json.toString());
  }

  /** Every byte is a token, and nothing is merged. */
  private static String tokenizer() {
    JsonObject vocabulary = new JsonObject();
    JsonArray added = new JsonArray();
    for (String token : List.of("<s>", "<pad>", "</s>", "<unk>")) {
      JsonObject special = new JsonObject();
      special.addProperty("id", vocabulary.size());
      special.addProperty("content", token);
      added.add(special);
      vocabulary.addProperty(token, vocabulary.size());
    }
    for (String symbol : BytePairTokenizer.symbols()) {
      vocabulary.addProperty(symbol, vocabulary.size());
    }
    JsonObject model = new JsonObject();
    model.add("vocab", vocabulary);
    model.add("merges", new JsonArray());
    JsonObject json = new JsonObject();
    json.add("added_tokens", added);
    json.add("model", model);
    return new Gson().toJson(json);
  }

  /** Writes one PyTorch file; {@code inside} is the key of its state dict, null for the top. */
  static void torch(
      Path file,
      Map<String, long[]> keys,
      DType dtype,
      String inside,
      Map<String, ?> values,
      long seed)
      throws IOException {
    try (TorchCheckpointWriter writer =
        new TorchCheckpointWriter(file, specs(keys, dtype), inside, values)) {
      fill(keys, seed, writer::append);
    }
  }

  private static void safetensors(Path file, Map<String, long[]> keys, long seed)
      throws IOException {
    try (SafeTensorsWriter writer =
        new SafeTensorsWriter(file, specs(keys, DType.F32), Map.of("format", "pt"))) {
      fill(keys, seed, writer::append);
    }
  }

  private static Map<String, TensorSpec> specs(Map<String, long[]> keys, DType dtype) {
    Map<String, TensorSpec> specs = new LinkedHashMap<>();
    keys.forEach((name, shape) -> specs.put(name, new TensorSpec(dtype, shape)));
    return specs;
  }

  private interface Sink {
    void append(String name, float[] values, int offset, int count) throws IOException;
  }

  /**
   * Random numbers that keep activations near one: weights of variance 1 over their inputs, gains
   * near one, everything else small.
   */
  private static void fill(Map<String, long[]> keys, long seed, Sink sink) throws IOException {
    float[] values = new float[CHUNK];
    long state = seed * 0x9E3779B97F4A7C15L + 1;
    for (Map.Entry<String, long[]> entry : keys.entrySet()) {
      long[] shape = entry.getValue();
      long count = 1;
      for (long size : shape) {
        count *= size;
      }
      boolean gain =
          (shape.length == 1 && entry.getKey().endsWith("weight"))
              || entry.getKey().endsWith("weight_g")
              || entry.getKey().endsWith("alpha");
      float centre = gain ? 1 : 0;
      long inputs = shape.length > 1 && !gain ? count / shape[0] : 100;
      float scale = (float) Math.sqrt(3.0 / Math.max(1, inputs)) * 0x1p-31f;
      for (long done = 0; done < count; ) {
        int part = (int) Math.min(CHUNK, count - done);
        for (int i = 0; i < part; i++) {
          // Xorshift (Marsaglia, 2003); uniform numbers are random enough here.
          state ^= state << 13;
          state ^= state >>> 7;
          state ^= state << 17;
          values[i] = centre + (int) (state >>> 32) * scale;
        }
        sink.append(entry.getKey(), values, 0, part);
        done += part;
      }
    }
  }
}
