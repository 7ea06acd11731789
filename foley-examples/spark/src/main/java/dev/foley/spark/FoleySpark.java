package dev.foley.spark;

import dev.foley.FoleyException;
import dev.foley.audio.SampleFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command, for {@code spark-submit} and for {@code java -jar}. */
@Command(
    name = "foley-spark",
    mixinStandardHelpOptions = true,
    version = "foley-spark 0.1.0",
    sortOptions = false,
    description = {
      "Makes sound for many videos on an Apache Spark cluster.",
      "Paths are whatever Hadoop's file systems open: local ones, hdfs://, s3a:// and so on.",
      "Finished outputs of the same request are skipped, so a job may be run again at any time."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ok; videos that failed are rows of the table",
      "2:wrong options, no videos, or an output folder that cannot be written",
      "3:a video failed and --strict was given; all others are done",
      "4:the model cannot be opened, or the job failed"
    })
public final class FoleySpark implements Callable<Integer> {
  private static final int OK = 0;
  private static final int USAGE = 2;
  private static final int VIDEO_FAILED = 3;
  private static final int JOB_FAILED = 4;

  @Spec private CommandSpec spec;

  @Option(
      names = "--videos",
      arity = "1..*",
      paramLabel = "PATH",
      description = "videos, folders (with all that is in them) or patterns")
  private List<String> sources = new ArrayList<>();

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description = "paths, one a line, each with a prompt of its own after a tab if need be")
  private List<String> lists = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "folder for NAME.foley.wav and the table metrics.parquet")
  private String out;

  @Option(names = "--prompt", paramLabel = "TEXT", description = "what should be heard")
  private String prompt = "";

  @Option(names = "--negative", paramLabel = "TEXT", description = "what should not be heard")
  private String negative;

  @Option(
      names = "--mux",
      arity = "0..1",
      fallbackValue = "mp4",
      paramLabel = "mp4|mov|mkv",
      description = "also write the video with its new sound (default container: mp4)")
  private String mux;

  @Option(names = "--seed", paramLabel = "N", description = "chooses the noise (default 0)")
  private long seed;

  @Option(names = "--steps", paramLabel = "N", description = "solver steps (default: the model's)")
  private Integer steps;

  @Option(names = "--guidance", paramLabel = "X", description = "how strictly to follow the prompt")
  private Double guidance;

  @Option(names = "--start", paramLabel = "SECONDS", description = "only from here on")
  private double start;

  @Option(names = "--end", paramLabel = "SECONDS", description = "only up to here")
  private Double end;

  @Option(
      names = "--model",
      paramLabel = "embedded|DIR",
      description = "a folder must be there on every node (default: embedded)")
  private String model = RequestTemplate.EMBEDDED;

  @Option(names = "--device", paramLabel = "auto|cpu|gpu", description = "default: auto")
  private String device = "auto";

  @Option(
      names = "--decoder",
      paramLabel = "humble|ffmpeg|auto",
      description = "reads the video, also for --mux (default: auto)")
  private String decoder = "auto";

  @Option(names = "--rate", paramLabel = "HZ", description = "sample rate (default 48000)")
  private int rate = 48_000;

  @Option(names = "--format", paramLabel = "pcm16|pcm24|float32", description = "default: pcm16")
  private SampleFormat format = SampleFormat.PCM16;

  @Option(names = "--channels", paramLabel = "1|2", description = "default: 1")
  private int channels = 1;

  @Option(names = "--loudness", paramLabel = "LUFS", description = "bring each to this loudness")
  private Double loudness;

  @Option(names = "--no-align", description = "leave transients where the model put them")
  private boolean noAlign;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "of a tensor operation (default: half of spark.task.cpus, at least 1)")
  private int threads;

  @Option(names = "--strict", description = "exit code 3 if any video failed")
  private boolean strict;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "without spark-submit: the cluster (default: local[*], this machine)")
  private String master;

  /** Runs the command; the process ends with its exit code. */
  public static void main(String[] args) {
    int code =
        run(
            args,
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    if (code != OK) {
      System.exit(code);
    }
  }

  /** Runs the command inside this process. */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    CommandLine command = new CommandLine(new FoleySpark());
    command.setOut(out);
    command.setErr(err);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          Throwable reason = failure instanceof SparkException ? rootOf(failure) : failure;
          err.println(
              "foley-spark: " + (reason instanceof FoleyException ? reason.getMessage() : reason));
          return reason instanceof FoleyException.InvalidRequest || reason instanceof IOException
              ? USAGE
              : JOB_FAILED;
        });
    return command.execute(args);
  }

  private static Throwable rootOf(Throwable failure) {
    return failure.getCause() == null ? failure : rootOf(failure.getCause());
  }

  @Override
  public Integer call() throws IOException {
    RequestTemplate template = template();
    SparkConf conf = conf();
    long begin = System.nanoTime();
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      VideoList list = new VideoList(spark.sparkContext().hadoopConfiguration());
      for (String source : sources) {
        list.add(source, prompt);
      }
      for (String file : lists) {
        list.addList(file, prompt);
      }
      Summary summary = Summary.of(new Batch(spark, template, threads).run(list.videos(), out));
      summary.print(spec.commandLine().getOut(), (System.nanoTime() - begin) * 1e-9);
      return strict && summary.failed() > 0 ? VIDEO_FAILED : OK;
    }
  }

  private RequestTemplate template() {
    require(mux == null || mux.matches("mp4|mov|mkv"), "--mux is mp4, mov or mkv, not " + mux);
    require(!sources.isEmpty() || !lists.isEmpty(), "say which videos: --videos or --list");
    require(start >= 0 && (end == null || end > start), "--end must come after --start");
    require(
        mux == null || (start == 0 && end == null),
        "--mux copies the whole video; leave out --start and --end");
    require(threads >= 0, "--threads must not be negative");
    RequestTemplate template =
        new RequestTemplate(
            seed, steps, guidance, negative, start, end, rate, format, channels, loudness, !noAlign,
            mux, model, device, decoder);
    try {
      template.generator();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return template;
  }

  private void require(boolean condition, String rule) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), rule);
    }
  }

  /** What spark-submit was told, and what is left for this command to decide. */
  private SparkConf conf() {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.app.name", "foley");
    if (master != null) {
      conf.setMaster(master);
    }
    if (!conf.contains("spark.master")) {
      conf.setMaster("local[*]");
    }
    if (conf.get("spark.master").startsWith("local")) {
      // Trying out: nothing of it should be seen from outside this machine.
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.driver.host", "localhost");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    if (conf.contains("spark.executor.cores")) {
      // A cluster that does not fence its executors in shows each of them all of its node's cores;
      // decoder and JVM would take a thread for every one.
      String options = conf.get("spark.executor.extraJavaOptions", "");
      if (!options.contains("ActiveProcessorCount")) {
        conf.set(
            "spark.executor.extraJavaOptions",
            (options + " -XX:ActiveProcessorCount=" + conf.get("spark.executor.cores")).strip());
      }
    }
    return conf;
  }
}
