package dev.foley;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.foley.audio.LoudnessMeter;
import dev.foley.audio.SampleFormat;
import dev.foley.audio.WavReader;
import dev.foley.fake.FakeFrames;
import dev.foley.fake.FakeModel;
import dev.foley.stage.Stage;
import dev.foley.video.FrameSpec;
import dev.foley.video.PixelFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoleyRequestTest {
  private static final int RATE = FakeModel.SPEC.sampleRate();

  private final FakeModel model = new FakeModel();
  private final FoleyGenerator foley = FoleyGenerator.builder().model(model.open()).build();

  @TempDir Path folder;

  @AfterEach
  void everythingIsReleased() {
    foley.close();
    assertEquals(0, FakeFrames.OPEN.get());
    assertEquals(0, FakeModel.OPEN_STREAMS.get());
  }

  private FoleyRequest seconds(int seconds) {
    return foley.video(specs -> new FakeFrames(specs, 25 * seconds, 25, 1));
  }

  @Test
  void aRequestWithoutVideoHasTheLengthAskedFor() {
    FoleyAudio audio = foley.silentDuration(Duration.ofMillis(5_333)).prompt("hum").generate();
    assertEquals(Math.round(5.333 * RATE), audio.samples()[0].length);
    assertEquals(-1, model.tasks.get(0).visual().visual().values()[0], "features of no video");
  }

  @Test
  void layersComeAsStemsAndAsMix() {
    FoleyAudio audio =
        seconds(5).layer("low", "0123456789", 1).layer("high", "01234", 2).generate();
    assertEquals(List.of("low", "high"), List.copyOf(audio.stems().keySet()));
    float[] low = audio.stems().get("low").channel(0);
    float[] high = audio.stems().get("high").channel(0);
    float[] mix = audio.samples()[0];
    for (int i = 0; i < mix.length; i++) {
      assertEquals(low[i] + high[i], mix[i], 1e-6);
    }
    assertEquals(0.1f * FakeModel.sine(1001), low[1001], 1e-6);
    assertEquals(2 * 0.05f * FakeModel.sine(1001), high[1001], 1e-6);
    long seeds = model.tasks.stream().map(t -> t.sampling().seed()).distinct().count();
    assertEquals(2, seeds, "layers must not share noise");
  }

  @Test
  void variantsAreWhatTheirSeedsWouldGive() {
    FoleyAudio audio = seconds(3).seed(7).variants(3).generate();
    assertEquals(3, audio.variants().size());
    assertEquals(9, audio.variants().get(2).report().settings().seed());
    List<Long> seeds =
        model.tasks.stream().map(t -> t.sampling().seed()).distinct().sorted().toList();
    assertEquals(List.of(7L, 8L, 9L), seeds);
  }

  @Test
  void aPromptTrackFadesFromTextToText() {
    PromptTrack track =
        PromptTrack.of(List.of(new PromptTrack.Entry(2, 4, "0123456789")))
            .crossFade(Duration.ofSeconds(1));
    float[] samples = seconds(6).prompt("01234").promptTrack(track).generate().samples()[0];
    // Loudness is 0.05 outside and 0.10 inside; the middle of the fade lies on the border.
    assertEquals(0.05, peak(samples, 0.5, 1.4), 1e-3);
    assertEquals(0.075, peak(samples, 1.99, 2.01), 2e-3);
    assertEquals(0.10, peak(samples, 2.6, 3.4), 1e-3);
    assertEquals(0.05, peak(samples, 4.6, 6), 1e-3);
  }

  @Test
  void promptTracksFollowTheRange() {
    PromptTrack track = PromptTrack.of(List.of(new PromptTrack.Entry(3, 9, "0123456789")));
    float[] samples =
        seconds(8)
            .promptTrack(track)
            .range(Duration.ofSeconds(2), Duration.ofSeconds(6))
            .generate()
            .samples()[0];
    assertEquals(4 * RATE, samples.length);
    assertEquals(0, peak(samples, 0, 0.7), 1e-6);
    assertEquals(0.10, peak(samples, 1.3, 4), 1e-3);
  }

  private static double peak(float[] samples, double from, double to) {
    double peak = 0;
    for (int i = (int) (from * RATE); i < to * RATE && i < samples.length; i++) {
      peak = Math.max(peak, Math.abs(samples[i]));
    }
    return peak;
  }

  @Test
  void streamsEqualTheWholeAndCountTheirChunks() {
    float[] whole = seconds(9).prompt("a tone").generate().samples()[0];
    long at = 0;
    try (FoleyStream stream = seconds(9).prompt("a tone").stream()) {
      while (stream.hasNext()) {
        FoleyChunk chunk = stream.next();
        assertEquals(at, chunk.start());
        float[] part = chunk.audio().channel(0);
        for (int i = 0; i < part.length; i++) {
          assertEquals(whole[(int) at + i], part[i]);
        }
        at += part.length;
      }
      assertEquals(at, stream.report().samples());
    }
    assertEquals(whole.length, at);
  }

  @Test
  void asStreamGivesTheRestAndClosesWhatItCameFrom() {
    try (FoleyStream stream = seconds(9).stream()) {
      long first = stream.next().audio().frames();
      long rest = stream.asStream().mapToLong(chunk -> chunk.audio().frames()).sum();
      assertEquals(9 * RATE, first + rest);
      assertEquals(9 * RATE, stream.report().samples());
    }
    FoleyStream left = seconds(9).stream();
    try (Stream<FoleyChunk> chunks = left.asStream()) {
      assertEquals(0, chunks.findFirst().orElseThrow().start());
    }
    assertThrows(IllegalStateException.class, left::hasNext);
  }

  @Test
  void wavFilesAreTheSameWrittenFromMemoryOrAsTheyCome() throws Exception {
    FoleyRequest request = seconds(5).prompt("a tone").seed(3);
    Path streamed = folder.resolve("streamed.wav");
    FoleyReport report = request.writeWav(streamed);
    request.generate().writeWav(folder.resolve("whole.wav"));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("whole.wav")), Files.readAllBytes(streamed));
    assertEquals(5 * RATE, WavReader.read(streamed).frames());
    assertEquals(5 * RATE, report.samples());
  }

  @Test
  void loudnessTargetsAreReachedInMemoryAndOnTheWay() {
    FoleyRequest request = seconds(5).prompt("a tone").loudness(-23);
    assertEquals(-23, LoudnessMeter.integrated(request.generate().buffer()), 0.1);
    assertEquals(
        -23,
        LoudnessMeter.integrated(request.output(RATE, SampleFormat.FLOAT32, 2).generate().buffer()),
        0.1);
    Path file = folder.resolve("loud.wav");
    request.writeWav(file);
    assertEquals(-23, LoudnessMeter.integrated(WavReader.read(file)), 0.1);
    assertThrows(FoleyException.InvalidRequest.class, request::stream);
  }

  @Test
  void peaksAreHeldBelowTheCeiling() {
    float[] samples =
        seconds(4)
            .layer("a", "x".repeat(95), 1)
            .layer("b", "x".repeat(95), 2)
            .generate()
            .samples()[0];
    assertEquals(4 * RATE, samples.length);
    assertTrue(peak(samples, 0, 4) <= Math.pow(10, -1 / 20.0), "peak " + peak(samples, 0, 4));
    assertTrue(peak(samples, 1, 3) > 0.7, "not turned down more than needed");
  }

  @Test
  void aFailureLeavesNoFile() throws Exception {
    FoleyRequest broken =
        foley.video(specs -> new FakeFrames(specs, 250, 25, 1).failAt(200)).prompt("x");
    assertThrows(
        FoleyException.UnreadableMedia.class, () -> broken.writeWav(folder.resolve("x.wav")));
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void anUnwritableOutputIsFoundBeforeTheVideoIsOpened() {
    FoleyRequest request =
        foley.video(
            specs -> {
              throw new AssertionError("opened");
            });
    assertThrows(
        FoleyException.UnwritableOutput.class,
        () -> request.writeWav(folder.resolve("no/such/folder.wav")));
  }

  @Test
  void theReportTellsWhatHappened() {
    model.events.add(new dev.foley.motion.MotionEvent(1.5, 0.8));
    List<FoleyListener.Progress> told = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    FoleyListener listener =
        new FoleyListener() {
          @Override
          public void onProgress(Progress progress) {
            told.add(progress);
          }

          @Override
          public void onWarning(String warning) {
            warnings.add(warning);
          }
        };
    FoleyReport report =
        foley
            .video(specs -> new FakeFrames(specs, 200, 25, 1).warn("one packet is damaged"))
            .prompt("xyzzy and rain")
            .seed(5)
            .listener(listener)
            .generate()
            .report();
    assertEquals(8.0, report.durationSeconds());
    assertEquals(5, report.settings().seed());
    assertEquals(1.5, report.events().get(0).time());
    assertEquals(List.of("xyzzy"), report.coverage().unknownWords());
    assertEquals(List.of("one packet is damaged"), report.warnings());
    assertEquals(warnings, report.warnings());
    // 400 latents, windows of 100, stride 80: starts 0, 80, 160, 240 and, re-anchored, 300.
    assertEquals(5, report.windows().size());
    assertEquals(6.0, report.windows().get(4).start());
    assertEquals(8.0, told.get(told.size() - 1).doneSeconds());
    assertTrue(report.timings().containsKey(Stage.LATENTS));
    String json = report.toJson();
    for (String key :
        List.of(
            "duration_s",
            "sample_rate",
            "channels",
            "samples",
            "seed",
            "model",
            "windows",
            "events",
            "onsets",
            "alignment",
            "before",
            "after",
            "timings_ms",
            "rtf",
            "peak_rss_mb",
            "coverage")) {
      assertTrue(json.contains("\"" + key + "\""), key);
    }
  }

  @Test
  void strictTurnsWarningsIntoFailures() {
    FoleyRequest request =
        foley.video(specs -> new FakeFrames(specs, 200, 25, 1).warn("damaged")).strict(true);
    assertThrows(FoleyException.UnreadableMedia.class, request::generate);
  }

  @Test
  void framesAreShownToTheObserverToo() {
    List<Double> times = new ArrayList<>();
    FrameSpec spec = new FrameSpec(16, 9, PixelFormat.RGB24);
    seconds(3)
        .frames(
            spec,
            frame -> {
              assertEquals(1, frame.pictures().size());
              assertEquals(16, frame.pictures().get(0).width());
              times.add(frame.time().seconds());
            })
        .generate();
    assertEquals(75, times.size());
  }

  @Test
  void aSourceWithOtherPicturesIsRefused() {
    FoleyRequest request =
        foley.video(new FakeFrames(List.of(new FrameSpec(9, 9, PixelFormat.GRAY8)), 50, 25, 1));
    assertThrows(FoleyException.InvalidRequest.class, request::generate);
    assertThrows(FoleyException.InvalidRequest.class, request::generate, "used twice");
  }

  @Test
  void argumentsAreCheckedAtOnce() {
    FoleyRequest request = seconds(1);
    assertThrows(IllegalArgumentException.class, () -> request.steps(0));
    assertThrows(IllegalArgumentException.class, () -> request.guidance(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> request.overlap(Duration.ofSeconds(2)));
    assertThrows(IllegalArgumentException.class, () -> request.chunk(Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> request.layer("a", "x", 1).layer("a", "y", 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> request.range(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    assertThrows(FoleyException.InvalidRequest.class, () -> request.variants(2).stream());
  }

  @Test
  void useAfterCloseFailsLoudly() {
    FoleyRequest request = seconds(1);
    FoleyStream stream = request.stream();
    foley.close();
    foley.close();
    assertThrows(IllegalStateException.class, request::generate);
    assertThrows(IllegalStateException.class, () -> foley.video(Path.of("x.mp4")));
    assertThrows(FoleyException.Cancelled.class, stream::next);
    assertThrows(IllegalStateException.class, stream::next);
    assertFalse(model.closed.get(), "the caller's model stays the caller's");
  }

  @Test
  void concurrentRequestsDoNotDisturbEachOther() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Boolean>> jobs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String prompt = "x".repeat(5 + i);
        jobs.add(
            () -> {
              float[] samples = seconds(7).prompt(prompt).generate().samples()[0];
              float loud = FakeModel.loudness(prompt);
              for (int k = 0; k < samples.length; k++) {
                if (Math.abs(samples[k] - loud * FakeModel.sine(k)) > 1e-5) {
                  return false;
                }
              }
              return samples.length == 7 * RATE;
            });
      }
      for (Future<Boolean> result : pool.invokeAll(jobs)) {
        assertTrue(result.get());
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
