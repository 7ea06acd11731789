package dev.foley.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.foley.FoleyGenerator;
import dev.foley.audio.AudioBuffer;
import dev.foley.audio.SampleFormat;
import dev.foley.audio.WavReader;
import dev.foley.media.humble.VideoWriter;
import dev.foley.video.MediaTime;
import dev.foley.video.Picture;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoMuxer;
import dev.foley.video.VideoMuxers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command inside this process, on real files, with a model that needs no weights. */
class FoleyCommandTest {
  private static final int RATE = 48_000;

  /** 75 frames at 25 a second. */
  private static final double SECONDS = 3;

  @TempDir static Path media;
  private static Path clip;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Interruption interruption = new Interruption();
  private final BurstModel model = new BurstModel();

  @BeforeAll
  static void film() {
    clip = media.resolve("clip.mp4");
    try (VideoWriter writer = VideoWriter.to(clip, 160, 90).frameRate(25, 1).open()) {
      for (int i = 0; i < 75; i++) {
        byte[] rgb = new byte[160 * 90 * 3];
        for (int p = 0; p < rgb.length; p++) {
          int x = p / 3 % 160;
          int y = p / 480;
          rgb[p] = (byte) (Math.hypot(x - 2 * i - 5, y - 45) < 14 ? 230 - 60 * (p % 3) : x / 2 + y);
        }
        writer.write(new Picture(160, 90, PixelFormat.RGB24, rgb), new MediaTime(i, 25));
      }
      writer.finish();
    }
  }

  private int foley(String... args) {
    return foley(() -> FoleyGenerator.builder().model(model.open()), args);
  }

