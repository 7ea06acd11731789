package dev.foley.internal.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.motion.MotionEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeAlignerTest {
  private static final int RATE = 48_000;

  /** Onsets are detected to about 2 ms; what is closer than 6 ms is left alone. */
  private static final double CLOSE = 0.009;

  private final Random random = new Random(1);

  private float[] silence(double seconds, double noise) {
    float[] samples = new float[(int) (seconds * RATE)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (noise * random.nextGaussian());
    }
    return samples;
  }

  /** A knock that has decayed by 60 dB after 0.2 s. */
  private void knock(float[] samples, double time) {
    int start = (int) (time * RATE);
    for (int i = 0; i < 0.3 * RATE && start + i < samples.length; i++) {
      double t = (double) i / RATE;
      double tone = Math.sin(2 * Math.PI * 620 * t) + 0.7 * Math.sin(2 * Math.PI * 1730 * t);
      samples[start + i] +=
          (float) (0.3 * Math.exp(-t / 0.03) * (tone + 0.5 * random.nextGaussian()));
    }
  }

  private static List<MotionEvent> events(double... times) {
    return Arrays.stream(times).mapToObj(t -> new MotionEvent(t, 1)).toList();
  }

  private record Result(float[] samples, Alignment alignment) {}

  private static Result align(float[] samples, List<MotionEvent> events, int block) {
    TimeAligner aligner = new TimeAligner(RATE, true);
    List<MotionEvent> left = new ArrayList<>(events);
    float[] out = new float[0];
    for (int at = 0; at < samples.length; at += block) {
      int end = Math.min(samples.length, at + block);
      double until = (double) end / RATE;
      List<MotionEvent> due = left.stream().filter(e -> e.time() < until).toList();
      left.removeAll(due);
      out = join(out, aligner.push(Arrays.copyOfRange(samples, at, end), due, until));
    }
    out = join(out, aligner.finish());
    return new Result(out, aligner.alignment());
  }

  private static float[] join(float[] a, float[] b) {
    float[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }

  @Test
  void knocksAreBroughtOntoTheirEvents() {
    double[] late = {0.03, -0.025, 0.045, 0.012, -0.04, 0.02, 0.035, 0.03};
    double[] seen = new double[late.length];
    float[] sound = silence(9, 0.0005);
    for (int i = 0; i < late.length; i++) {
      seen[i] = 0.7 + i * 0.9;
      knock(sound, seen[i] + late[i]);
    }
    Result result = align(sound, events(seen), 76_800);
    assertEquals(sound.length, result.samples().length);
    assertEquals(late.length, result.alignment().before().size());
    assertEquals(late.length, result.alignment().moved());
    assertEquals(late.length, result.alignment().after().size());
    for (Match match : result.alignment().after()) {
      assertTrue(Math.abs(match.offset()) < CLOSE, match + ": " + match.offset());
    }
  }

  @Test
  void quickStepsMoveToo() {
    float[] sound = silence(6, 0.0005);
    double[] seen = new double[12];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = 0.8 + i * 0.35;
      knock(sound, seen[i] + 0.03 + 0.004 * random.nextGaussian());
    }
    Alignment alignment = align(sound, events(seen), 48_000).alignment();
    double before = OffsetStatistics.of(alignment.before()).medianAbsolute();
    double after = OffsetStatistics.of(alignment.after()).medianAbsolute();
    assertEquals(0.03, before, 0.006);
    assertTrue(after < CLOSE, "median after alignment: " + after);
  }

  @Test
  void farSoundsAreMovedByFiftyMillisecondsAtMost() {
    float[] sound = silence(3, 0.0005);
    knock(sound, 1.58);
    Alignment alignment = align(sound, events(1.5), 48_000).alignment();
    assertEquals(0.08, alignment.before().get(0).offset(), 0.004);
    assertEquals(0.03, alignment.after().get(0).offset(), 0.004);
  }

  @Test
  void whatHasNoEventStaysWhereItIs() {
    float[] sound = silence(8, 0.0005);
    knock(sound, 1.5);
    knock(sound, 4.03);
    knock(sound, 6.5);
    float[] out = align(sound, events(4), 48_000).samples();
    assertSame(sound, out, 0, 3.6);
    assertSame(sound, out, 4.7, 8);
    assertTrue(!Arrays.equals(sound, out), "the middle one was to be moved");
  }

  private static void assertSame(float[] a, float[] b, double from, double to) {
    assertArrayEquals(
        Arrays.copyOfRange(a, (int) (from * RATE), (int) (to * RATE)),
        Arrays.copyOfRange(b, (int) (from * RATE), (int) (to * RATE)));
  }

  @Test
  void ambienceIsNeverTouched() {
    float[] rain = silence(6, 0.1);
    assertArrayEquals(rain, align(rain, events(1, 2, 3, 4, 5), 48_000).samples());
    // A knock in rain this loud stands out, but there is no quiet moment to cut it out.
    float[] knocksInRain = silence(6, 0.08);
    knock(knocksInRain, 2.03);
    knock(knocksInRain, 4.03);
    Result result = align(knocksInRain, events(2, 4), 48_000);
    assertEquals(0, result.alignment().moved());
    assertArrayEquals(knocksInRain, result.samples());
  }

  @Test
  void cutsAreNotHeard() {
    float[] sound = silence(9, 0.002);
    double[] seen = new double[8];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = 0.7 + i * 0.9;
      knock(sound, seen[i] + 0.04);
    }
    float[] out = align(sound, events(seen), 48_000).samples();
    // Between the knocks there is noise alone: its steps from sample to sample and its level stay.
    for (double from = 0.05; from < 8; from += 0.9) {
      assertTrue(steepest(out, from, from + 0.6) < 1.2 * steepest(sound, from, from + 0.6));
    }
    for (double from = 0.3; from < 8; from += 0.9) {
      assertEquals(0, 20 * Math.log10(rms(out, from) / rms(sound, from)), 1.5);
    }
  }

  private static double steepest(float[] samples, double from, double to) {
    double steepest = 0;
    for (int i = (int) (from * RATE) + 1; i < to * RATE; i++) {
      steepest = Math.max(steepest, Math.abs(samples[i] - samples[i - 1]));
    }
    return steepest;
  }

  private static double rms(float[] samples, double from) {
    double sum = 0;
    for (int i = (int) (from * RATE); i < (from + 0.35) * RATE; i++) {
      sum += samples[i] * samples[i];
    }
    return Math.sqrt(sum);
  }

  @Test
  void blocksDoNotMatter() {
    float[] sound = silence(12, 0.001);
    double[] seen = new double[20];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = 0.5 + i * 0.5 + 0.1 * random.nextDouble();
      knock(sound, seen[i] + 0.03 * random.nextGaussian());
    }
    Result whole = align(sound, events(seen), sound.length);
    for (int block : new int[] {1000, 48_000, 76_801}) {
      Result cut = align(sound, events(seen), block);
      assertArrayEquals(whole.samples(), cut.samples(), "blocks of " + block);
      assertEquals(whole.alignment(), cut.alignment());
    }
  }

  @Test
  void switchedOffItOnlyMeasures() {
    float[] sound = silence(3, 0.0005);
    knock(sound, 1.53);
    TimeAligner aligner = new TimeAligner(RATE, false);
    float[] out = aligner.push(sound, events(1.5), 3);
    assertArrayEquals(sound, join(out, aligner.finish()));
    assertEquals(0.03, aligner.alignment().before().get(0).offset(), 0.004);
    assertEquals(aligner.alignment().before(), aligner.alignment().after());
  }

  @Test
  void switchedOffItKeepsNothingHoweverLongAndBusyTheSoundIs() {
    TimeAligner aligner = new TimeAligner(RATE, false);
    for (int i = 0; i < 40; i++) {
      float[] sound = silence(1, 0.0005);
      knock(sound, 0.2);
      knock(sound, 0.55);
      assertArrayEquals(sound, aligner.push(sound, events(i + 0.21, i + 0.5), i + 1));
    }
    assertTrue(aligner.held() < 10 * RATE, aligner.held() + " samples are held");
    aligner.finish();
    assertEquals(80, aligner.alignment().before().size(), 2);
  }

  @Test
  void memoryDoesNotGrowWhereNothingHappens() {
    TimeAligner aligner = new TimeAligner(RATE, true);
    for (int i = 0; i < 120; i++) {
      aligner.push(new float[RATE], List.of(), i + 1);
    }
    assertTrue(aligner.held() < 10 * RATE, aligner.held() + " samples are held after two minutes");
  }

  @Test
  void emptySoundIsFine() {
    TimeAligner aligner = new TimeAligner(RATE, true);
    assertEquals(0, aligner.push(new float[0], List.of(), 0).length);
    assertEquals(0, aligner.finish().length);
  }
}
