package dev.foley.media.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.foley.video.MediaTime;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Times come from the stamps alone: whatever the rate, the start and the spacing. */
class FrameClockProperties {
  private final MediaWarnings warnings = new MediaWarnings();

  private FrameClock clock(MediaTime base) {
    return new FrameClock(base, null, Optional.empty(), Optional.empty(), warnings);
  }

  @Property
  void anyRationalRateAndAnyStartAreExact(
      @ForAll @IntRange(min = 24, max = 240_000) int rate,
      @ForAll @IntRange(min = 1, max = 1001) int denominator,
      @ForAll @LongRange(min = -1L << 40, max = 1L << 40) long offset,
      @ForAll @IntRange(min = 1, max = 60) int frames) {
    MediaTime base = new MediaTime(denominator, rate);
    FrameClock clock = clock(base);
    for (int i = 0; i < frames; i++) {
      assertEquals(MediaTime.ofTicks(i, denominator, rate), clock.place(offset + i, 1));
    }
    assertEquals(MediaTime.ofTicks(frames, denominator, rate), clock.finish());
  }

  @Property
  void variableRatesKeepEveryTimeToTheTick(
      @ForAll @Size(min = 1, max = 80) List<@IntRange(min = 1, max = 9000) Integer> spacings,
      @ForAll @LongRange(min = -100_000, max = 1L << 40) long offset) {
    FrameClock clock = clock(new MediaTime(1, 90_000));
    long at = offset;
    clock.place(at, 0);
    for (int spacing : spacings) {
      at += spacing;
      assertEquals(MediaTime.ofTicks(at - offset, 1, 90_000), clock.place(at, 0));
    }
    assertEquals(offset, clock.start().toIndex(90_000));
    assertEquals(List.of(), warnings.list());
  }

  @Property(tries = 20)
  void threeHoursOfAnyNtscRateDriftByNothing(
      @ForAll @IntRange(min = 0, max = 2) int which,
      @ForAll @IntRange(min = 0, max = 19) int skip) {
    int rate = new int[] {24_000, 30_000, 60_000}[which];
    long last = 3L * 3600 * rate / 1001 - skip;
    FrameClock clock = clock(new MediaTime(1001, rate));
    clock.place(0, 1);
    clock.place(1, 1);
    for (long frame = 2; frame < last; frame += Math.min(600, last - frame)) {
      clock.place(frame, 1);
    }
    MediaTime time = clock.place(last, 1);
    long exact =
        BigInteger.valueOf(last)
            .multiply(BigInteger.valueOf(2L * 48_000 * 1001))
            .add(BigInteger.valueOf(rate))
            .divide(BigInteger.valueOf(2L * rate))
            .longValueExact();
    assertEquals(exact, time.toIndex(48_000));
  }
}