  private int foley(Supplier<FoleyGenerator.Builder> generators, String... args) {
    Surroundings around =
        new Surroundings(
            new PrintWriter(out, true), new PrintWriter(err, true), false, interruption);
    return FoleyCommand.run(args, around, generators);
  }

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  private List<String> files() throws IOException {
    try (var list = Files.list(folder)) {
      return list.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Supplier<FoleyGenerator.Builder> untouched() {
    return () -> {
      throw new AssertionError("the model was opened");
    };
  }

  @Test
  void makesEverythingAskedFor() throws Exception {
    int code =
        foley(
            "generate",
            "--video",
            clip.toString(),
            "--prompt",
            "a <b>ball</b> & xyzzy",
            "--out",
            in("a.wav"),
            "--json",
            in("a.json"),
            "--report",
            in("a.html"),
            "--mux",
            in("a.mp4"),
            "--seed",
            "7");
    assertEquals(0, code, err.toString());
    assertEquals(List.of("a.html", "a.json", "a.mp4", "a.wav"), files());
    assertEquals(0, foley("probe", in("a.mp4")));
    assertTrue(out.toString().contains("frames         75"), out.toString());
    assertEquals(SECONDS * RATE, WavReader.read(folder.resolve("a.wav")).frames());
    JsonObject json =
        JsonParser.parseString(Files.readString(folder.resolve("a.json"))).getAsJsonObject();
    assertEquals(SECONDS * RATE, json.get("samples").getAsInt());
    assertEquals(7, json.get("seed").getAsLong());
    assertEquals(3, json.get("events").getAsJsonArray().size());
    assertEquals(3, json.get("onsets").getAsJsonArray().size());
    JsonObject after = json.get("alignment").getAsJsonObject().get("after").getAsJsonObject();
    assertEquals(3, after.get("pairs").getAsInt());
    assertTrue(after.get("max_abs_ms").getAsDouble() < 9, after.toString());
    assertEquals(2, json.get("windows").getAsJsonArray().size());
    String page = Files.readString(folder.resolve("a.html"));
    assertTrue(page.contains("a &lt;b&gt;ball&lt;/b&gt; &amp; xyzzy"), "prompt is escaped");
    assertTrue(page.contains("Not known, or beyond what it reads: xyzzy"), "coverage is shown");
    assertFalse(page.matches("(?s).*(src|href)=\"(?!data:)[^\"]*\".*"), "something is loaded");
    assertFalse(page.contains("{{"), "a place was left empty");
    Path kept = Path.of("target", "report.html");
    Files.createDirectories(kept.getParent());
    Files.writeString(kept, page);
  }

  @Test
  void aForcedDecodersMuxerIsForcedToo() throws Exception {
    List<VideoMuxer> muxers = VideoMuxers.all().stream().filter(VideoMuxer::isAvailable).toList();
    assumeTrue(muxers.size() == 2, "ffmpeg and ffprobe are not on the PATH: not tested");
    for (VideoMuxer muxer : muxers) {
      String[] args = {"generate", "--video", clip.toString(), "--mux", in("a.mp4")};
      assertEquals(0, foley(with(args, "--decoder", muxer.name())), err.toString());
      String bytes = Files.readString(folder.resolve("a.mp4"), StandardCharsets.ISO_8859_1);
      // Every libavformat puts its version into the file; that of Humble Video is 56.
      assertEquals(muxer.name().equals("humble"), bytes.contains("Lavf56."), muxer.name());
    }
  }

  @Test
  void aReportRefersToASoundTooLargeToBePartOfIt() throws Exception {
    Path pages = Files.createDirectory(folder.resolve("pages"));
    Path sounds = Files.createDirectory(folder.resolve("100% sounds"));
    // 26 MB.
    int code =
        foley(
            "generate",
            "--duration",
            "17",
            "--rate",
            "192000",
            "--channels",
            "2",
            "--format",
            "float32",
            "--out",
            sounds.resolve("take #1 & 2.wav").toString(),
            "--report",
            pages.resolve("a.html").toString());
    assertEquals(0, code, err.toString());
    String page = Files.readString(pages.resolve("a.html"));
    assertTrue(
        page.contains("src=\"../100%25%20sounds/take%20%231%20%26%202.wav\""),
        "the player's source");
  }

  @Test
  void theSoundGoesBesideTheVideoByDefault() throws Exception {
    Path video = Files.copy(clip, folder.resolve("my clip.mp4"));
    assertEquals(0, foley("generate", "--video", video.toString(), "-q"), err.toString());
    assertEquals(List.of("my clip.foley.wav", "my clip.mp4"), files());
    assertEquals("", out.toString());
  }

  @Test
  void layersAndVariantsGetFilesOfTheirOwn() throws Exception {
    int code =
        foley(
            "generate",
            "--video",
            clip.toString(),
            "--layer",
            "rain@0.5=soft rain",
            "--layer",
            "step=steps",
            "--variants",
            "2",
            "--out",
            in("a.wav"));
    assertEquals(0, code, err.toString());
    assertEquals(
        List.of("a-2.rain.wav", "a-2.step.wav", "a-2.wav", "a.rain.wav", "a.step.wav", "a.wav"),
        files());
  }

  @Test
  void soundWithoutVideo() throws Exception {
    assertEquals(
        0, foley("generate", "--duration", "1.25", "--out", in("a.wav"), "--rate", "44100"));
    assertEquals(Math.round(1.25 * 44_100), WavReader.read(folder.resolve("a.wav")).frames());
  }

  @Test
  void promptTracksAndRanges() throws Exception {
    Path track =
        Files.writeString(folder.resolve("track.txt"), "# hours\n0 0:01 rain\n1.5 2 hail\n");
    int code =
        foley(
            "generate",
            "--video",
            clip.toString(),
            "--prompt-track",
            track.toString(),
            "--start",
            "0.5",
            "--end",
            "1.75",
            "--out",
            in("a.wav"));
    assertEquals(0, code, err.toString());
    assertEquals(1.25 * RATE, WavReader.read(folder.resolve("a.wav")).frames());
    Files.writeString(track, "5 nonsense");
    assertEquals(
        2,
        foley(
            "generate",
            "--video",
            clip.toString(),
            "--prompt-track",
            track.toString(),
            "--json",
            in("x.json")));
    assertTrue(err.toString().contains("track.txt, line 1"), err.toString());
  }

  @Test
  void wrongUseIsTwo() {
    assertEquals(2, foley());
    assertEquals(2, foley("generate"));
    assertEquals(2, foley("generate", "--video", clip.toString(), "--nonsense"));
    assertEquals(2, foley("generate", "--video", "a", "--duration", "3"));
    assertEquals(2, foley("generate", "--duration", "3", "--mux", in("a.mp4")));
    assertEquals(2, foley("generate", "--duration", "3", "--steps", "0", "--out", in("a.wav")));
    assertEquals(2, foley("generate", "--duration", "3", "--layer", "=x", "--out", in("a.wav")));
    assertEquals(2, foley("generate", "--duration", "-1", "--out", in("a.wav")));
    assertEquals(0, foley("generate", "--help"));
    assertEquals(0, foley("--version"));
  }

  @Test
  void badMediaIsThreeAndLeavesNothing() throws Exception {
    Path empty = Files.createFile(media.resolve("empty.mp4"));
    Path text = Files.writeString(media.resolve("text.mp4"), "not a video ".repeat(500));
    Path audio = media.resolve("audio.mp4");
    AudioBuffer.mono(RATE, new float[RATE]).writeWav(audio, SampleFormat.PCM16);
    Path headless = media.resolve("headless.mp4");
    Files.write(headless, Arrays.copyOf(Files.readAllBytes(clip), 100));
    for (Path bad :
        List.of(empty, text, audio, headless, media, media.resolve("no such file.mp4"))) {
      int code = foley(untouched(), "generate", "--video", bad.toString(), "--out", in("a.wav"));
      assertEquals(3, code, bad + ": " + err);
      assertEquals(3, foley("probe", bad.toString()), bad.toString());
    }
    assertEquals(List.of(), files());
    assertFalse(err.toString().contains("\tat "), "no stack traces for users");
  }

  @Test
  void unwritableOutputsAreTwoBeforeAnyWork() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    List<String> impossible =
        List.of(in("no/such/folder/a.wav"), folder.toString(), file + "/a.wav", "/proc/a.wav");
    for (String option : List.of("--out", "--mux", "--report", "--json")) {
      for (String path : impossible) {
        int code = foley(untouched(), "generate", "--video", clip.toString(), option, path);
        assertEquals(2, code, option + " " + path + ": " + err);
      }
    }
    String same = in("same.mp4");
    assertEquals(
        2, foley(untouched(), "generate", "--video", clip.toString(), "--out", clip.toString()));
    assertEquals(
        2,
        foley(untouched(), "generate", "--video", clip.toString(), "--out", same, "--mux", same));
    assertEquals(
        2,
        foley(
            untouched(),
            "generate",
            "--video",
            clip.toString(),
            "--no-overwrite",
            "--out",
            file.toString()));
    assertEquals(List.of("file"), files());
  }

  @Test
  void aMuxThatCannotWorkIsTwoBeforeAnyWork() throws Exception {
    String[] args = {"generate", "--video", clip.toString(), "--out", in("a.wav"), "--mux"};
    for (String name : List.of("a.webm", "a.avi", "a", "mp4.")) {
      assertEquals(2, foley(untouched(), with(args, in(name))), name);
      assertTrue(err.toString().contains(name + ": the name of a video"), err.toString());
    }
    assertEquals(2, foley(untouched(), with(args, in("a.mp4"), "--decoder", "none")));
    String[] humble = with(args, in("a.mp4"), "--decoder", "humble", "--rate");
    assertEquals(2, foley(untouched(), with(humble, "50000")));
    assertTrue(err.toString().contains("50000 Hz: choose another sample rate"), err.toString());
    assertEquals(List.of(), files());
    assertEquals(0, foley(with(humble, "44100")), err.toString());
    String[] pcm = with(args, in("a.mov"), "--decoder", "humble", "--rate", "50000");
    assertEquals(0, foley(pcm), err.toString());
  }

  @Test
  void modelFailuresAreFour() throws Exception {
    String[] args = {"generate", "--video", clip.toString(), "--out", in("a.wav")};
    String[] missing = Arrays.copyOf(args, args.length + 2);
    missing[args.length] = "--model";
    missing[args.length + 1] = in("no model");
    assertEquals(4, foley(FoleyGenerator::builder, missing));
    model.poison = Float.NaN;
    assertEquals(4, foley(args));
    assertTrue(err.toString().contains("window 0"), err.toString());
    model.poison = 0;
    model.inLatents =
        () -> {
          throw new IllegalStateException("shape (1, 2)");
        };
    assertEquals(4, foley(args));
    assertEquals(List.of(), files());
  }

  @Test
  void memoryRunningOutIsFourAndOneLine() throws Exception {
    Supplier<FoleyGenerator.Builder> greedy =
        () -> {
          throw new OutOfMemoryError("Java heap space");
        };
    assertEquals(4, foley(greedy, "generate", "--video", clip.toString(), "--out", in("a.wav")));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains("-Xmx"), err.toString());
    assertEquals(List.of(), files());
  }

