package dev.foley.cli;

import dev.foley.FoleyGenerator;
import dev.foley.cli.soak.AlignmentStudy;
import dev.foley.cli.soak.SeamStudy;
import dev.foley.cli.soak.Segment;
import dev.foley.cli.soak.Soak;
import dev.foley.cli.soak.SoakReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code foley soak}. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures hours of work: segments of 1080p30 video, one after the other, through one"
          + " generator, after one of each film to warm up; latency, memory, gaps, clicks, offsets"
          + " and style of each.",
      "Writes soak.json, soak.html, soak.md and PNG charts. Exit code 4 if a promise was not kept."
    })
final class SoakCommand implements Callable<Integer> {
  private final Surroundings around;
  private final Supplier<FoleyGenerator.Builder> generators;

  @Spec private CommandSpec spec;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "length of all video together (default: 60; 4 for the smaller studies)")
  private Double minutes;

  @Option(names = "--segments", description = "default: ${DEFAULT-VALUE}")
  private int segments = 12;

  @Option(
      names = "--video",
      paramLabel = "FILE",
      description = "your own video instead of rendered ones; repeatable, used in turn")
  private List<Path> videos = new ArrayList<>();

  @Option(names = "--prompt", paramLabel = "TEXT", description = "for your own videos")
  private String prompt = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder of the report (default: ${DEFAULT-VALUE})")
  private Path out = Path.of("soak");

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "folder of rendered video, kept for the next time (default: in the temp folder)")
  private Path work = Path.of(System.getProperty("java.io.tmpdir"), "foley-soak");

  @Option(names = "--seed", description = "default: ${DEFAULT-VALUE}")
  private long seed = 1;

  @Mixin ModelOptions model;

  @ArgGroup private Study study = new Study();

  /** Smaller measurements that are made instead of the soak. */
  private static final class Study {
    @Option(
        names = "--seams",
        description = "instead: seams against a plain Hann cross-fade of independent windows")
    private boolean seams;

    @Option(
        names = "--alignment",
        description = "instead: offsets without and with alignment, on held-out rendered clips")
    private boolean alignment;
  }

  SoakCommand(Surroundings around, Supplier<FoleyGenerator.Builder> generators) {
    this.around = around;
    this.generators = generators;
  }

  @Override
  public Integer call() {
    boolean small = study.seams || study.alignment;
    if (minutes == null) {
      minutes = small ? 4.0 : 60.0;
    }
    require(minutes > 0 && minutes <= 24 * 60, "--minutes must lie in 0..1440");
    require(segments >= 1 && segments <= 1000, "--segments must lie in 1..1000");
    require(videos.isEmpty() == prompt.isEmpty(), "--video and --prompt go together");
    FoleyGenerator.Builder builder = generators.get().device(model.device());
    model.folder().ifPresent(builder::model);
    try (FoleyGenerator foley = builder.build()) {
      PrintWriter print = around.out();
      if (!small) {
        return soak(foley, print);
      }
      around.interruption().onAsk(Thread.currentThread()::interrupt);
      print.println(
          study.seams
              ? new SeamStudy(foley, minutes, seed).markdown()
              : new AlignmentStudy(foley, minutes, seed).markdown());
      return ExitCode.OK;
    }
  }

  private int soak(FoleyGenerator foley, PrintWriter print) {
    double length = minutes * 60 / segments;
    int shots = (int) Math.max(1, Math.round(length / Soak.SHOT_SECONDS));
    double longest = videos.isEmpty() ? shots * Soak.SHOT_SECONDS : length;
    Soak soak = new Soak(foley, work, longest, print);
    around.interruption().onAsk(soak::stop);
    List<Segment> done =
        videos.isEmpty()
            ? soak.rendered(segments, shots, seed)
            : soak.supplied(
                segments, videos, prompt, Duration.ofNanos((long) (length * 1e9)), seed);
    SoakReport report = new SoakReport(soak.warmUp(), done, setting(foley, longest));
    report.write(out);
    print.println();
    print.print(report.markdown());
    print.println("report in " + out);
    return report.isKept() ? ExitCode.OK : ExitCode.MODEL;
  }

  private String setting(FoleyGenerator foley, double longest) {
    return String.format(
        Locale.ROOT,
        "%d segments of %s, %.0f s each at most; model %s; %d processors, %s %s, Java %s,"
            + " heap of %d MB at most. The warm-up segments (one of each film) load what is loaded once"
            + " and let the compiler and the heap settle; they are not judged.",
        segments,
        videos.isEmpty() ? "rendered 1920x1080 H.264 video at 30 frames/s" : "supplied video",
        longest,
        foley.model().spec().name(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        System.getProperty("java.version"),
        Runtime.getRuntime().maxMemory() / 1_000_000);
  }

  private void require(boolean condition, String rule) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), rule);
    }
  }
}
