package dev.foley.internal.model.hunyuan;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.foley.FoleyException;
import dev.foley.internal.model.dit.DitConfig;
import dev.foley.internal.weights.Checkpoint;
import dev.foley.internal.weights.Checkpoints;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The official folder: the published files side by side, and the two Hugging Face folders of the
 * SigLIP2 and CLAP encoders inside it. Every file is mapped and its keys are listed; no number is
 * read.
 */
final class ModelFolder implements AutoCloseable {
  private static final List<String> ENDINGS =
      List.of(".pth", ".safetensors", ".safetensors.index.json");
  private static final List<String> SIGLIP_FOLDERS =
      List.of("siglip2-base-patch16-512", "google/siglip2-base-patch16-512", "siglip2");
  private static final List<String> CLAP_FOLDERS =
      List.of("larger_clap_general", "laion/larger_clap_general", "clap");
  private static final List<String> WEIGHT_FILES =
      List.of("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin");

  final Component transformer;
  final DitConfig transformerConfig;
  final Component siglip;
  final Siglip2.Config siglipConfig;
  final Component synchformer;
  final Synchformer.Config synchformerConfig;
  final Component clap;
  final Clap.Config clapConfig;
  final Component dac;
  final DacVae.Config dacConfig;
  final Path tokenizer;
  final String size;
  private final List<Checkpoint> opened = new ArrayList<>();