  @Test
  void otherErrorsAreFour() {
    Supplier<FoleyGenerator.Builder> broken =
        () -> {
          throw new NoClassDefFoundError("on/purpose");
        };
    assertEquals(4, foley(broken, "generate", "--duration", "1", "--out", in("a.wav")));
    assertTrue(err.toString().startsWith("foley: unexpected failure: "), err.toString());
  }

  @Test
  void interruptionIsFiveAndLeavesNothing() throws Exception {
    model.inLatents = interruption::ask;
    int code =
        foley("generate", "--video", clip.toString(), "--out", in("a.wav"), "--json", in("a.json"));
    assertEquals(5, code, err.toString());
    assertEquals(List.of(), files());
  }

  @Test
  void aJobGoesOnWhereItFailed() throws Exception {
    String[] args = {
      "generate", "--video", clip.toString(), "--out", in("a.wav"), "--job", in("job")
    };
    assertEquals(0, foley(Arrays.copyOf(args, 5)));
    byte[] whole = Files.readAllBytes(folder.resolve("a.wav"));
    Files.delete(folder.resolve("a.wav"));
    java.util.concurrent.atomic.AtomicInteger windows =
        new java.util.concurrent.atomic.AtomicInteger();
    model.inLatents =
        () -> {
          // The first call is the probe of the model, the third the second window.
          if (windows.incrementAndGet() == 3) {
            throw new IllegalStateException("on purpose");
          }
        };
    assertEquals(4, foley(args));
    assertEquals(List.of("job"), files());
    assertEquals(2, foley(with(args, "--seed", "1")), "another request");
    windows.set(1000);
    assertEquals(0, foley(args), err.toString());
    assertEquals(1002, windows.get(), "the probe and the second window");
    assertArrayEquals(whole, Files.readAllBytes(folder.resolve("a.wav")));
  }

