package dev.foley.cli.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foley.dsp.SoundFaults;
import dev.foley.internal.model.embedded.EmbeddedVocoder;
import dev.foley.internal.model.embedded.MelFrames;
import dev.foley.training.sound.Layer;
import dev.foley.training.sound.SoundEvent;
import dev.foley.training.sound.SoundFamily;
import dev.foley.training.sound.SoundSynth;
import dev.foley.training.sound.Soundtrack;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sounds that were never joined, cut or coded have no fault, and coding them adds none. Families of
 * which the synthesis itself is made of ideal pulses (steps on wood, crowds) are left out: their
 * pulses are what a click is.
 */
class CleanReferenceTest {
  private static final int SECONDS = 4;

  @ParameterizedTest
  @EnumSource(
      value = SoundFamily.class,
      names = {
        "WOOD",
        "METAL",
        "DRUM",
        "HAND_SLAP",
        "KNOCK",
        "HAMMER_METAL",
        "RUBBER_BALL",
        "CERAMIC",
        "THUNDER",
        "ROOM"
      })
  void hasNoFault(SoundFamily family) {
    Random random = new Random(family.ordinal());
    List<SoundEvent> events = new ArrayList<>();
    for (double t = 0.3; t < SECONDS - 0.2; t += 0.25 + 0.5 * random.nextDouble()) {
      events.add(new SoundEvent(t, 0.2 + 0.8 * random.nextDouble()));
    }
    float[] clean =
        Soundtrack.render(List.of(Layer.of(family)), events, List.of(), SECONDS, 9_100_000);
    assertNone("clean", clean);
    float[] coded = EmbeddedVocoder.fromMel(new MelFrames().analyze(clean), new float[0]);
    assertNone("coded", coded);
  }

  private static void assertNone(String what, float[] sound) {
    SoundFaults faults = new SoundFaults(SoundSynth.SAMPLE_RATE);
    faults.add(sound);
    assertEquals(0, faults.clicks(), what + ": clicks");
    assertEquals(0, faults.gaps(), what + ": gaps");
  }
}
