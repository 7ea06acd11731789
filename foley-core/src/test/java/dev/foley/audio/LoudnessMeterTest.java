package dev.foley.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoudnessMeterTest {
  /** What EBU Tech 3341 allows a meter to be off. */
  private static final double EBU_TOLERANCE = 0.1;

  private static final int RATE = 48_000;

  @Test
  void filtersAreThoseOfTheStandardAt48Kilohertz() {
    // ITU-R BS.1770-4, Annex 1, tables 1 and 2.
    assertArrayEquals(
        new double[] {
          1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585
        },
        KWeighting.shelf(RATE),
        1e-10);
    assertArrayEquals(
        new double[] {1, -2, 1, -1.99004745483398, 0.99007225036621}, KWeighting.pass(RATE), 1e-10);
  }

  /** BS.1770-4: "a 0 dB FS 997 Hz sine on one channel gives -3.01 LKFS". */
  @ParameterizedTest
  @ValueSource(ints = {16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000})
  void theReferenceToneReadsMinusThreeAtEveryRate(int rate) {
    AudioBuffer tone = AudioBuffer.mono(rate, Tones.sine(rate, 4, 997, 0, 0));
    // The bilinear transform bends the shelf a little differently at each rate.
    assertEquals(-3.01, LoudnessMeter.integrated(tone), rate == RATE ? 0.005 : 0.05);
  }

  /** EBU Tech 3341, cases 1 and 2. */
  @ParameterizedTest
  @ValueSource(doubles = {-23, -33})
  void stereoSinesReadTheirPeakLevel(double level) {
    AudioBuffer tone = Tones.stereo(RATE, Tones.sine(RATE, 20, 1000, level, 0));
    assertEquals(level, LoudnessMeter.integrated(tone), EBU_TOLERANCE);
  }

  /** EBU Tech 3341, cases 3, 4 and 5: levels and seconds of stereo 1 kHz sines in a row. */
  @ParameterizedTest
  @CsvSource({
    "'-36 10 -23 60 -36 10'",
    "'-72 10 -36 10 -23 60 -36 10 -72 10'",
    "'-26 20 -20 20.1 -26 20'"
  })
  void gatesWhatIsQuiet(String program) {
    LoudnessMeter meter = new LoudnessMeter(AudioFormat.stereo(RATE));
    String[] fields = program.split(" ");
    for (int i = 0; i < fields.length; i += 2) {
      double level = Double.parseDouble(fields[i]);
      double seconds = Double.parseDouble(fields[i + 1]);
      meter.add(Tones.stereo(RATE, Tones.sine(RATE, seconds, 1000, level, 0)));
    }
    assertEquals(-23, meter.integrated(), EBU_TOLERANCE);
  }

  @Test
  void monoIsThreeUnitsBelowTheSameOnTwoChannels() {
    AudioBuffer mono = AudioBuffer.mono(RATE, Tones.noise(1, 2 * RATE, 0.3));
    double difference = LoudnessMeter.integrated(mono.toStereo()) - LoudnessMeter.integrated(mono);
    assertEquals(10 * Math.log10(2), difference, 1e-9);
  }

  @Test
  void blockSizesDoNotMatter() {
    AudioBuffer sound = AudioBuffer.mono(RATE, Tones.noise(2, 3 * RATE + 1234, 0.5));
    LoudnessMeter meter = new LoudnessMeter(sound.format());
    for (int from = 0, size = 1; from < sound.frames(); from += size, size = size * 7 % 5003 + 1) {
      int to = Math.min(sound.frames(), from + size);
      meter.add(sound.slice(from, to));
      size = to - from;
    }
    // Sums in another order.
    assertEquals(LoudnessMeter.integrated(sound), meter.integrated(), 1e-9);
    assertEquals(LoudnessMeter.truePeak(sound), meter.truePeak());
  }

  @Test
  void silenceIsGatedAndShortSoundsAreOneBlock() {
    assertEquals(
        Double.NEGATIVE_INFINITY,
        LoudnessMeter.integrated(AudioBuffer.mono(RATE, new float[RATE])));
    assertEquals(
        Double.NEGATIVE_INFINITY, LoudnessMeter.integrated(AudioBuffer.mono(RATE, new float[0])));
    assertEquals(
        Double.NEGATIVE_INFINITY, LoudnessMeter.truePeak(AudioBuffer.mono(RATE, new float[9])));
    AudioBuffer blip = AudioBuffer.mono(RATE, Tones.sine(RATE, 0.2, 997, 0, 0));
    assertEquals(-3.01, LoudnessMeter.integrated(blip), 0.05);
  }

  /** EBU Tech 3341, case 15: peaks between samples. Its tolerance is +0.2 / -0.4 dB. */
  @Test
  void aQuarterRateSineAtFortyFiveDegreesPeaksBetweenItsSamples() {
    float[] sine = Tones.faded(Tones.sine(RATE, 0.5, RATE / 4.0, 0, Math.PI / 4), RATE, 0.1);
    AudioBuffer tone = AudioBuffer.mono(RATE, sine);
    assertEquals(-3.01, 20 * Math.log10(tone.peak()), 0.01);
    assertEquals(0, LoudnessMeter.truePeak(tone), 0.02);
  }

  /** Whatever the phase: never too high, too low by no more than a four-fold grid allows. */
  @Test
  void truePeaksOfSinesLieWithinTheGridsReach() {
    List<String> failures = new ArrayList<>();
    for (double share : new double[] {0.02, 0.1, 0.25, 1 / 3.0, 0.4, 0.45}) {
      for (double phase = 0; phase < 3.2; phase += 0.2) {
        float[] sine = Tones.faded(Tones.sine(RATE, 0.2, share * RATE, -6, phase), RATE, 0.05);
        double read = LoudnessMeter.truePeak(AudioBuffer.mono(RATE, sine)) + 6;
        double grid = 20 * Math.log10(Math.cos(Math.PI * share / 4));
        if (read > 0.05 || read < grid - 0.05) {
          failures.add(share + " of the rate, phase " + phase + ": " + read + " dB");
        }
      }
    }
    assertTrue(failures.isEmpty(), failures::toString);
  }
}