  private static String[] with(String[] args, String... more) {
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return all;
  }

  @Test
  void probeTellsWhatTheDecoderSees() {
    assertEquals(0, foley("probe", clip.toString(), "--json"), err.toString());
    JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertEquals(75, json.get("frames").getAsInt());
    assertEquals("3/1", json.get("duration").getAsString());
    assertEquals(160, json.get("width").getAsInt());
    assertEquals("h264", json.get("codec").getAsString());
    assertEquals(0, foley("probe", clip.toString()));
    assertTrue(out.toString().contains("160x90"), out.toString());
  }

  @Test
  void existingFilesAreReplaced() throws Exception {
    Files.writeString(folder.resolve("a.wav"), "old");
    assertEquals(0, foley("generate", "--video", clip.toString(), "--out", in("a.wav")));
    assertTrue(Files.size(folder.resolve("a.wav")) > 1000);
    byte[] first = Files.readAllBytes(folder.resolve("a.wav"));
    assertEquals(0, foley("generate", "--video", clip.toString(), "--out", in("a.wav")));
    assertArrayEquals(first, Files.readAllBytes(folder.resolve("a.wav")));
  }

  @Test
  void progressIsPlainLinesWithoutTerminal() {
    assertEquals(0, foley("generate", "--video", clip.toString(), "--out", in("a.wav")));
    List<String> lines = new ArrayList<>(err.toString().lines().toList());
    assertTrue(lines.stream().anyMatch(line -> line.contains("of 3.0 s")), err.toString());
    assertFalse(err.toString().contains("\r"), "carriage returns belong to terminals");
    assertTrue(
        StandardCharsets.US_ASCII.newEncoder().canEncode(err.toString()), "plain characters only");
  }
}
