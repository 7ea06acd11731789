package dev.foley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.fake.FakeFrames;
import dev.foley.fake.FakeModel;
import dev.foley.fake.TableDecoder;
import dev.foley.stage.FoleyModel;
import dev.foley.stage.Latents;
import dev.foley.stage.Stitcher;
import dev.foley.stage.Synthesizer;
import dev.foley.stage.TextConditioner;
import dev.foley.stage.Vocoder;
import dev.foley.video.VideoDecoder;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user replaces one stage of a model, or brings a decoder; the rest of the pipeline stays. */
class OwnStagesTest {
  private static final int RATE = FakeModel.SPEC.sampleRate();

  @TempDir Path folder;

  private static float[] generate(FoleyModel model) {
    try (FoleyGenerator foley = FoleyGenerator.builder().model(model).build()) {
      return foley
          .video(specs -> new FakeFrames(specs, 150, 25, 1))
          .prompt("0123456789")
          .align(false)
          .generate()
          .samples()[0];
    }
  }

  @Test
  void aVocoder() {
    Vocoder half = (window, preceding) -> constant(window.count() * 160, 0.5f);
    assertAll(generate(new FakeModel().open().with(half)), 0.5f);
  }

  @Test
  void aVocoderOfTheWrongLengthIsNamed() {
    Vocoder sloppy = (window, preceding) -> new float[7];
    FoleyException failure =
        assertThrows(FoleyException.class, () -> generate(new FakeModel().open().with(sloppy)));
    assertTrue(failure.getMessage().contains("7 samples"), failure.getMessage());
  }

  @Test
  void aSynthesizer() {
    FoleyModel model = new FakeModel().open();
    Synthesizer theirs = model.synthesizer();
    Synthesizer twice =
        (task, progress) -> {
          Latents latents = theirs.synthesize(task, progress);
          float[] values = latents.values().clone();
          for (int i = 1; i < values.length; i += latents.channels()) {
            values[i] *= 2;
          }
          return new Latents(latents.count(), latents.channels(), values);
        };
    float[] sound = generate(model.with(twice));
    for (int i = 0; i < sound.length; i++) {
      assertEquals(0.2f * FakeModel.sine(i), sound[i], 1e-5, "sample " + i);
    }
  }

  @Test
  void aTextConditioner() {
    FoleyModel model = new FakeModel().open();
    TextConditioner theirs = model.textConditioner();
    TextConditioner shouting = (prompt, negative) -> theirs.encode(prompt + prompt, negative);
    float[] sound = generate(model.with(shouting));
    assertEquals(0.2f * FakeModel.sine(1001), sound[1001], 1e-5);
  }

  @Test
  void aStitcher() {
    try (FoleyGenerator foley =
        FoleyGenerator.builder().model(new FakeModel().open()).stitcher(HardCuts::new).build()) {
      FoleyAudio audio =
          foley.video(specs -> new FakeFrames(specs, 150, 25, 1)).prompt("0123456789").generate();
      float[] sound = audio.samples()[0];
      assertEquals(6 * RATE, sound.length);
      for (int i = 0; i < sound.length; i++) {
        assertEquals(0.1f * FakeModel.sine(i), sound[i], 1e-6, "sample " + i);
      }
    }
  }

  /** The newer window replaces the older one where they overlap. */
  private static final class HardCuts implements Stitcher.StitchStream {
    private float[] last = new float[0];
    private long lastStart;

    @Override
    public float[] add(long start, float[] samples, long finalBefore) {
      float[] kept = Arrays.copyOf(last, (int) (start - lastStart));
      int fresh = (int) (finalBefore - start);
      float[] done = Arrays.copyOf(kept, kept.length + fresh);
      System.arraycopy(samples, 0, done, kept.length, fresh);
      lastStart = finalBefore;
      last = Arrays.copyOfRange(samples, fresh, samples.length);
      return done;
    }

    @Override
    public float[] pending(long start) {
      return Arrays.copyOfRange(last, (int) (start - lastStart), last.length);
    }
  }

  /** The way of the README for files that no decoder on the class path knows. */
  @Test
  void aDecoder() throws Exception {
    Path file = Files.writeString(folder.resolve("clip.table"), TableDecoder.MAGIC + " 50 25");
    VideoDecoder theirs = new TableDecoder();
    try (FoleyGenerator foley = FoleyGenerator.builder().model(new FakeModel().open()).build()) {
      FoleyRequest request = foley.video(specs -> theirs.open(file, specs));
      assertEquals(2 * RATE, request.generate().samples()[0].length);
    }
  }

  /** In a class loader of its own, so that the other tests see core without decoders. */
  @Test
  void aDecoderFoundByTheServiceLoader() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(VideoDecoder.class.getName()), TableDecoder.class.getName());
    Path file = Files.writeString(folder.resolve("clip.table"), TableDecoder.MAGIC + " 50 25");
    List<URL> entries = new ArrayList<>(List.of(folder.toUri().toURL()));
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : classPath.split(File.pathSeparator)) {
      entries.add(new File(entry).toURI().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(entries.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> run = loader.loadClass(OwnDecoderRun.class.getName());
      Object seconds =
          run.getMethod("seconds", Path.class, String.class).invoke(null, file, "table");
      assertEquals(2.0, seconds, "by name");
      seconds = run.getMethod("seconds", Path.class, String.class).invoke(null, file, "auto");
      assertEquals(2.0, seconds, "by itself");
    }
  }

  /** The part that runs in that class loader. */
  public static final class OwnDecoderRun {
    private OwnDecoderRun() {}

    public static double seconds(Path file, String decoder) {
      try (FoleyGenerator foley =
          FoleyGenerator.builder().model(new FakeModel().open()).decoder(decoder).build()) {
        return foley.video(file).generate().report().durationSeconds();
      }
    }
  }

  private static float[] constant(int count, float value) {
    float[] samples = new float[count];
    Arrays.fill(samples, value);
    return samples;
  }

  private static void assertAll(float[] sound, float value) {
    assertEquals(6 * RATE, sound.length);
    for (int i = 0; i < sound.length; i++) {
      assertEquals(value, sound[i], 1e-6, "sample " + i);
    }
  }
}
