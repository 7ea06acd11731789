package dev.foley.internal.model.hunyuan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.foley.FoleyAudio;
import dev.foley.FoleyException;
import dev.foley.FoleyGenerator;
import dev.foley.internal.model.dit.DitConfig;
import dev.foley.internal.weights.DType;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.Latents;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.TextCondition;
import dev.foley.stage.VisualFeatures;
import dev.foley.stage.VisualStream;
import dev.foley.video.FrameSequence;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole model on a small synthetic folder in the official layout. */
class HunyuanModelTest {
  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    SyntheticModel.write(folder, SyntheticModel.Size.TINY, 7);
  }

  @AfterEach
  void unforce() {
    System.clearProperty(MemoryPlan.PROPERTY);
  }

  private static Picture picture(int seed) {
    byte[] data = new byte[64 * 48 * 3];
    new Random(seed).nextBytes(data);
    return new Picture(64, 48, PixelFormat.RGB24, data);
  }

  private static FoleyModel open(MemoryPlan plan) {
    System.setProperty(MemoryPlan.PROPERTY, plan.label());
    return HunyuanModel.open(folder, "cpu");
  }

  @Test
  void soundOfTwoWindowsHasTheExactLength() {
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < 253; i++) {
      pictures.add(picture(i / 50));
    }
    FrameSequence frames = FrameSequence.of(pictures, 30000, 1001);
    try (FoleyGenerator foley = FoleyGenerator.builder().model(folder).device("cpu").build()) {
      FoleyAudio audio = foley.video(frames::open).prompt("rain on a tin roof").steps(2).generate();
      float[] samples = audio.samples()[0];
      assertEquals(MediaTime.ofTicks(253, 1001, 30000).toIndex(48000), samples.length);
      for (float sample : samples) {
        assertTrue(Float.isFinite(sample));
      }
    }
  }

  @Test
  void referenceModeKeepsThePublishedLengths() {
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < 29; i++) {
      pictures.add(picture(i / 10));
    }
    FrameSequence frames = FrameSequence.of(pictures, 25, 1);
    try (ReferenceGenerator reference =
            ReferenceGenerator.open(folder, "cpu", MemoryPlan.RESIDENT_FLOAT32);
        FrameSource source = frames.open(List.of(FrameSpec.nativeSize(PixelFormat.RGB24)))) {
      float[] samples =
          reference.generate(source, "steps", "", new SynthesisTask.Sampling(2, 4.5, 1));
      // 29 frames make 57 latents, not 58: the published program truncates 57.999...
      int synced = ReferenceTiming.frames(seconds(29), 25).length;
      assertEquals(ReferenceTiming.samples(synced), samples.length);
      for (float sample : samples) {
        assertTrue(sample >= -1 && sample <= 1);
      }
    }
    assertEquals(57, ReferenceTiming.latents(29));
  }

  private static double[] seconds(int frames) {
    double[] times = new double[frames];
    for (int i = 0; i < frames; i++) {
      times[i] = MediaTime.ofIndex(i, 25).seconds();
    }
    return times;
  }

  @Test
  void inspectionNamesEveryPartAndItsMemory() {
    HunyuanInspection inspection = HunyuanInspection.of(folder);
    assertEquals(List.of(), inspection.faults());
    assertEquals(
        List.of("MMDiT", "SigLIP2", "Synchformer", "CLAP text", "DAC decoder"),
        inspection.components().stream().map(HunyuanInspection.Row::component).toList());
    assertEquals("BF16", inspection.components().get(0).types());
    assertTrue(inspection.table().endsWith("complete\n"), inspection.table());
    assertTrue(
        inspection.planBytes().get(MemoryPlan.STREAMED)
            < inspection.planBytes().get(MemoryPlan.RESIDENT_FLOAT32));
  }

  @Test
  void publishedSizesHaveThePublishedCounts() {
    // Key and parameter counts of the specification, which agree with the published file sizes.
    assertCounts(
        DitKeys.table(new DitConfig(1408, 11, 12, 24, 128, 768, 768, 768, 8, 256)),
        733,
        2_912_962_688L);
    assertCounts(
        DitKeys.table(new DitConfig(1536, 12, 18, 36, 128, 768, 768, 768, 8, 256)),
        1087,
        5_134_014_848L);
    Siglip2.Config siglip = Siglip2.Config.of(new JsonObject());
    assertCounts(EncoderKeys.siglip2(siglip), 208, 93_520_128L);
    // The 2-d patch embedding, two keys, is not evaluated and not asked for.
    long unused = 768L * 3 * 16 * 16 + 768;
    assertCounts(
        EncoderKeys.synchformer(new Synchformer.Config(768, 12, 12, 224, 16, 2, 16)),
        236,
        122_440_704L - unused);
    DacVae.Config dac = DacVae.Config.of(Map.of());
    assertCounts(EncoderKeys.dac(dac, false), 149, 75_498_690L);
    assertCounts(EncoderKeys.dac(dac, true), 298, 371_589_058L);
  }

  private static void assertCounts(Map<String, long[]> keys, int count, long parameters) {
    assertEquals(count, keys.size());
    Component all = new Component("all", null, keys, List.of(), true);
    assertEquals(parameters, all.parameters());
  }

  @Test
  void wrongKeysAreNamedBeforeAnythingIsComputed(@TempDir Path copy) throws IOException {
    SyntheticModel.write(copy, SyntheticModel.Size.TINY, 7);
    Map<String, long[]> keys;
    try (ModelFolder files = ModelFolder.map(folder)) {
      keys = new LinkedHashMap<>(files.transformer.keys());
    }
    keys.remove("triple_blocks.0.audio_mlp.fc1.bias");
    keys.put("single_blocks.1.linear_qkv.bias", new long[] {5});
    keys.put("single_blocks.1.extra.weight", new long[] {5});
    Path file = copy.resolve("hunyuanvideo_foley_xl.pth");
    SyntheticModel.torch(file, keys, DType.BF16, null, Map.of(), 1);
    FoleyException failure =
        assertThrows(FoleyException.InvalidModel.class, () -> HunyuanModel.open(copy, "cpu"));
    for (String part :
        List.of(
            "triple_blocks.0.audio_mlp.fc1.bias is missing",
            "single_blocks.1.linear_qkv.bias has shape [5], expected [192]",
            "single_blocks.1.extra.weight is unexpected")) {
      assertTrue(failure.getMessage().contains(part), failure.getMessage());
    }
    Files.delete(copy.resolve("vae_128d_48k.pth"));
    failure = assertThrows(FoleyException.InvalidModel.class, () -> HunyuanInspection.of(copy));
    assertTrue(failure.getMessage().contains("vae_128d_48k.pth"), failure.getMessage());
  }

  @Test
  void memoryPlansAgree() {
    float[] resident = latents(MemoryPlan.RESIDENT_FLOAT32);
    assertArrayEquals(resident, latents(MemoryPlan.STREAMED), 0f, "same numbers, read later");
    float[] narrow = latents(MemoryPlan.RESIDENT_FLOAT16);
    double difference = 0;
    double power = 0;
    for (int i = 0; i < resident.length; i++) {
      difference += Math.pow(narrow[i] - resident[i], 2);
      power += Math.pow(resident[i], 2);
    }
    // Weights rounded to 11 bits: relative errors of some 5e-4 in each of a few dozen layers.
    assertEquals(0, Math.sqrt(difference / power), 0.01);
  }

  @Test
  void planFollowsTheMemoryAtHand() {
    Map<MemoryPlan, Long> bytes =
        Map.of(
            MemoryPlan.RESIDENT_FLOAT32, 160L,
            MemoryPlan.RESIDENT_FLOAT16, 100L,
            MemoryPlan.STREAMED, 40L);
    // A fifth of the memory stays free; the encoders take 16.
    assertPlan(MemoryPlan.RESIDENT_FLOAT32, true, false, bytes, 200);
    assertPlan(MemoryPlan.RESIDENT_FLOAT32, false, false, bytes, 199);
    assertPlan(MemoryPlan.RESIDENT_FLOAT32, false, false, bytes, 180);
    assertPlan(MemoryPlan.STREAMED, false, false, bytes, 179);
    assertPlan(MemoryPlan.RESIDENT_FLOAT16, true, true, bytes, 125);
    assertPlan(MemoryPlan.RESIDENT_FLOAT16, false, true, bytes, 124);
    assertPlan(MemoryPlan.STREAMED, false, true, bytes, 104);
    System.setProperty(MemoryPlan.PROPERTY, MemoryPlan.STREAMED.label());
    assertPlan(MemoryPlan.STREAMED, false, false, bytes, 1000);
  }

  private static void assertPlan(
      MemoryPlan plan,
      boolean keepsEncoders,
      boolean gpu,
      Map<MemoryPlan, Long> bytes,
      long available) {
    MemoryPlan chosen = MemoryPlan.choose(gpu, bytes, 16, available);
    assertEquals(plan, chosen);
    assertEquals(keepsEncoders, chosen.keepsEncoders(bytes, available));
  }

  private static float[] latents(MemoryPlan plan) {
    try (FoleyModel model = open(plan)) {
      TextCondition text = model.textConditioner().encode("steps", "noise");
      float[] weight = new float[model.spec().windowLatents()];
      Arrays.fill(weight, 1);
      SynthesisTask task =
          new SynthesisTask(
              0,
              model.visualEncoder().empty(),
              List.of(new SynthesisTask.WeightedText(text, weight)),
              new SynthesisTask.Sampling(1, 4.5, 3),
              new Latents(0, model.spec().latentChannels(), new float[0]));
      return model.synthesizer().synthesize(task, (step, steps) -> true).values();
    }
  }

  @Test
  void unknownPlansAreRefused() {
    System.setProperty(MemoryPlan.PROPERTY, "huge");
    assertThrows(FoleyException.InvalidRequest.class, () -> HunyuanModel.open(folder, "cpu"));
  }

  @Test
  void windowsOfOneVideoShareWhatTheySee() {
    try (FoleyModel model = open(MemoryPlan.RESIDENT_FLOAT32);
        VisualStream stream = model.visualEncoder().open()) {
      assertFalse(stream.readyUntil().compareTo(MediaTime.ZERO) > 0);
      for (int i = 0; i < 50; i++) {
        stream.push(new VideoFrame(MediaTime.ofIndex(i, 25), List.of(picture(i))));
      }
      assertThrows(IllegalStateException.class, () -> stream.window(MediaTime.ZERO));
      stream.end(MediaTime.ofIndex(2, 1));
      VisualFeatures first = stream.window(MediaTime.ZERO);
      // 0.32 s later a window sees the same segments, one further on.
      VisualFeatures later = stream.window(MediaTime.ofTicks(8, 1, 25));
      int segment = 8 * first.sync().width();
      int all = first.sync().values().length;
      assertArrayEquals(
          Arrays.copyOfRange(first.sync().values(), segment, all),
          Arrays.copyOf(later.sync().values(), all - segment));
      // After the end the last picture stays: its tokens repeat.
      int width = first.visual().width();
      int tokens = first.visual().tokens();
      assertArrayEquals(
          Arrays.copyOfRange(first.visual().values(), (tokens - 1) * width, tokens * width),
          Arrays.copyOfRange(first.visual().values(), 20 * width, 21 * width));
      stream.release(MediaTime.ofIndex(1, 1));
      assertThrows(IllegalStateException.class, () -> stream.window(MediaTime.ZERO));
    }
    try (FoleyModel model = open(MemoryPlan.RESIDENT_FLOAT32);
        VisualStream none = model.visualEncoder().open()) {
      none.end(MediaTime.ZERO);
      assertSame(model.visualEncoder().empty(), none.window(MediaTime.ZERO));
    }
  }

  @Test
  void glimpsesLeaveNoTrace() {
    try (FoleyModel model = open(MemoryPlan.RESIDENT_FLOAT32)) {
      VisualFeatures undisturbed = seen(model, List.of());
      VisualFeatures glimpsed = seen(model, List.of(0, 20, 37));
      assertArrayEquals(undisturbed.visual().values(), glimpsed.visual().values(), 1e-4f);
      assertArrayEquals(undisturbed.sync().values(), glimpsed.sync().values(), 1e-4f);
    }
  }

  /** Two seconds of pictures, with a glimpse after some of them; the last one says as much. */
  private static VisualFeatures seen(FoleyModel model, List<Integer> glimpses) {
    try (VisualStream stream = model.visualEncoder().open()) {
      for (int i = 0; i < 50; i++) {
        stream.push(new VideoFrame(MediaTime.ofIndex(i, 25), List.of(picture(i))));
        if (glimpses.contains(i)) {
          stream.glimpse(MediaTime.ZERO);
        }
      }
      VisualFeatures last = stream.glimpse(MediaTime.ZERO);
      stream.end(MediaTime.ofIndex(2, 1));
      VisualFeatures end = stream.window(MediaTime.ZERO);
      assertArrayEquals(end.sync().values(), last.sync().values(), 1e-4f);
      return end;
    }
  }
}