  private ModelFolder(Path folder) {
    try {
      Path xxl = find(folder, "hunyuanvideo_foley");
      Path xl = find(folder, "hunyuanvideo_foley_xl");
      if (xxl == null && xl == null) {
        throw missing(folder, "hunyuanvideo_foley_xl.pth or hunyuanvideo_foley.pth");
      }
      // Both may be there; the larger one is the published program's default.
      Checkpoint file = open(xxl != null ? xxl : xl);
      this.transformerConfig = DitKeys.config(file);
      this.size = DitKeys.size(transformerConfig);
      this.transformer =
          new Component("MMDiT", file, DitKeys.table(transformerConfig), List.of(), true);

      file = open(required(folder, "synchformer_state_dict"));
      this.synchformerConfig = EncoderKeys.synchformer(file);
      this.synchformer =
          new Component(
              "Synchformer",
              file,
              EncoderKeys.synchformer(synchformerConfig),
              List.of(
                  "afeat_extractor.",
                  "vproj.",
                  "aproj.",
                  "transformer.",
                  "vfeat_extractor.patch_embed."),
              false);

      file = open(required(folder, "vae_128d_48k"));
      this.dacConfig = DacVae.Config.of(arguments(file));
      boolean nested = file.names().contains("state_dict.decoder.model.0.bias");
      file = nested ? file.under("state_dict.") : file;
      Map<String, long[]> dacKeys = EncoderKeys.dac(dacConfig, false);
      boolean renamed = file.names().contains("decoder.model.0.parametrizations.weight.original0");
      this.dac =
          new Component(
              "DAC decoder",
              file,
              renamed ? EncoderKeys.renamed(dacKeys) : dacKeys,
              List.of("encoder.", "quant_conv."),
              false);

      Path siglipFolder = folder(folder, SIGLIP_FOLDERS);
      file = open(weights(siglipFolder));
      this.siglipConfig = Siglip2.Config.of(section(siglipFolder, "vision_config"));
      this.siglip =
          new Component(
              "SigLIP2",
              file,
              EncoderKeys.siglip2(siglipConfig),
              List.of("text_model.", "logit_scale", "logit_bias"),
              false);

      this.tokenizer = folder(folder, CLAP_FOLDERS);
      file = open(weights(tokenizer));
      JsonObject text = section(tokenizer, "text_config");
      this.clapConfig = Clap.Config.of(text);
      this.clap =
          new Component(
              "CLAP text",
              file,
              EncoderKeys.clap(
                  clapConfig,
                  JsonFields.integer(text, "vocab_size", 50265),
                  JsonFields.integer(text, "intermediate_size", 3072)),
              List.of(
                  "text_model.embeddings.position_ids",
                  "text_model.embeddings.token_type_ids",
                  "text_model.pooler.",
                  "text_projection.",
                  "audio_model.",
                  "audio_projection.",
                  "logit_scale"),
              false);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Maps all files of a folder.
   *
   * @throws FoleyException.InvalidModel naming the first file that is missing or cannot be read
   */
  static ModelFolder map(Path folder) {
    return new ModelFolder(folder);
  }

  /** Whether a folder holds a transformer of this family. */
  static boolean recognises(Path folder) {
    return find(folder, "hunyuanvideo_foley") != null
        || find(folder, "hunyuanvideo_foley_xl") != null;
  }

  /** Whether it has a published size, whose networks leave all other work far behind. */
  boolean isPublished() {
    return !size.equals(DitKeys.CUSTOM);
  }

  List<Component> components() {
    return List.of(transformer, siglip, synchformer, clap, dac);
  }

  /** Everything that keeps the model from running. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    components().forEach(component -> faults.addAll(component.faults()));
    int hop = dacConfig.hop();
    if (hop != ReferenceTiming.SAMPLES_PER_LATENT
        || dacConfig.sampleRate() != hop * ReferenceTiming.LATENT_RATE) {
      faults.add("DAC decoder: " + hop + " samples a latent do not make 50 latents a second");
    }
    agree(faults, "SigLIP2", siglipConfig.hidden(), transformerConfig.visualWidth());
    agree(faults, "Synchformer", synchformerConfig.hidden(), transformerConfig.syncWidth());
    agree(faults, "CLAP text", clapConfig.hidden(), transformerConfig.textWidth());
    agree(faults, "DAC decoder", dacConfig.latentDim(), transformerConfig.latentChannels());
    agree(faults, "Synchformer", synchformerConfig.instants(), transformerConfig.syncSegment());
    agree(faults, "Synchformer", synchformerConfig.image(), Pixels.SYNC_SIDE);
    return faults;
  }

  private static void agree(List<String> faults, String name, int here, int wanted) {
    if (here != wanted) {
      faults.add(name + ": size " + here + " does not fit the transformer's " + wanted);
    }
  }

  @Override
  public void close() {
    opened.forEach(Checkpoint::close);
  }

  private Checkpoint open(Path file) {
    Checkpoint checkpoint = Checkpoints.open(file);
    opened.add(checkpoint);
    return checkpoint;
  }

  private static Path find(Path folder, String stem) {
    for (String ending : ENDINGS) {
      Path file = folder.resolve(stem + ending);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }

  private static Path required(Path folder, String stem) {
    Path file = find(folder, stem);
    if (file == null) {
      throw missing(folder, stem + ".pth");
    }
    return file;
  }

  private static Path folder(Path folder, List<String> names) {
    for (String name : names) {
      if (Files.isDirectory(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    throw missing(folder, "the folder " + names.get(0));
  }

  private static Path weights(Path folder) {
    for (String name : WEIGHT_FILES) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    throw missing(folder, "model.safetensors or pytorch_model.bin");
  }

  private static FoleyException missing(Path folder, String what) {
    return new FoleyException.InvalidModel(
        folder + " lacks " + what + "; docs/models.md lists the files and where they come from");
  }

  private static JsonObject section(Path folder, String name) {
    Path file = folder.resolve("config.json");
    if (!Files.isRegularFile(file)) {
      return new JsonObject();
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      JsonElement section = JsonParser.parseReader(reader).getAsJsonObject().get(name);
      return section == null || section.isJsonNull() ? new JsonObject() : section.getAsJsonObject();
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw new FoleyException.InvalidModel("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static Map<?, ?> arguments(Checkpoint file) {
    return file.metadata().get("metadata") instanceof Map<?, ?> metadata
            && metadata.get("kwargs") instanceof Map<?, ?> arguments
        ? arguments
        : Map.of();
  }
}
