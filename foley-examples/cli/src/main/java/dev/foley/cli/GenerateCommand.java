package dev.foley.cli;

import dev.foley.FoleyGenerator;
import dev.foley.audio.SampleFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of {@code foley generate}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes sound for a video.",
      "Without --out, --mux, --report and --json the sound goes to IN.foley.wav beside the video.",
      "Existing files are replaced once the new ones are complete; nothing partial ever shows."
    })
final class GenerateCommand implements Callable<Integer> {
  private final Surroundings around;
  private final Supplier<FoleyGenerator.Builder> generators;

  @Spec CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  Source source;

  /** Either a video or a length. */
  static final class Source {
    @Option(names = "--video", paramLabel = "IN", description = "video to make sound for")
    Path video;

    @Option(
        names = "--duration",
        paramLabel = "SECONDS",
        description = "no video: sound of this length from the prompt alone")
    Double duration;
  }

  @Option(names = "--prompt", paramLabel = "TEXT", description = "what should be heard")
  String prompt = "";

  @Option(
      names = "--prompt-track",
      paramLabel = "FILE",
      description = "prompts over time, one 'START END TEXT' a line; elsewhere --prompt applies")
  Path promptTrack;

  @Option(
      names = "--layer",
      paramLabel = "NAME[@GAIN]=TEXT",
      description = "a sound of its own, mixed in and also written as OUT.NAME.wav; repeatable")
  List<String> layers = new ArrayList<>();

  @Option(names = "--out", paramLabel = "OUT.wav", description = "the sound")
  Path out;

  @Option(
      names = "--mux",
      paramLabel = "OUT.mp4",
      description = "the video with its new sound; the pictures are copied untouched")
  Path mux;

  @Option(names = "--report", paramLabel = "OUT.html", description = "a page that shows it all")
  Path report;

  @Option(names = "--json", paramLabel = "OUT.json", description = "events, onsets, times, figures")
  Path json;

  @Mixin SamplingOptions sampling;

  @Option(
      names = "--variants",
      paramLabel = "N",
      description = "several takes: OUT.wav, OUT-2.wav and so on, of seeds N, N+1, ...")
  int variants = 1;

  @Option(names = "--start", paramLabel = "SECONDS", description = "only from here on")
  Double start;

  @Option(names = "--end", paramLabel = "SECONDS", description = "only up to here")
  Double end;

  @Mixin ModelOptions model;

  @Option(
      names = "--decoder",
      paramLabel = "humble|ffmpeg|auto",
      description = "reads the video, also for --mux (default: auto)")
  String decoder = "auto";

  @Option(names = "--rate", paramLabel = "HZ", description = "sample rate (default: the model's)")
  Integer rate;

  @Option(names = "--format", paramLabel = "pcm16|pcm24|float32", description = "default: pcm16")
  SampleFormat format = SampleFormat.PCM16;

  @Option(names = "--channels", paramLabel = "1|2", description = "default: 1")
  int channels = 1;

  @Option(
      names = "--loudness",
      paramLabel = "LUFS",
      description = "bring the whole to this loudness; needs the sound in memory")
  Double loudness;

  @Option(names = "--loop", description = "a sound that repeats without a seam")
  boolean loop;

  @Option(names = "--no-align", description = "leave transients where the model put them")
  boolean noAlign;

  @Option(
      names = "--correct-lag",
      description = "find and take back a lag of the sound as a whole, up to 250 ms")
  boolean correctLag;

  @Option(
      names = "--scenes-at-cuts",
      description = "a hard cut of the picture starts a new acoustic scene")
  boolean scenesAtCuts;

  @Option(names = "--chunk", paramLabel = "SECONDS", description = "new sound in each window")
  Double chunk;

  @Option(
      names = "--overlap",
      paramLabel = "SECONDS",
      description = "least overlap of consecutive windows")
  Double overlap;

  @Option(names = "--strict", description = "damage in the video is an error, not a warning")
  boolean strict;

  @Option(
      names = "--job",
      paramLabel = "DIR",
      description = "keep finished windows in DIR: after a kill or crash the same command goes on")
  Path job;

  @Option(names = "--no-overwrite", description = "fail (2) if an output exists")
  boolean noOverwrite;

  @Option(
      names = {"-q", "--quiet"},
      description = "no progress and no summary")
  boolean quiet;

  GenerateCommand(Surroundings around, Supplier<FoleyGenerator.Builder> generators) {
    this.around = around;
    this.generators = generators;
  }

  @Override
  public Integer call() {
    try {
      return new Generation(this, around, generators).run();
    } catch (IllegalArgumentException e) {
      // The library's builders check the values; here they are options.
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
