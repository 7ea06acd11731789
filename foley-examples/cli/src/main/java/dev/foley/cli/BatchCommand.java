package dev.foley.cli;

import dev.foley.pool.FoleyPool;
import dev.foley.pool.RecyclePolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Options of {@code foley batch}. */
@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes sound for many videos, over worker processes that are renewed now and then.",
      "A crash or hang of native code costs one worker and one attempt. One video's failure stops",
      "no other; the exit code is that of the first video that failed.",
      "The sound goes to IN.foley.wav beside each video, or into --out."
    })
final class BatchCommand implements Callable<Integer> {
  private final Surroundings around;
  private final Supplier<FoleyPool.Builder> pools;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "IN",
      arity = "0..*",
      description = "videos, or folders whose videos are meant")
  List<Path> inputs = new ArrayList<>();

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description = "more videos, one 'VIDEO' or 'VIDEO<tab>PROMPT' a line")
  Path list;

  @Option(names = "--prompt", paramLabel = "TEXT", description = "for videos without their own")
  String prompt = "";

  @Option(names = "--out", paramLabel = "DIR", description = "folder for the sounds")
  Path out;

  @Mixin SamplingOptions sampling;

  @Option(
      names = "--jobs",
      paramLabel = "DIR",
      description = "keep finished windows in DIR/NAME: the same command, run again, goes on there")
  Path jobs;

  @Option(names = "--skip-existing", description = "leave out videos whose sound is there")
  boolean skipExisting;

  @Option(names = "--workers", paramLabel = "N", description = "generators at work (default 1)")
  int workers = 1;

  @Option(
      names = "--recycle-after",
      paramLabel = "K",
      description = "a fresh generator after K videos (default: when it slows down or grows)")
  int recycleAfter;

  @Option(
      names = "--attempts",
      paramLabel = "N",
      description = "tries of a video whose worker is lost (default 3)")
  int attempts = 3;

  @Option(names = "--in-process", description = "no worker processes")
  boolean inProcess;

  @Option(names = "--worker-memory", paramLabel = "SIZE", description = "heap, such as 2g")
  String workerMemory;

  @Mixin ModelOptions model;

  @Option(names = "--decoder", paramLabel = "humble|ffmpeg|auto", description = "default: auto")
  String decoder = "auto";

  @Option(
      names = {"-q", "--quiet"},
      description = "only failures are told")
  boolean quiet;

  BatchCommand(Surroundings around, Supplier<FoleyPool.Builder> pools) {
    this.around = around;
    this.pools = pools;
  }

  @Override
  public Integer call() {
    try {
      return new Batch(this, around).run();
    } catch (IllegalArgumentException e) {
      // The library's builders check the values; here they are options.
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  FoleyPool pool() {
    FoleyPool.Builder builder =
        pools
            .get()
            .workers(workers)
            .attempts(attempts)
            .recycle(RecyclePolicy.standard().afterRequests(recycleAfter))
            .device(model.device())
            .decoder(decoder);
    model.folder().ifPresent(builder::model);
    if (workerMemory != null) {
      builder.jvmArguments("-Xmx" + workerMemory);
    }
    return (inProcess ? builder.inProcess() : builder).build();
  }
}
