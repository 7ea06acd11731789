package dev.foley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.audio.SampleFormat;
import dev.foley.fake.FakeFrames;
import dev.foley.fake.FakeModel;
import dev.foley.video.MediaTime;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever the video and however it is cut into windows, the sound is the same and as long. */
class FoleyGeneratorProperties {
  /** A fade of two equal sides has gains that sum to 1 up to float rounding. */
  private static final double TOLERANCE = 1e-5;

  private static final String PROMPT = "a tone of some loudness";

  @Provide
  Arbitrary<long[]> rates() {
    return Arbitraries.of(
        new long[] {25, 1},
        new long[] {24000, 1001},
        new long[] {30000, 1001},
        new long[] {60, 1},
        new long[] {12400, 509},
        new long[] {1, 1});
  }

  @Property(tries = 60)
  void lengthIsExactAndNothingIsMissing(
      @ForAll("rates") long[] rate,
      @ForAll @IntRange(min = 1, max = 300) int frames,
      @ForAll @IntRange(min = 0, max = 1800) int overlapMillis,
      @ForAll @IntRange(min = 100, max = 2500) int chunkMillis) {
    try (FoleyGenerator foley = FoleyGenerator.builder().model(new FakeModel().open()).build()) {
      FoleyAudio audio =
          foley
              .video(
                  specs ->
                      new FakeFrames(
                          specs,
                          Math.min(frames, (int) (20 * rate[0] / rate[1])),
                          rate[0],
                          rate[1]))
              .prompt(PROMPT)
              .overlap(Duration.ofMillis(overlapMillis))
              .chunk(Duration.ofMillis(chunkMillis))
              .generate();
      MediaTime duration =
          MediaTime.ofTicks(Math.min(frames, (int) (20 * rate[0] / rate[1])), rate[1], rate[0]);
      float[] samples = audio.samples()[0];
      assertEquals(duration.toIndex(FakeModel.SPEC.sampleRate()), samples.length);
      assertEquals(samples.length, audio.report().samples());
      float loud = FakeModel.loudness(PROMPT);
      for (int i = 0; i < samples.length; i++) {
        assertEquals(loud * FakeModel.sine(i), samples[i], TOLERANCE, "sample " + i);
      }
    }
    assertEquals(0, FakeFrames.OPEN.get());
    assertEquals(0, FakeModel.OPEN_STREAMS.get());
  }

  @Property(tries = 15)
  void outputRateAndRangeKeepTheLengthExact(
      @ForAll @IntRange(min = 1, max = 400) int frames,
      @ForAll @IntRange(min = 0, max = 3000) int startMillis,
      @ForAll @IntRange(min = 1, max = 4000) int lengthMillis) {
    MediaTime video = MediaTime.ofTicks(frames, 1001, 30000);
    MediaTime start = MediaTime.ofTicks(startMillis, 1, 1000);
    if (start.compareTo(video) >= 0) {
      return;
    }
    MediaTime end = start.plus(MediaTime.ofTicks(lengthMillis, 1, 1000));
    MediaTime stop = end.compareTo(video) < 0 ? end : video;
    try (FoleyGenerator foley = FoleyGenerator.builder().model(new FakeModel().open()).build()) {
      FoleyAudio audio =
          foley
              .video(specs -> new FakeFrames(specs, frames, 30000, 1001))
              .range(Duration.ofMillis(startMillis), Duration.ofMillis(startMillis + lengthMillis))
              .output(44100, SampleFormat.PCM24, 2)
              .generate();
      assertEquals(2, audio.samples().length);
      assertEquals(stop.minus(start).toIndex(44100), audio.samples()[0].length);
      assertTrue(audio.report().durationSeconds() > 0);
    }
  }
}
