package dev.foley.spark;

import com.sun.management.OperatingSystemMXBean;
import dev.foley.FoleyException;
import dev.foley.FoleyGenerator;
import dev.foley.FoleyReport;
import dev.foley.spark.Result.Costs;
import dev.foley.spark.Result.Work;
import dev.foley.video.VideoMuxers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What happens to one video on an executor: its {@link Result} as JSON. The task may run any number
 * of times and in several places at once; the outputs depend on nothing but the fingerprint.
 *
 * <p>Failures: what fails before a video is touched (the model) fails the task, and after Spark's
 * retries the job. What lies in the video or the request is a result at once. What may go better
 * another time (storage, memory) is left to Spark's retries, and becomes a result at the last try.
 * A task whose process died again and again never touches the video in its last attempt: it reports
 * the deaths, or one video that kills its decoder would take the job down.
 */
final class VideoTask implements Function<Video, String> {
  private static final long serialVersionUID = 1L;

  private final Fingerprint fingerprint;
  private final String out;
  private final String run;
  private final int threads;
  private final int maxFailures;
  private final Broadcast<SerializableConfiguration> configuration;

  /**
   * A task of a run.
   *
   * @param out the output folder, qualified with its file system
   * @param threads of a tensor operation
   * @param maxFailures attempts that Spark grants a task
   */
  VideoTask(
      Fingerprint fingerprint,
      String out,
      String run,
      int threads,
      int maxFailures,
      Broadcast<SerializableConfiguration> configuration) {
    this.fingerprint = fingerprint;
    this.out = out;
    this.run = run;
    this.threads = threads;
    this.maxFailures = maxFailures;
    this.configuration = configuration;
  }

  @Override
  public String call(Video video) throws IOException {
    OutputFolder folder = new OutputFolder(out, run, configuration.value().value());
    int attempt = TaskContext.get().attemptNumber();
    Work work = new Work(video, fingerprint.of(video), run, SparkEnv.get().executorId(), attempt);
    Optional<Result> found = finished(folder, work);
    if (found.isPresent()) {
      return found.get().toJson();
    }
    Result result = attempt(folder, work);
    folder.record(video, result);
    return result.toJson();
  }

  /** The record of this run's earlier attempt, or of an earlier run's finished work. */
  private Optional<Result> finished(OutputFolder folder, Work work) throws IOException {
    Optional<Result> recorded =
        folder.recorded(work.video()).filter(r -> r.hasFingerprint(work.fingerprint()));
    if (recorded.isEmpty() || recorded.get().isOfRun(run)) {
      return recorded;
    }
    return !recorded.get().isFailed() && folder.holds(recorded.get())
        ? recorded.map(Result::skipped)
        : Optional.empty();
  }

  private Result attempt(OutputFolder folder, Work work) throws IOException {
    if (maxFailures > 1 && work.attempt() >= maxFailures - 1) {
      return Result.failed(
          work,
          "ExecutorLost",
          "none of "
              + work.attempt()
              + " attempts lived to report: the process died or was killed; if that was not the"
              + " cluster's doing, try this video with the command line");
    }
    FoleyGenerator foley = ExecutorGenerator.get(fingerprint.template(), threads);
    Path temporary = Files.createTempDirectory("foley-spark-");
    try {
      return make(folder, foley, work, temporary);
    } catch (FoleyException.Cancelled e) {
      throw e;
    } catch (RuntimeException | IOException e) {
      if (!liesInTheVideo(e) && work.attempt() + 2 < maxFailures) {
        throw e;
      }
      return Result.failed(work, e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
    } finally {
      deleteAll(temporary);
    }
  }

  private Result make(OutputFolder folder, FoleyGenerator foley, Work work, Path temporary)
      throws IOException {
    RequestTemplate template = fingerprint.template();
    Video video = work.video();
    long start = System.nanoTime();
    long cpuStart = cpuNanos();
    Path local = folder.storage().fetch(new org.apache.hadoop.fs.Path(video.path()), temporary);
    long fetched = System.nanoTime();
    Path wav = temporary.resolve("sound.foley.wav");
    FoleyReport report = template.request(foley, local, video.prompt()).writeWav(wav);
    long generated = System.nanoTime();
    Map<String, Path> files = new LinkedHashMap<>();
    files.put(OutputFolder.sound(video), wav);
    if (template.mux() != null) {
      Path muxed = temporary.resolve("video.foley." + template.mux());
      VideoMuxers.mux(template.decoder(), local, wav, muxed);
      files.put(OutputFolder.muxed(video, template.mux()), muxed);
    }
    folder.publish(video, files);
    Map<String, Long> lengths = new LinkedHashMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      lengths.put(file.getKey(), Files.size(file.getValue()));
    }
    return Result.generated(
        work,
        report,
        lengths,
        new Costs(
            (fetched - start) * 1e-6,
            (System.nanoTime() - generated) * 1e-6,
            (cpuNanos() - cpuStart) * 1e-6));
  }

  /** Of all threads of this process; 0 where the platform does not tell. */
  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
        ? os.getProcessCpuTime()
        : 0;
  }

  /** Whether any other attempt would fail in the same way. */
  private static boolean liesInTheVideo(Exception failure) {
    return failure instanceof FoleyException.UnusableMedia
        || failure instanceof FoleyException.InvalidRequest
        || failure instanceof FoleyException.NonFinite;
  }

  private static void deleteAll(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
