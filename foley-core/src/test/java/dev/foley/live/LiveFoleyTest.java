package dev.foley.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.FoleyException;
import dev.foley.FoleyGenerator;
import dev.foley.fake.FakeModel;
import dev.foley.live.FrameFormat.Layout;
import dev.foley.stage.SynthesisTask;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With stages whose sound is known: a tone as loud as the prompt is long. */
@Timeout(60)
class LiveFoleyTest {
  private static final int RATE = FakeModel.SPEC.sampleRate();
  private static final String PROMPT = "a tone of some loudness";
  private static final float LOUD = FakeModel.loudness(PROMPT);
  private static final FrameFormat FORMAT = FrameFormat.of(16, 12, Layout.RGBA);
  private static final long STEP = 40_000_000L;

  private final FakeModel model = new FakeModel();
  private final FoleyGenerator foley = FoleyGenerator.builder().model(model.open()).build();
  private final ByteBuffer frame = ByteBuffer.allocateDirect(FORMAT.bytes());
  private long time = 7_000_000_000L;

  @AfterEach
  void close() {
    foley.close();
    assertEquals(0, FakeModel.OPEN_STREAMS.get());
  }

  private LiveFoley open() {
    return foley.live(FORMAT, PROMPT).open();
  }

  private void push(LiveFoley live, int count) {
    for (int i = 0; i < count; i++) {
      await(() -> live.push(frame, time));
      time += STEP;
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Pushes two seconds and waits until their windows are made. */
  private void pushAndWait(LiveFoley live) {
    long before = live.stats().windows();
    push(live, 50);
    await(() -> live.stats().windows() > before);
    long[] last = new long[1];
    await(
        () -> {
          last[0] = live.stats().windows();
          sleep(50);
          return last[0] == live.stats().windows();
        });
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static float[] read(LiveFoley live, int count) {
    float[] out = new float[count];
    live.read(out);
    return out;
  }

  @Test
  void soundIsTheContinuedToneOfAllWindows() {
    try (LiveFoley live = open()) {
      pushAndWait(live);
      // The reserve, then a fade of 10 ms.
      float[] out = read(live, RATE);
      int start = (int) (RATE * Playout.FIRST_RESERVE_SECONDS);
      for (int i = start + 100; i < out.length; i++) {
        assertEquals(LOUD * FakeModel.sine(i - start), out[i], 1e-4, "sample " + i);
      }
      LiveStats stats = live.stats();
      assertEquals(50, stats.frames());
      assertEquals(0, stats.framesDropped());
      assertEquals(0, stats.underruns());
      assertEquals(0, stats.restarts());
      read(live, 1);
      // All two seconds of pictures have been pushed, 500 ms of their sound have been heard.
      assertTrue(live.latency().toMillis() >= 1460, live.latency().toString());
    }
  }

  /** A window of four steps takes 0.8 s at least; the first sounds for 0.42 s at most. */
  @Test
  void aSlowModelIsGivenTimeForItsSecondWindow() {
    try (LiveFoley live = open()) {
      assertEquals(4, model.tasks.size(), "warm-up");
      model.inLatents = () -> sleep(200);
      push(live, 16);
      await(() -> live.stats().windows() == 1);
      float[] out = read(live, RATE);
      int silent = 0;
      while (out[silent] == 0) {
        silent++;
      }
      assertTrue(silent >= 0.58 * RATE, "sound after " + silent);
    }
  }

  @Test
  void windowsContinueEachOtherAndEndNow() {
    try (LiveFoley live = open()) {
      for (int i = 0; i < 4; i++) {
        pushAndWait(live);
        read(live, 2 * RATE);
      }
    }
    List<SynthesisTask> tasks = model.tasks;
    SynthesisTask last = tasks.get(tasks.size() - 1);
    long seen = (4 * 50 - 1) * STEP / 20_000_000;
    // Less than a stride may be waiting.
    assertTrue(last.firstLatent() + 100 > seen - 20, "ends at " + (last.firstLatent() + 100));
    assertTrue(last.known().count() > 0);
  }

  @Test
  void withoutPicturesSilenceComesAndIsCounted() {
    try (LiveFoley live = open()) {
      pushAndWait(live);
      float[] out = read(live, 4 * RATE);
      assertEquals(0, out[4 * RATE - 1], 1e-4);
      assertEquals(1, live.stats().underruns());
      assertTrue(live.stats().missing().compareTo(Duration.ofSeconds(1)) > 0);
      assertTrue(live.stats().reserve().compareTo(Duration.ofMillis(200)) > 0);
    }
  }

  @Test
  void anotherPromptFadesIn() {
    String louder = PROMPT + PROMPT + PROMPT;
    try (LiveFoley live = open()) {
      pushAndWait(live);
      float[] before = read(live, 2 * RATE);
      live.prompt(louder);
      pushAndWait(live);
      pushAndWait(live);
      float[] after = read(live, 2 * RATE);
      assertEquals(LOUD, peak(before), 0.01);
      assertEquals(FakeModel.loudness(louder), peak(after), 0.01);
    }
    assertTrue(model.tasks.stream().anyMatch(task -> task.texts().size() == 2));
    int last = model.tasks.size() - 1;
    assertEquals(1, model.tasks.get(last).texts().size());
  }

  private static float peak(float[] samples) {
    float peak = 0;
    for (float sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }

  @Test
  void pausedIsSilentAndTakesNoPictures() {
    try (LiveFoley live = open()) {
      pushAndWait(live);
      read(live, RATE / 2);
      live.pause();
      assertFalse(live.push(frame, time));
      float[] out = read(live, 3 * RATE);
      assertEquals(0, out[3 * RATE - 1], 1e-4);
      assertEquals(0, live.stats().underruns());
      live.resume();
      assertEquals(LOUD, peak(read(live, RATE / 2)), 0.01);
    }
  }

  @Test
  void afterASeekOnlyTheNewPlaceIsHeard() {
    try (LiveFoley live = open()) {
      pushAndWait(live);
      read(live, RATE / 2);
      live.seek(100_000_000_000L);
      assertEquals(0, read(live, RATE)[RATE - 1], 1e-4);
      assertFalse(live.push(frame, time), "a straggler from before");
      time = 100_500_000_000L;
      long windows = live.stats().windows();
      pushAndWait(live);
      assertTrue(live.stats().windows() > windows);
      assertEquals(LOUD, peak(read(live, RATE)), 0.01);
      assertEquals(0, live.stats().underruns());
      assertEquals(0, live.stats().restarts());
      live.reset();
      time = 0;
      pushAndWait(live);
      assertEquals(LOUD, peak(read(live, RATE)), 0.01);
    }
  }

  @Test
  void timeThatLeapsStartsAnew() {
    try (LiveFoley live = open()) {
      pushAndWait(live);
      time += 5_000_000_000L;
      pushAndWait(live);
      assertEquals(1, live.stats().restarts());
      time = 0;
      pushAndWait(live);
      assertEquals(2, live.stats().restarts());
    }
  }

  @Test
  void aStuckModelBlocksNobody() throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    try (LiveFoley live = open()) {
      model.inLatents =
          () -> {
            try {
              stuck.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          };
      for (int i = 0; i < 500; i++) {
        live.push(frame, time += STEP);
        read(live, 100);
      }
      LiveStats stats = live.stats();
      assertTrue(stats.framesDropped() > 300, stats.framesDropped() + " dropped");
      stuck.countDown();
    }
  }

  @Test
  void aFailureIsToldAndSoundGoesOnAsSilence() {
    try (LiveFoley live = open()) {
      model.poison = Float.NaN;
      push(live, 30);
      await(() -> live.failure().isPresent());
      assertInstanceOf(FoleyException.NonFinite.class, live.failure().get());
      assertEquals(0, peak(read(live, RATE)));
    }
  }

  @Test
  void aModelThatFailsAtOnceFailsOpen() {
    model.poison = Float.NaN;
    assertThrows(FoleyException.NonFinite.class, this::open);
  }

  @Test
  void nobodyListeningIsHarmless() {
    try (LiveFoley live = open()) {
      for (int i = 0; i < 400; i++) {
        live.push(frame, time += STEP);
        sleep(1);
      }
      LiveStats stats = live.stats();
      assertEquals(400, stats.frames() + stats.framesDropped());
      assertTrue(stats.framesDropped() > 0);
      assertEquals(0, stats.underruns());
      assertEquals(LOUD, peak(read(live, RATE)), 0.01);
    }
  }

  @Test
  void closedIsSilentAndTakesNothing() {
    LiveFoley live = open();
    pushAndWait(live);
    foley.close();
    assertTrue(live.isClosed());
    live.close();
    assertFalse(live.push(frame, time));
    assertEquals(0, peak(read(live, RATE)));
    assertThrows(IllegalStateException.class, () -> foley.live(FORMAT, PROMPT));
  }

  @Test
  void wrongArgumentsAreRefusedAtOnce() {
    LiveBuilder builder = foley.live(FORMAT, PROMPT);
    assertThrows(IllegalArgumentException.class, () -> builder.steps(0));
    assertThrows(IllegalArgumentException.class, () -> builder.guidance(-1));
    assertThrows(IllegalArgumentException.class, () -> builder.stride(Duration.ofMillis(10)));
    assertThrows(IllegalArgumentException.class, () -> builder.stride(Duration.ofSeconds(2)));
    assertThrows(IllegalArgumentException.class, () -> builder.output(100, 1));
    try (LiveFoley live = builder.open()) {
      ByteBuffer small = ByteBuffer.allocateDirect(FORMAT.bytes() - 1);
      assertThrows(IllegalArgumentException.class, () -> live.push(small, 0));
      assertThrows(IndexOutOfBoundsException.class, () -> live.read(new float[10], 5, 6));
    }
  }

  @Test
  void streamsAreExactSixteenBitFrames() throws IOException {
    try (LiveFoley live = foley.live(FORMAT, PROMPT).output(44_100, 2).open();
        InputStream in = live.inputStream()) {
      pushAndWait(live);
      byte[] bytes = new byte[44_100 * 4 + 3];
      assertEquals(44_100 * 4, in.read(bytes, 0, bytes.length), "whole frames only");
      double sum = 0;
      for (int i = 30_000; i < 44_100; i++) {
        int left = (short) ((bytes[4 * i] & 0xFF) | bytes[4 * i + 1] << 8);
        int right = (short) ((bytes[4 * i + 2] & 0xFF) | bytes[4 * i + 3] << 8);
        assertEquals(left, right);
        sum += left * left;
      }
      double rms = Math.sqrt(sum / 14_100) / 32768;
      assertEquals(LOUD / Math.sqrt(2), rms, 0.01);
      assertTrue(in.available() > 0);
      in.close();
      assertEquals(-1, in.read(bytes, 0, 8));
      assertEquals(-1, in.read());
    }
  }

  @Test
  void singleBytesAndBlocksAreOneSequence() throws IOException {
    List<Byte> whole = new ArrayList<>();
    List<Byte> cut = new ArrayList<>();
    for (List<Byte> into : List.of(whole, cut)) {
      try (LiveFoley live = open();
          InputStream in = live.inputStream()) {
        time = 0;
        pushAndWait(live);
        int size = 1;
        while (into.size() < RATE) {
          byte[] block = new byte[into == whole ? 2000 : size];
          int count = in.read(block, 0, block.length);
          for (int i = 0; i < count; i++) {
            into.add(block[i]);
          }
          size = size % 7 + 1;
          if (into == cut) {
            into.add((byte) in.read());
          }
        }
      }
    }
    assertEquals(whole.subList(0, RATE), cut.subList(0, RATE));
  }

  @Test
  void buffersTakeSixteenBitsInTheirOwnOrder() {
    try (LiveFoley live = open()) {
      pushAndWait(live);
      ByteBuffer big = ByteBuffer.allocateDirect(2 * RATE + 1);
      live.read(big);
      assertEquals(1, big.remaining());
      double sum = 0;
      for (int i = RATE / 2; i < RATE; i++) {
        sum += Math.pow(big.getShort(2 * i) / 32768.0, 2);
      }
      assertEquals(LOUD / Math.sqrt(2), Math.sqrt(sum / (RATE / 2)), 0.01);
      assertEquals(ByteOrder.BIG_ENDIAN, big.order());
    }
  }

  /** After warm-up, neither thread's calls allocate a single byte, whatever happens in them. */
  @Test
  void pushAndReadDoNotAllocate() throws IOException {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    try (LiveFoley live = open();
        InputStream in = live.inputStream()) {
      float[] block = new float[160];
      byte[] bytes = new byte[320];
      ByteBuffer direct = ByteBuffer.allocateDirect(320);
      // A call that allocates does so in every round; the JVM itself may, when it recompiles.
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 5; round++) {
        long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < 20_000; i++) {
          live.push(frame, time += STEP / 4);
          live.read(block);
          in.read(bytes, 0, bytes.length);
          direct.clear();
          live.read(direct);
        }
        least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
      }
      assertEquals(0, least, "bytes in 20,000 pushes and 60,000 reads");
      LiveStats stats = live.stats();
      assertTrue(stats.frames() > 0 && stats.framesDropped() > 0 && stats.underruns() > 0);
    }
  }
}
