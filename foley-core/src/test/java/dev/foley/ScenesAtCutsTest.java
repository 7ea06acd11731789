package dev.foley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.fake.FakeModel;
import dev.foley.stage.SynthesisTask;
import dev.foley.video.FrameSequence;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScenesAtCutsTest {
  private static final String PROMPT = "a tone of some loudness";
  private static final int RATE = FakeModel.SPEC.sampleRate();

  /** A shot is one picture of random rectangles, shown all the time. */
  private static Picture shot(long seed) {
    Random random = new Random(seed);
    byte[] luma = new byte[128 * 72];
    for (int n = 0; n < 60; n++) {
      int x0 = random.nextInt(128);
      int y0 = random.nextInt(72);
      byte gray = (byte) random.nextInt(256);
      for (int y = y0; y < Math.min(72, y0 + 16); y++) {
        for (int x = x0; x < Math.min(128, x0 + 24); x++) {
          luma[y * 128 + x] = gray;
        }
      }
    }
    return new Picture(128, 72, PixelFormat.GRAY8, luma);
  }

  /** Ten pictures a second; a new shot begins at each of the given pictures. */
  private static FrameSequence film(int pictures, int... cuts) {
    List<Picture> row =
        IntStream.range(0, pictures)
            .mapToObj(i -> shot(IntStream.of(cuts).filter(cut -> cut <= i).count()))
            .toList();
    return FrameSequence.of(row, 10, 1);
  }

  private static FoleyAudio sound(
      FakeModel model, FrameSequence film, boolean scenes, int overlap) {
    try (FoleyGenerator foley = FoleyGenerator.builder().model(model.open()).build()) {
      return foley
          .video(film::open)
          .prompt(PROMPT)
          .scenesAtCuts(scenes)
          .overlap(Duration.ofMillis(overlap))
          .generate();
    }
  }

  @Test
  void nothingIsContinuedAcrossACut() {
    FakeModel model = new FakeModel();
    FoleyAudio audio = sound(model, film(90, 33, 70), true, 400);
    assertEquals(9 * RATE, audio.samples()[0].length);
    List<Long> starts =
        model.tasks.stream()
            .filter(task -> task.known().count() == 0)
            .map(SynthesisTask::firstLatent)
            .toList();
    assertEquals(List.of(0L, 165L, 350L), starts);
    // The last window before the first cut ends a fade behind it.
    assertTrue(model.tasks.stream().anyMatch(task -> task.firstLatent() + 100 == 165 + 2));
  }

  @Test
  void withoutTheOptionTheSoundIsOneScene() {
    FakeModel model = new FakeModel();
    sound(model, film(90, 33, 70), false, 400);
    assertEquals(1, model.tasks.stream().filter(task -> task.known().count() == 0).count());
  }

  @Test
  void quickCutsAreOneScene() {
    FakeModel model = new FakeModel();
    sound(model, film(90, 33, 37, 41, 45), true, 400);
    assertEquals(2, model.tasks.stream().filter(task -> task.known().count() == 0).count());
  }

  @Property(tries = 25)
  void lengthAndSoundAreWholeWhereverTheCutsLie(
      @ForAll @IntRange(min = 1, max = 120) int pictures,
      @ForAll @IntRange(min = 1, max = 119) int first,
      @ForAll @IntRange(min = 1, max = 119) int second,
      @ForAll @IntRange(min = 0, max = 1800) int overlap) {
    float[] samples =
        sound(new FakeModel(), film(pictures, first, second), true, overlap).samples()[0];
    assertEquals(pictures * RATE / 10, samples.length);
    float loud = FakeModel.loudness(PROMPT);
    for (int i = 0; i < samples.length; i++) {
      assertEquals(loud * FakeModel.sine(i), samples[i], 1e-5, "sample " + i);
    }
  }
}
