package dev.foley.cli;

import dev.foley.FoleyAudio;
import dev.foley.FoleyChunk;
import dev.foley.FoleyException;
import dev.foley.FoleyGenerator;
import dev.foley.FoleyReport;
import dev.foley.FoleyRequest;
import dev.foley.FoleyStream;
import dev.foley.PromptTrack;
import dev.foley.audio.AudioFormat;
import dev.foley.cli.report.KeyFrames;
import dev.foley.cli.report.ReportPage;
import dev.foley.cli.report.SoundPicture;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoDecoders;
import dev.foley.video.VideoMuxers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One {@code foley generate}, from checked options to written files. */
final class Generation {
  private static final Pattern LAYER =
      Pattern.compile("([^=@]+)(?:@(\\d+(?:\\.\\d+)?))?=(.*)", Pattern.DOTALL);

  /** What the models make; theirs is not known before they are open. */
  private static final int USUAL_RATE = 48_000;

  private final GenerateCommand options;
  private final Surroundings around;
  private final Supplier<FoleyGenerator.Builder> generators;
  private final ProgressDisplay progress;
  private final Targets targets;
  private final KeyFrames keyFrames = new KeyFrames();
  private double aspect = 1;

  Generation(
      GenerateCommand options, Surroundings around, Supplier<FoleyGenerator.Builder> generators) {
    this.options = options;
    this.around = around;
    this.generators = generators;
    this.progress = new ProgressDisplay(around.err(), around.terminal(), options.quiet);
    this.targets = Targets.of(options, layerNames(options));
  }

  int run() {
    try {
      requireConsistency();
      targets.check(video(), !options.noOverwrite);
      if (targets.mux() != null) {
        VideoMuxers.check(
            options.decoder, targets.mux(), options.rate == null ? USUAL_RATE : options.rate);
      }
      if (video() != null) {
        look();
      }
      return generate();
    } finally {
      progress.clear();
      targets.discardTemporary();
    }
  }

  /** Finds out about bad media before the model is loaded. */
  private void look() {
    FrameSpec thumbnail = new FrameSpec(16, 16, PixelFormat.GRAY8);
    try (FrameSource source = VideoDecoders.open(options.decoder, video(), List.of(thumbnail))) {
      aspect = (double) source.info().width() / source.info().height();
    }
  }

  private int generate() {
    FoleyGenerator.Builder builder = generators.get().device(options.model.device());
    options.model.folder().ifPresent(builder::model);
    try (FoleyGenerator foley = builder.decoder(options.decoder).build()) {
      FoleyRequest request = request(foley);
      SoundPicture picture = new SoundPicture();
      List<FoleyReport> reports =
          options.variants > 1 || options.loudness != null
              ? inMemory(request, picture)
              : streamed(request, foley, picture);
      deliver(reports, picture);
      return ExitCode.OK;
    }
  }

  private Path video() {
    return options.source.video;
  }

