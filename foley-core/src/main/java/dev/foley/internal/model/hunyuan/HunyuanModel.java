package dev.foley.internal.model.hunyuan;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.foley.FoleyException;
import dev.foley.internal.nn.StreamedTensors;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.nn.Trace;
import dev.foley.internal.nn.WeightLoader;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.Solver;
import dev.foley.stage.VisualFeatures;
import java.nio.file.Path;
import java.util.List;

/** Opens HunyuanVideo-Foley from a folder of its published files. */
public final class HunyuanModel {
  /** The length the transformer was trained on: 8 s. */
  private static final int WINDOW_LATENTS = 400;

  /** Windows then start on multiples of 0.32 s, where Synchformer's segments coincide. */
  private static final int OVERLAP_LATENTS = 80;

  private static final int STEPS = 50;
  private static final double GUIDANCE = 4.5;
  private static final String NEGATIVE_PROMPT = "noisy, harsh";
  private static final int SHOWN_FAULTS = 10;

  private HunyuanModel() {}

  /** Whether a folder holds a model of this family. */
  public static boolean recognises(Path folder) {
    return ModelFolder.recognises(folder);
  }

  /**
   * Checks all keys, chooses a memory plan ({@link MemoryPlan#PROPERTY} forces one) and loads.
   *
   * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
   * @throws FoleyException.InvalidModel naming missing files, or missing, unexpected and mis-shaped
   *     keys, before anything is computed
   */
  public static FoleyModel open(Path folder, String device) {
    ModelFolder files = ModelFolder.map(folder);
    NDManager manager = null;
    try {
      HunyuanInspection inspection = HunyuanInspection.of(files);
      requireFaultless(folder, inspection.faults());
      if (files.isPublished()) {
        Torch.useAllCores();
      }
      Device where = Torch.device(device);
      long available = where.isGpu() ? Torch.freeBytes(where) : MemoryPlan.availableBytes();
      MemoryPlan plan =
          MemoryPlan.choose(
              where.isGpu(), inspection.planBytes(), inspection.encoderBytes(), available);
      boolean keepsEncoders = plan.keepsEncoders(inspection.planBytes(), available);
      manager = Torch.newManager(where);
      FoleyModel model = assemble(files, plan, keepsEncoders ? plan : MemoryPlan.STREAMED, manager);
      if (keepsEncoders) {
        files.close();
      }
      return model;
    } catch (RuntimeException e) {
      files.close();
      if (manager != null) {
        manager.close();
      }
      throw e;
    }
  }

  static void requireFaultless(Path folder, List<String> faults) {
    if (faults.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder(folder + " does not hold a complete model:");
    for (String fault : faults.subList(0, Math.min(SHOWN_FAULTS, faults.size()))) {
      text.append("\n  ").append(fault);
    }
    if (faults.size() > SHOWN_FAULTS) {
      text.append("\n  and ").append(faults.size() - SHOWN_FAULTS).append(" more");
    }
    throw new FoleyException.InvalidModel(text.toString());
  }

  private static FoleyModel assemble(
      ModelFolder files, MemoryPlan plan, MemoryPlan encoders, NDManager manager) {
    BytePairTokenizer tokenizer = BytePairTokenizer.open(files.tokenizer);
    Tensors transformer = weights(files.transformer, plan, manager, true);
    int visualTokens = WINDOW_LATENTS * ReferenceTiming.VISUAL_RATE / ReferenceTiming.LATENT_RATE;
    int frames = WINDOW_LATENTS * ReferenceTiming.SYNC_RATE / ReferenceTiming.LATENT_RATE;
    int syncTokens = ReferenceTiming.segments(frames) * files.transformerConfig.syncSegment();
    VisualFeatures empty = EmptyFeatures.of(transformer, visualTokens, syncTokens);
    DacVae dac =
        new DacVae(
            files.dacConfig, DacWeights.load(files.dac.checkpoint(), manager, true), Trace.NONE);
    ModelSpec spec =
        new ModelSpec(
            "hunyuan-" + files.size,
            files.dacConfig.sampleRate(),
            ReferenceTiming.LATENT_RATE,
            files.dacConfig.latentDim(),
            WINDOW_LATENTS,
            OVERLAP_LATENTS,
            STEPS,
            Solver.EULER,
            GUIDANCE,
            NEGATIVE_PROMPT);
    return new FoleyModel(
        spec,
        new HunyuanVisualEncoder(visualNetworks(files, encoders, manager), empty, WINDOW_LATENTS),
        new HunyuanTextConditioner(
            manager, files.clapConfig, weights(files.clap, encoders, manager, false), tokenizer),
        new HunyuanSynthesizer(
            manager, files.transformerConfig, transformer, empty, WINDOW_LATENTS),
        new HunyuanVocoder(manager, dac),
        () -> {
          manager.close();
          files.close();
        });
  }

  static VisualNetworks visualNetworks(ModelFolder files, MemoryPlan plan, NDManager manager) {
    return new VisualNetworks(
        manager,
        files.siglipConfig,
        weights(files.siglip, plan, manager, false),
        files.synchformerConfig,
        weights(files.synchformer, plan, manager, false));
  }

  static Tensors weights(
      Component component, MemoryPlan plan, NDManager manager, boolean mayBeNarrow) {
    boolean narrow = mayBeNarrow && plan == MemoryPlan.RESIDENT_FLOAT16;
    WeightLoader loader =
        new WeightLoader(component.checkpoint(), narrow ? DataType.FLOAT16 : DataType.FLOAT32);
    return plan == MemoryPlan.STREAMED
        ? new StreamedTensors(loader, manager)
        : loader.loadAll(manager, component.keys().keySet());
  }
}
