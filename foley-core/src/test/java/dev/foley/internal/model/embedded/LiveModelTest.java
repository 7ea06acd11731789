package dev.foley.internal.model.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.stage.FoleyModel;
import dev.foley.stage.Latents;
import dev.foley.stage.ModelSpec;
import dev.foley.stage.SynthesisTask;
import dev.foley.stage.TextCondition;
import dev.foley.stage.VisualFeatures;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LiveModelTest {
  private static final FoleyModel MODEL = EmbeddedModel.open("cpu");

  @AfterAll
  static void close() {
    MODEL.close();
  }

  private static Latents sample(FoleyModel model, Latents preceding) {
    TextCondition text = model.textConditioner().encode("steady rain", "");
    float[] weight = new float[model.spec().windowLatents()];
    Arrays.fill(weight, 1);
    VisualFeatures empty = model.visualEncoder().empty();
    return model
        .synthesizer()
        .synthesize(
            new SynthesisTask(
                0,
                empty,
                List.of(new SynthesisTask.WeightedText(text, weight)),
                model.spec().sampling(3),
                preceding),
            (step, steps) -> true);
  }

  @Test
  void liveWindowsAreShorterAndOtherwiseAlike() {
    FoleyModel live = MODEL.live();
    assertEquals(EmbeddedConfig.LIVE_LATENTS, live.spec().windowLatents());
    assertEquals(live.spec().windowLatents(), live.visualEncoder().empty().sync().tokens());
    assertSame(MODEL.textConditioner(), live.textConditioner());
    assertSame(MODEL.vocoder(), live.vocoder());
    Latents none = new Latents(0, EmbeddedConfig.LATENT_CHANNELS, new float[0]);
    Latents whole = sample(MODEL, none);
    Latents part = sample(live, none);
    assertEquals(EmbeddedConfig.LIVE_LATENTS, part.count());
    // Rain is rain, however long the window: the mean energy of the latents is the same.
    assertEquals(1, power(part) / power(whole.slice(0, part.count())), 0.3);
  }

  private static double power(Latents latents) {
    double sum = 0;
    for (float value : latents.values()) {
      sum += value * value;
    }
    return sum;
  }

  @Test
  void whatDependsOnTheWindowTakesTheLiveModelWithIt() {
    FoleyModel replaced = MODEL.with(MODEL.synthesizer());
    assertSame(replaced, replaced.live());
    FoleyModel other = MODEL.with(MODEL.vocoder());
    assertNotSame(other, other.live());
    assertTrue(other.live().spec().windowLatents() < other.spec().windowLatents());
  }

  @Test
  void aLiveModelOfAnotherRateIsRefused() {
    FoleyModel slow =
        new FoleyModel(
            new ModelSpec("slow", 16_000, 50, 64, 100, 10, 4, MODEL.spec().solver(), 1, ""),
            MODEL.visualEncoder(),
            MODEL.textConditioner(),
            MODEL.synthesizer(),
            MODEL.vocoder(),
            () -> {});
    assertThrows(IllegalArgumentException.class, () -> MODEL.withLive(slow));
  }
}