  private void requireConsistency() {
    if (video() == null) {
      require(options.mux == null, "--mux needs --video");
      require(options.start == null && options.end == null, "--start and --end need --video");
    }
    require(
        options.mux == null || (options.start == null && options.end == null),
        "--mux copies the whole video; leave out --start and --end");
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException(rule);
    }
  }

  private static List<String> layerNames(GenerateCommand options) {
    List<String> names = new ArrayList<>();
    for (String layer : options.layers) {
      names.add(layer(layer).group(1));
    }
    if (!names.isEmpty() && (!options.prompt.isEmpty() || options.promptTrack != null)) {
      names.add(0, FoleyRequest.MAIN_LAYER);
    }
    return names;
  }

  private static Matcher layer(String text) {
    Matcher matcher = LAYER.matcher(text);
    require(
        matcher.matches() && matcher.group(1).matches("[\\w-]{1,40}"),
        "a layer looks like rain=soft rain or rain@0.5=soft rain, not " + text);
    return matcher;
  }

  private FoleyRequest request(FoleyGenerator foley) {
    FoleyRequest request =
        video() != null
            ? foley.video(video())
            : foley.silentDuration(time(options.source.duration));
    request =
        options
            .sampling
            .of(request)
            .prompt(options.prompt)
            .variants(options.variants)
            .strict(options.strict)
            .align(!options.noAlign)
            .correctLag(options.correctLag)
            .listener(progress);
    if (options.promptTrack != null) {
      request = request.promptTrack(PromptTrack.read(options.promptTrack));
    }
    for (String text : options.layers) {
      Matcher layer = layer(text);
      double gain = layer.group(2) == null ? 1 : Double.parseDouble(layer.group(2));
      request = request.layer(layer.group(1), layer.group(3), gain);
    }
    if (options.start != null || options.end != null) {
      request =
          request.range(
              options.start == null ? Duration.ZERO : time(options.start),
              options.end == null ? null : time(options.end));
    }
    request = request.scenesAtCuts(options.scenesAtCuts);
    if (options.chunk != null) {
      request = request.chunk(time(options.chunk));
    }
    if (options.overlap != null) {
      request = request.overlap(time(options.overlap));
    }
    if (options.loop) {
      request = request.loop();
    }
    if (options.loudness != null) {
      request = request.loudness(options.loudness);
    }
    if (options.job != null) {
      request = request.job(options.job);
    }
    if (options.report != null && video() != null) {
      request = request.frames(KeyFrames.SPEC, keyFrames);
    }
    int rate = options.rate == null ? foley.model().spec().sampleRate() : options.rate;
    return request.output(rate, options.format, options.channels);
  }

  private static Duration time(double seconds) {
    require(seconds >= 0 && seconds < 1e9, seconds + " s is not a time");
    MediaTime time = MediaTime.ofSeconds(seconds);
    return Duration.ofNanos(time.toIndex(1_000_000_000L));
  }

  private List<FoleyReport> streamed(
      FoleyRequest request, FoleyGenerator foley, SoundPicture picture) {
    int rate = options.rate == null ? foley.model().spec().sampleRate() : options.rate;
    AudioFormat format = new AudioFormat(rate, options.channels);
    try (SoundFiles files =
            new SoundFiles(targets, format, options.format, options.sampling.seed());
        FoleyStream stream = request.stream()) {
      around.interruption().onAsk(stream::cancel);
      while (stream.hasNext()) {
        FoleyChunk chunk = stream.next();
        files.write(chunk);
        picture.add(chunk.audio());
      }
      files.complete();
      return List.of(stream.report());
    }
  }

  private List<FoleyReport> inMemory(FoleyRequest request, SoundPicture picture) {
    List<FoleyAudio> variants = interruptibly(() -> request.generate().variants());
    List<FoleyReport> reports = new ArrayList<>();
    for (int v = 0; v < variants.size(); v++) {
      FoleyAudio audio = variants.get(v);
      Targets mine = targets.variant(v);
      try (SoundFiles files =
          new SoundFiles(mine, audio.format(), options.format, options.sampling.seed() + v)) {
        files.write(new FoleyChunk(0, audio.buffer(), audio.stems()));
        files.complete();
      }
      reports.add(audio.report());
    }
    picture.add(variants.get(0).buffer());
    return reports;
  }

  private void deliver(List<FoleyReport> reports, SoundPicture picture) {
    progress.clear();
    FoleyReport first = reports.get(0);
    if (targets.mux() != null) {
      requireNotInterrupted();
      interruptibly(() -> VideoMuxers.mux(options.decoder, video(), targets.sound(), targets.mux()))
          .forEach(progress::onWarning);
    }
    if (targets.json() != null) {
      OutputFile.write(targets.json(), first.toJson() + "\n");
    }
    if (targets.report() != null) {
      requireNotInterrupted();
      String title =
          video() == null
              ? options.source.duration + " s of sound"
              : video().getFileName().toString();
      ReportPage page =
          new ReportPage(title, first, picture, keyFrames)
              .withAspect(aspect)
              .withSound(
                  targets.sound(),
                  targets.out() == null ? null : ReportPage.link(targets.report(), targets.out()));
      if (targets.mux() != null) {
        page.withVideo(targets.mux());
      }
      OutputFile.write(targets.report(), page.html());
    }
    if (!options.quiet) {
      new Summary(around.out()).print(first, targets.written(), reports.size());
    }
  }

  /** Does what stops by itself when its thread is interrupted. */
  private <T> T interruptibly(Supplier<T> work) {
    around.interruption().onAsk(Thread.currentThread()::interrupt);
    T result = work.get();
    around.interruption().onAsk(() -> {});
    requireNotInterrupted();
    return result;
  }

  private void requireNotInterrupted() {
    if (around.interruption().isAsked()) {
      throw new FoleyException.Cancelled("interrupted");
    }
  }
}
