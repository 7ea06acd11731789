package dev.foley.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At 1,000 samples a second: a millisecond each. */
class PlayoutTest {
  private static final int RATE = 1000;
  private static final int FIRST = (int) (RATE * Playout.FIRST_RESERVE_SECONDS);
  private static final int LEAST = (int) (RATE * Playout.LEAST_RESERVE_SECONDS);
  private static final long UNKNOWN = LiveStats.UNKNOWN;

  private final SampleRing ring = new SampleRing(8 * RATE);
  private final Playout playout = new Playout(ring, RATE, new float[0]);
  private float level = 1;

  @BeforeEach
  void begin() {
    playout.begin(new Epoch(0, 0, 0));
  }

  private void write(int count) {
    float[] block = new float[count];
    for (int i = 0; i < count; i++) {
      block[i] = level;
    }
    assertEquals(count, ring.write(block, 0, count));
  }

  private float[] read(int count) {
    return read(playout, count);
  }

  private static float[] read(Playout playout, int count) {
    float[] out = new float[count];
    playout.read(out, 0, count, 1, 0, false, UNKNOWN);
    return out;
  }

  @Test
  void waitingForTheFirstSoundIsNoUnderrun() {
    for (float sample : read(5000)) {
      assertEquals(0, sample);
    }
    assertEquals(0, playout.underruns());
    assertEquals(0, playout.missingSamples());
  }

  @Test
  void aReserveIsKeptBeforeTheFirstSound() {
    write(1000);
    float[] out = read(1000);
    assertEquals(0, out[FIRST - 1]);
    assertTrue(out[FIRST + 5] > 0, "fades in");
    assertEquals(1, out[FIRST + 50], 1e-6);
    assertEquals(FIRST, ring.available());
  }

  /** Windows of 930 ms, the first of which sounds for 400 ms. */
  @Test
  void theFirstSoundWaitsForTheSecond() {
    assertEquals(1, underrunsAtTheStart(0));
    assertEquals(0, underrunsAtTheStart(0.53));
  }

  private static long underrunsAtTheStart(double delay) {
    SampleRing ring = new SampleRing(8 * RATE);
    Playout playout = new Playout(ring, RATE, new float[0]);
    playout.begin(new Epoch(0, 0, 0));
    playout.delayStart(delay);
    read(playout, 1000);
    ring.write(new float[400], 0, 400);
    for (int i = 0; i < 10; i++) {
      read(playout, 930);
      ring.write(new float[930], 0, 930);
    }
    return playout.underruns();
  }

  @Test
  void anUnderrunIsCountedCoveredAndAnsweredWithALargerReserve() {
    write(1000);
    read(1000 + FIRST);
    assertEquals(FIRST, playout.reserveSamples());
    float[] gap = read(100);
    assertEquals(1, playout.underruns());
    int larger = FIRST * 3 / 2;
    assertEquals(larger, playout.reserveSamples());
    assertEquals(100, playout.missingSamples());
    assertEquals(1, gap[0], 0.01, "no click");
    write(1000);
    read(larger + 200);
    assertEquals(100 + larger, playout.missingSamples(), "the gap, and the new reserve");
    assertEquals(800, ring.available());
    assertEquals(1, playout.underruns());
  }

  @Test
  void theReserveShrinksWhenNothingHappens() {
    level = 0.5f;
    write(1000);
    for (int i = 0; i < 300; i++) {
      write(500);
      read(500);
    }
    assertTrue(playout.reserveSamples() < LEAST * 1.3, playout.reserveSamples() + " ms");
    assertEquals(0, playout.skippedSamples(), "nothing is left out of loud sound");
  }

  @Test
  void tooMuchIsLeftOutInQuietMoments() {
    level = 0.001f;
    write(2000);
    for (int i = 0; i < 300; i++) {
      write(100);
      read(100);
    }
    assertTrue(ring.available() < FIRST + 200, ring.available() + " ms still wait");
    assertEquals(2000 - ring.available() + FIRST, playout.skippedSamples());
    assertEquals(0, playout.underruns());
  }

  @Test
  void whoComesBackAfterALongTimeHearsWhatIsNew() {
    write(1000);
    read(FIRST + 100);
    write(6000);
    read(100);
    assertTrue(ring.available() <= 1000, ring.available() + " ms still wait");
  }

  @Test
  void theBedIsHeardInGapsOnly() {
    Playout bedded = new Playout(ring, RATE, new float[] {0.25f});
    bedded.begin(new Epoch(0, 0, 0));
    assertEquals(0.25f, read(bedded, 100)[50]);
    write(1000);
    assertEquals(1, read(bedded, FIRST + 100)[FIRST + 99]);
    float[] gap = read(bedded, 2000);
    assertEquals(0.25f, gap[1999], 1e-2);
  }

  @Test
  void mutedIsSilentAndKeepsWhatWaits() {
    write(1000);
    read(FIRST + 100);
    int waiting = ring.available();
    float[] out = new float[3000];
    playout.read(out, 0, 3000, 1, 0, true, UNKNOWN);
    assertEquals(waiting, ring.available());
    assertEquals(0, out[2999], 1e-3);
    assertEquals(0, playout.underruns());
    assertEquals(1, read(100)[99]);
  }

  @Test
  void soundOfAnotherEpochIsNotHeard() {
    write(1000);
    read(FIRST + 100);
    float[] out = new float[2000];
    playout.read(out, 0, 2000, 1, 1, false, UNKNOWN);
    assertEquals(0, out[1999], 1e-3);
    playout.begin(new Epoch(1, ring.writeIndex(), 0));
    level = -1;
    write(1000);
    float[] next = new float[FIRST + 100];
    playout.read(next, 0, FIRST + 100, 1, 1, false, UNKNOWN);
    assertEquals(-1, next[FIRST + 99], 1e-3);
    for (float sample : next) {
      assertTrue(sample <= 0.01, "stale sound");
    }
    assertEquals(0, playout.underruns());
  }

  @Test
  void latencyIsFromThePictureToTheSample() {
    playout.begin(new Epoch(0, 0, 5_000_000_000L));
    write(1000);
    read(FIRST + 200);
    float[] out = new float[1];
    playout.read(out, 0, 1, 1, 0, false, 6_300_000_000L);
    assertEquals(1_100_000_000L, playout.latencyNanos());
  }

  /** However writes and reads fall, while sound lasts every sample is heard once and in order. */
  @Property(tries = 200)
  void nothingIsLostOrTwice(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int most) {
    SampleRing samples = new SampleRing(8 * RATE);
    Playout reader = new Playout(samples, RATE, new float[0]);
    reader.begin(new Epoch(0, 0, 0));
    SplittableRandom random = new SplittableRandom(seed);
    int written = 0;
    int heard = -1;
    for (int turn = 0; turn < 200; turn++) {
      float[] ramp = new float[Math.max(0, 1000 + random.nextInt(1000) - samples.available())];
      for (int i = 0; i < ramp.length; i++) {
        ramp[i] = 1 + written++;
      }
      samples.write(ramp, 0, ramp.length);
      float[] out = read(reader, 1 + random.nextInt(most));
      for (float sample : out) {
        if (heard >= 0) {
          assertEquals(++heard, sample);
        } else if (sample > 20) {
          // Behind the fade at the beginning, in which samples are scaled.
          heard = Math.round(sample);
        }
      }
      assertEquals(written, samples.readIndex() + samples.available());
    }
    assertEquals(0, reader.underruns());
  }
}
