package dev.foley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.audio.AudioBuffer;
import dev.foley.audio.AudioFormat;
import dev.foley.audio.AudioSink;
import dev.foley.fake.FakeFrames;
import dev.foley.fake.FakeModel;
import dev.foley.stage.Stage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stopping, breaking and not listening. The time-outs only guard against hanging. */
@Timeout(30)
class CancellationTest {
  private final FakeModel model = new FakeModel();
  private final FoleyGenerator foley = FoleyGenerator.builder().model(model.open()).build();
  private final AtomicReference<FakeFrames> frames = new AtomicReference<>();

  private FoleyRequest request(int count) {
    return foley.video(
        specs -> {
          frames.set(new FakeFrames(specs, count, 25, 1));
          return frames.get();
        });
  }

  @AfterEach
  void nothingIsLeft() {
    foley.close();
    assertEquals(0, FakeFrames.OPEN.get());
    assertEquals(0, FakeModel.OPEN_STREAMS.get());
    boolean alive =
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(t -> t.isAlive() && t.getName().matches("foley-\\d+-.*"));
    assertEquals(false, alive, "pipeline threads are left");
  }

  private void in(Stage stage, Runnable work) {
    switch (stage) {
      case FEATURES -> model.inFeatures = work;
      case TEXT -> model.inText = work;
      case LATENTS -> model.inLatents = work;
      case AUDIO -> model.inAudio = work;
      default -> throw new IllegalArgumentException("no hook in " + stage);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FEATURES", "TEXT", "LATENTS", "AUDIO"})
  void cancelStopsAStageAtWork(Stage stage) throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    AtomicInteger steps = new AtomicInteger();
    in(
        stage,
        () -> {
          steps.incrementAndGet();
          inside.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    FoleyStream stream = request(10_000).prompt("x").stream();
    CompletableFuture<FoleyChunk> pull = CompletableFuture.supplyAsync(stream::next);
    inside.await();
    stream.cancel();
    ExecutionException failure = assertThrows(ExecutionException.class, pull::get);
    assertInstanceOf(FoleyException.Cancelled.class, failure.getCause());
    stream.close();
    assertEquals(1, steps.get(), "work went on after cancel");
  }

  @ParameterizedTest
  @EnumSource(names = {"FEATURES", "TEXT", "LATENTS", "AUDIO"})
  void failuresOfAStageAreTyped(Stage stage) {
    in(
        stage,
        () -> {
          throw new IllegalArgumentException("shape (1, 2)");
        });
    FoleyException.StageFailed failure =
        assertThrows(FoleyException.StageFailed.class, () -> request(500).generate());
    assertTrue(failure.getMessage().contains(stage.label()), failure.getMessage());
  }

  @ParameterizedTest
  @EnumSource(names = {"FEATURES", "TEXT", "LATENTS", "AUDIO"})
  void memoryRunningOutIsTyped(Stage stage) {
    in(
        stage,
        () -> {
          throw new OutOfMemoryError("Java heap space");
        });
    assertThrows(FoleyException.OutOfMemory.class, () -> request(500).generate());
  }

  /** Throws on the thread that consumes the sound, which mixes it. */
  private static final FoleyListener GREEDY =
      new FoleyListener() {
        @Override
        public void onProgress(Progress progress) {
          throw new OutOfMemoryError("Java heap space");
        }
      };

  @Test
  void memoryRunningOutOnTheCallersThreadIsTyped() throws Exception {
    FoleyRequest request = request(500).listener(GREEDY);
    assertThrows(FoleyException.OutOfMemory.class, request::generate);
    FoleyStream stream = request.stream();
    assertThrows(FoleyException.OutOfMemory.class, stream::next);
    assertThrows(IllegalStateException.class, stream::next, "not closed");
    Collector collector = new Collector();
    request.publisher().subscribe(collector);
    collector.subscription.request(1);
    assertInstanceOf(FoleyException.OutOfMemory.class, collector.signals.take());
  }

  @Test
  void memoryRunningOutInASinkIsTypedAndAbortsIt() {
    AtomicInteger aborted = new AtomicInteger();
    AudioSink sink =
        new AudioSink() {
          @Override
          public AudioFormat format() {
            return AudioFormat.mono(FakeModel.SPEC.sampleRate());
          }

          @Override
          public void write(AudioBuffer buffer) {
            throw new OutOfMemoryError("Java heap space");
          }

          @Override
          public void close() {}

          @Override
          public void abort() {
            aborted.incrementAndGet();
          }
        };
    assertThrows(FoleyException.OutOfMemory.class, () -> request(500).writeTo(sink));
    assertTrue(aborted.get() > 0, "not aborted");
  }

  @Test
  void nonFiniteLatentsNameWindowAndStep() {
    model.poison = Float.NaN;
    FoleyException.NonFinite failure =
        assertThrows(FoleyException.NonFinite.class, () -> request(500).generate());
    assertTrue(failure.getMessage().contains("window 0"), failure.getMessage());
    assertTrue(failure.getMessage().contains("step 4"), failure.getMessage());
  }

  @Test
  void interruptingTheCallerCancelsAndKeepsTheFlag() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    model.inLatents =
        () -> {
          inside.countDown();
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                request(500).generate();
              } catch (Throwable t) {
                thrown.set(t);
                flag.set(Thread.currentThread().isInterrupted());
              }
            });
    caller.start();
    inside.await();
    caller.interrupt();
    caller.join();
    assertInstanceOf(FoleyException.Cancelled.class, thrown.get());
    assertEquals(true, flag.get());
  }

