package dev.foley.internal.model.hunyuan;

import ai.djl.ndarray.NDManager;
import dev.foley.FoleyException;
import dev.foley.internal.nn.Tensors;
import dev.foley.internal.nn.Torch;
import dev.foley.internal.nn.Trace;
import dev.foley.stage.FeatureMap;
import dev.foley.stage.Latents;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.SynthesisTask.WeightedText;
import dev.foley.stage.TextCondition;
import dev.foley.stage.VisualFeatures;
import dev.foley.video.FrameSource;
import dev.foley.video.Picture;
import dev.foley.video.VideoFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The published program's own way through a clip: its frame choice, one window as long as the clip,
 * its length, at most 15 s. For comparisons with it; the pipeline's windows cover any length. Only
 * the noise differs, because a seed means another noise in every framework.
 */
public final class ReferenceGenerator implements AutoCloseable {
  private final ModelFolder files;
  private final NDManager manager;
  private final Tensors transformer;
  private final VisualNetworks networks;
  private final HunyuanTextConditioner text;
  private final HunyuanVocoder vocoder;

  private ReferenceGenerator(ModelFolder files, MemoryPlan plan, NDManager manager) {
    this.files = files;
    this.manager = manager;
    this.transformer = HunyuanModel.weights(files.transformer, plan, manager, true);
    this.networks = HunyuanModel.visualNetworks(files, plan, manager);
    this.text =
        new HunyuanTextConditioner(
            manager,
            files.clapConfig,
            HunyuanModel.weights(files.clap, plan, manager, false),
            BytePairTokenizer.open(files.tokenizer));
    this.vocoder =
        new HunyuanVocoder(
            manager,
            new DacVae(
                files.dacConfig,
                DacWeights.load(files.dac.checkpoint(), manager, true),
                Trace.NONE));
  }

  /** Opens a model folder; see {@link HunyuanModel#open}. */
  public static ReferenceGenerator open(Path folder, String device, MemoryPlan plan) {
    ModelFolder files = ModelFolder.map(folder);
    NDManager manager = null;
    try {
      HunyuanModel.requireFaultless(folder, files.faults());
      if (files.isPublished()) {
        Torch.useAllCores();
      }
      manager = Torch.newManager(Torch.device(device));
      return new ReferenceGenerator(files, plan, manager);
    } catch (RuntimeException e) {
      files.close();
      if (manager != null) {
        manager.close();
      }
      throw e;
    }
  }

  /**
   * Generates the sound of a clip.
   *
   * @param source opened with one picture of native size in RGB24; read up to 15 s
   * @return 960 samples for each latent frame
   * @throws FoleyException.InvalidRequest if the clip is shorter than 0.64 s
   */
  public float[] generate(
      FrameSource source, String prompt, String negative, SynthesisTask.Sampling sampling) {
    List<Double> times = new ArrayList<>();
    List<Picture> squares = new ArrayList<>();
    List<Picture> crops = new ArrayList<>();
    for (VideoFrame frame = source.next(); frame != null; frame = source.next()) {
      if (frame.time().seconds() > ReferenceTiming.LIMIT_SECONDS) {
        break;
      }
      times.add(frame.time().seconds());
      squares.add(networks.square(frame.pictures().get(0)));
      crops.add(VisualNetworks.crop(frame.pictures().get(0)));
    }
    double[] seconds = times.stream().mapToDouble(Double::doubleValue).toArray();
    int[] seen = ReferenceTiming.frames(seconds, ReferenceTiming.VISUAL_RATE);
    int[] watched = ReferenceTiming.frames(seconds, ReferenceTiming.SYNC_RATE);
    if (ReferenceTiming.segments(watched.length) == 0) {
      throw new FoleyException.InvalidRequest(
          "the clip is shorter than 0.64 s, the least that the published program can look at");
    }
    VisualFeatures features = new VisualFeatures(see(squares, seen), watch(crops, watched));
    return sound(features, ReferenceTiming.latents(watched.length), prompt, negative, sampling);
  }

  private FeatureMap see(List<Picture> squares, int[] chosen) {
    int width = networks.visualWidth();
    float[] values = new float[chosen.length * width];
    for (int i = 0; i < chosen.length; i++) {
      float[] token = networks.see(List.of(squares.get(chosen[i])))[0];
      System.arraycopy(token, 0, values, i * width, width);
    }
    return new FeatureMap(chosen.length, width, values);
  }

  private FeatureMap watch(List<Picture> crops, int[] chosen) {
    int segments = ReferenceTiming.segments(chosen.length);
    int size = networks.segmentTokens() * networks.syncWidth();
    float[] values = new float[segments * size];
    for (int i = 0; i < segments; i++) {
      List<Picture> segment = new ArrayList<>();
      for (int j = 0; j < networks.segmentFrames(); j++) {
        segment.add(crops.get(chosen[i * ReferenceTiming.SEGMENT_STRIDE + j]));
      }
      System.arraycopy(networks.watch(List.of(segment))[0], 0, values, i * size, size);
    }
    return new FeatureMap(segments * networks.segmentTokens(), networks.syncWidth(), values);
  }

  private float[] sound(
      VisualFeatures features,
      int latents,
      String prompt,
      String negative,
      SynthesisTask.Sampling sampling) {
    TextCondition condition = text.encode(prompt, negative);
    float[] always = new float[latents];
    Arrays.fill(always, 1);
    VisualFeatures empty =
        EmptyFeatures.of(transformer, features.visual().tokens(), features.sync().tokens());
    HunyuanSynthesizer synthesizer =
        new HunyuanSynthesizer(manager, files.transformerConfig, transformer, empty, latents);
    Latents none = new Latents(0, files.dacConfig.latentDim(), new float[0]);
    SynthesisTask task =
        new SynthesisTask(
            0, features, List.of(new WeightedText(condition, always)), sampling, none);
    return vocoder.decode(synthesizer.synthesize(task, (step, steps) -> true), new float[0]);
  }

  @Override
  public void close() {
    manager.close();
    files.close();
  }
}
