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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LagCorrectionTest {
  private static final int RATE = 48_000;
  private static final double SECONDS = 24;

  private final Random random = new Random(5);

  /** Irregular, as steps and blows are: a regular row would look the same one beat later. */
  private double[] irregular() {
    List<Double> times = new ArrayList<>();
    for (double t = 0.8; t < SECONDS - 1; t += 0.4 + 0.8 * random.nextDouble()) {
      times.add(t);
    }
    return times.stream().mapToDouble(t -> t).toArray();
  }

  private float[] knocks(double[] times) {
    float[] samples = new float[(int) (SECONDS * RATE)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.0005 * random.nextGaussian());
    }
    for (double time : times) {
      int start = (int) (time * RATE);
      for (int i = 0; i < 0.3 * RATE && start + i < samples.length; i++) {
        double t = (double) i / RATE;
        samples[start + i] += (float) (0.3 * Math.exp(-t / 0.03) * Math.sin(2 * Math.PI * 620 * t));
      }
    }
    return samples;
  }

  private static double[] late(double[] events, double from, double to) {
    double[] late = new double[events.length];
    for (int i = 0; i < late.length; i++) {
      late[i] = events[i] + from + (to - from) * events[i] / SECONDS;
    }
    return late;
  }

  private record Result(float[] samples, Alignment alignment) {}

  private static Result align(float[] samples, double[] events, int block) {
    TimeAligner aligner = new TimeAligner(RATE, true, true);
    List<MotionEvent> left =
        new ArrayList<>(Arrays.stream(events).mapToObj(t -> new MotionEvent(t, 1)).toList());
    float[] out = new float[samples.length];
    int written = 0;
    for (int at = 0; at <= samples.length; at += block) {
      int end = Math.min(samples.length, at + block);
      double until = (double) end / RATE;
      List<MotionEvent> due = left.stream().filter(e -> e.time() < until).toList();
      left.removeAll(due);
      float[] done = aligner.push(Arrays.copyOfRange(samples, at, end), due, until);
      System.arraycopy(done, 0, out, written, done.length);
      written += done.length;
    }
    float[] rest = aligner.finish();
    System.arraycopy(rest, 0, out, written, rest.length);
    assertEquals(samples.length, written + rest.length);
    return new Result(out, aligner.alignment());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.25, -0.13, 0.08, 0.2, 0.25})
  void aCommonLagIsTakenBack(double lag) {
    double[] events = irregular();
    Alignment alignment = align(knocks(late(events, lag, lag)), events, 96_000).alignment();
    assertTrue(alignment.before().size() >= 0.9 * events.length);
    assertEquals(Math.abs(lag), OffsetStatistics.of(alignment.before()).medianAbsolute(), 0.005);
    OffsetStatistics after = OffsetStatistics.of(alignment.after());
    assertTrue(after.pairs() >= 0.9 * events.length, after.pairs() + " of " + events.length);
    assertTrue(after.p95Absolute() < 0.01, "95th percentile " + after.p95Absolute());
  }

  @Test
  void fewSoundsAreEnoughIfAllOfThemAgree() {
    double[] events = {1.3, 2.9, 13.1, 22.4};
    Alignment alignment = align(knocks(late(events, 0.19, 0.19)), events, 96_000).alignment();
    OffsetStatistics after = OffsetStatistics.of(alignment.after());
    assertEquals(4, after.pairs());
    assertTrue(after.p95Absolute() < 0.01, "95th percentile " + after.p95Absolute());
  }

  @Test
  void aLagThatGrowsIsFollowed() {
    double[] events = irregular();
    Alignment alignment = align(knocks(late(events, 0, 0.24)), events, 96_000).alignment();
    OffsetStatistics after = OffsetStatistics.of(alignment.after());
    assertTrue(after.pairs() >= 0.85 * events.length, after.pairs() + " of " + events.length);
    assertTrue(after.p95Absolute() < 0.02, "95th percentile " + after.p95Absolute());
  }

  @Test
  void soundWithoutLagIsTreatedAsWithoutTheOption() {
    double[] events = irregular();
    double[] near = Arrays.stream(events).map(t -> t + 0.02 * random.nextGaussian()).toArray();
    float[] sound = knocks(near);
    TimeAligner plain = new TimeAligner(RATE, true);
    float[] head =
        plain.push(
            sound, Arrays.stream(events).mapToObj(t -> new MotionEvent(t, 1)).toList(), SECONDS);
    float[] tail = plain.finish();
    float[] expected = Arrays.copyOf(head, sound.length);
    System.arraycopy(tail, 0, expected, head.length, tail.length);
    assertArrayEquals(expected, align(sound, events, 48_000).samples());
  }

  @Test
  void soundThatHasNothingToDoWithThePictureIsNotDragged() {
    double[] events = irregular();
    Alignment alignment = align(knocks(irregular()), events, 96_000).alignment();
    for (Match match : alignment.before()) {
      assertTrue(Math.abs(match.offset()) <= 0.1, "a lag was seen where there is none: " + match);
    }
  }

  @Test
  void blocksDoNotMatter() {
    double[] events = irregular();
    float[] sound = knocks(late(events, 0.1, 0.2));
    Result whole = align(sound, events, sound.length);
    Result cut = align(sound, events, 33_333);
    assertEquals(whole.alignment(), cut.alignment());
    assertArrayEquals(whole.samples(), cut.samples());
  }
}