  @Test
  void aConsumerThatDoesNotPullHoldsTheVideoBack() throws Exception {
    try (FoleyStream stream = request(100_000).stream()) {
      stream.next();
      int pulled = -1;
      // Settles: the hand-offs fill up and every stage waits.
      while (pulled != frames.get().pulled()) {
        pulled = frames.get().pulled();
        Thread.sleep(200);
      }
      // Each of the hand-offs (1 + 1 + 1 + 2) and each of the four stages holds one window of 1.6 s
      // at most, the first window was taken, and a window is 2 s: 9 * 40 + 40 + 50 frames.
      assertTrue(pulled <= 450, pulled + " frames were pulled for one chunk");
    }
  }

  @Test
  void subscribersGetWhatTheyAskFor() throws Exception {
    Collector collector = new Collector();
    request(250).prompt("x").publisher().subscribe(collector);
    collector.subscription.request(1);
    assertEquals(0L, collector.next().start());
    assertEquals(null, collector.signals.poll(200, TimeUnit.MILLISECONDS), "unasked for");
    collector.subscription.request(Long.MAX_VALUE);
    long samples = 0;
    Object signal;
    while ((signal = collector.signals.take()) instanceof FoleyChunk chunk) {
      samples = chunk.start() + chunk.audio().frames();
    }
    assertEquals("complete", signal);
    assertEquals(80_000, samples);
  }

  @Test
  void aCancelledSubscriptionFallsSilent() throws Exception {
    Collector collector = new Collector();
    request(100_000).publisher().subscribe(collector);
    collector.subscription.request(2);
    collector.next();
    collector.subscription.cancel();
    collector.subscription.request(5);
    Thread.sleep(100);
    assertTrue(
        collector.signals.stream().allMatch(s -> s instanceof FoleyChunk), "signal after cancel");
  }

  @Test
  void wrongDemandIsAnError() throws Exception {
    Collector collector = new Collector();
    request(100).publisher().subscribe(collector);
    collector.subscription.request(0);
    assertInstanceOf(IllegalArgumentException.class, collector.signals.take());
  }

  @Test
  void publisherFailuresReachTheSubscriber() throws Exception {
    model.poison = Float.NaN;
    Collector collector = new Collector();
    request(100).publisher().subscribe(collector);
    collector.subscription.request(1);
    assertInstanceOf(FoleyException.NonFinite.class, collector.signals.take());
  }

  @Test
  void aListenerThatThrowsEndsTheRequest() {
    FoleyListener angry =
        new FoleyListener() {
          @Override
          public void onProgress(Progress progress) {
            throw new IllegalStateException("enough");
          }
        };
    assertThrows(IllegalStateException.class, () -> request(500).listener(angry).generate());
  }

  private static final class Collector implements Flow.Subscriber<FoleyChunk> {
    final LinkedBlockingQueue<Object> signals = new LinkedBlockingQueue<>();
    Flow.Subscription subscription;

    FoleyChunk next() throws InterruptedException {
      return (FoleyChunk) signals.take();
    }

    @Override
    public void onSubscribe(Flow.Subscription s) {
      subscription = s;
    }

    @Override
    public void onNext(FoleyChunk item) {
      signals.add(item);
    }

    @Override
    public void onError(Throwable failure) {
      signals.add(failure);
    }

    @Override
    public void onComplete() {
      signals.add("complete");
    }
  }

  @Test
  void unknownDecodersAreNamed() {
    try (FoleyGenerator other =
        FoleyGenerator.builder().model(model.open()).decoder("nonesuch").build()) {
      FoleyException.InvalidRequest failure =
          assertThrows(
              FoleyException.InvalidRequest.class,
              () -> other.video(java.nio.file.Path.of("pom.xml")).generate());
      assertTrue(failure.getMessage().contains("nonesuch"), failure.getMessage());
    }
    assertThrows(
        FoleyException.UnreadableMedia.class,
        () -> foley.video(java.nio.file.Path.of("no such file.mp4")).generate());
    assertEquals(
        List.of(),
        List.copyOf(
            foley.silentDuration(java.time.Duration.ofSeconds(1)).generate().stems().keySet()));
  }
}
