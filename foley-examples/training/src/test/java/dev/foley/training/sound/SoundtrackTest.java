package dev.foley.training.sound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SoundtrackTest {
  private static final List<SoundEvent> EVENTS =
      List.of(new SoundEvent(0.5, 1), new SoundEvent(1.5, 1));

  private static float[] mix(Layer... layers) {
    return Soundtrack.render(List.of(layers), EVENTS, List.of(), 2.5, 4);
  }

  @Test
  void isAFunctionOfItsArguments() {
    Layer[] layers = {Layer.of(SoundFamily.WOOD), Layer.of(SoundFamily.RAIN, Modifier.DISTANT)};
    assertArrayEquals(mix(layers), mix(layers));
  }

  @Test
  void noLayersGiveSilenceOfTheRightLength() {
    float[] silence = mix();
    assertEquals(120000, silence.length);
    assertEquals(0, SoundSynth.peak(silence));
  }

  @Test
  void threeLoudLayersStayBelowTheCeiling() {
    float[] loud =
        mix(
            Layer.of(SoundFamily.HAMMER_METAL, Modifier.LOUD),
            Layer.of(SoundFamily.THUNDER, Modifier.LOUD),
            Layer.of(SoundFamily.ENGINE, Modifier.LOUD));
    assertTrue(SoundSynth.peak(loud) <= 0.95);
  }

  @Test
  void modifiersChangeLevelAndColour() {
    float[] plain = mix(Layer.of(SoundFamily.STONE));
    float[] distant = mix(Layer.of(SoundFamily.STONE, Modifier.DISTANT));
    float[] soft = mix(Layer.of(SoundFamily.STONE, Modifier.SOFT));
    float[] heavy = mix(Layer.of(SoundFamily.STONE, Modifier.HEAVY));
    assertTrue(Measures.centroid(distant) < 0.7 * Measures.centroid(plain));
    assertTrue(Measures.rms(distant) < 0.6 * Measures.rms(plain));
    assertTrue(Measures.rms(soft) < 0.5 * Measures.rms(plain));
    assertTrue(Measures.centroid(heavy) < Measures.centroid(plain));
  }

  /** Foreground impacts must stand out from a bed by at least 6 dB of peak. */
  @Test
  void impactsStandOutFromTheirBed() {
    float[] both = mix(Layer.of(SoundFamily.WOOD), Layer.of(SoundFamily.RAIN));
    float[] bed = mix(Layer.of(SoundFamily.RAIN));
    assertTrue(SoundSynth.peak(both) > 2 * SoundSynth.peak(bed));
  }
}
