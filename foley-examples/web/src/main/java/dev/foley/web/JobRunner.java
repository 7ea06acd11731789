package dev.foley.web;

import dev.foley.FoleyChunk;
import dev.foley.FoleyException;
import dev.foley.FoleyGenerator;
import dev.foley.FoleyListener;
import dev.foley.FoleyReport;
import dev.foley.FoleyRequest;
import dev.foley.FoleyStream;
import dev.foley.audio.AudioFormat;
import dev.foley.audio.SampleFormat;
import dev.foley.audio.WavWriter;
import dev.foley.cli.report.KeyFrames;
import dev.foley.cli.report.ReportPage;
import dev.foley.video.VideoMuxers;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the takes of a job, one after the other, so that each can be heard as soon as possible. */
final class JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final int STRIP_PICTURES = 12;

  private final FoleyGenerator foley;
  private final VideoStore videos;
  private final boolean streaming;

  /** Real-time factor of the last take; NaN before the first. Only the worker uses it. */
  private double pace = Double.NaN;

  JobRunner(FoleyGenerator foley, VideoStore videos, boolean streaming) {
    this.foley = foley;
    this.videos = videos;
    this.streaming = streaming;
  }

  /**
   * Runs a started job to its end, whatever that is; never throws.
   *
   * @param changed called after every change of the job
   */
  void run(Job job, Runnable changed) {
    int number = 1;
    try {
      for (; number <= job.view().settings().takes(); number++) {
        take(job, number, changed);
      }
      job.finish(JobView.DONE, null);
    } catch (FoleyException.Cancelled cancelled) {
      end(job, number, JobView.CANCELLED, null);
    } catch (FoleyException e) {
      StoredVideo video = job.view().video();
      Problem problem = Problem.of(e).naming(videos.file(video).toString(), video.name());
      end(job, number, JobView.FAILED, problem.body());
    } catch (Problem problem) {
      end(job, number, JobView.FAILED, problem.body());
    } catch (RuntimeException | Error unexpected) {
      LOG.error("job {} failed", job.id(), unexpected);
      Problem problem = new Problem(500, "internal", "Unexpected failure: " + unexpected);
      end(job, number, JobView.FAILED, problem.body());
    }
  }

  private static void end(Job job, int unfinished, String state, Problem.Body error) {
    for (String suffix : List.of("wav", "mp4", "html", "json", "timeline.json")) {
      try {
        Files.deleteIfExists(job.file(unfinished, suffix));
      } catch (IOException e) {
        LOG.warn("a file of the unfinished take stays until the job is deleted", e);
      }
    }
    job.finish(state, error);
  }

  private void take(Job job, int number, Runnable changed) {
    LivePreview preview = streaming ? new LivePreview(job.file(number, "live"), number) : null;
    try {
      LiveTake live = new LiveTake(number, preview);
      job.startTake(live, estimate(job, number));
      changed.run();
      List<String> warnings = new ArrayList<>();
      FoleyReport report = sound(job, live, warnings, changed);
      pace = report.realTimeFactor();
      requireWanted(job);
      boolean hasVideo = mux(job, number, warnings);
      requireWanted(job);
      write(job, live, report, hasVideo);
      job.finishTake(number, JobView.Result.of(report, List.copyOf(warnings)), hasVideo);
      changed.run();
    } finally {
      if (preview != null) {
        preview.close();
      }
    }
  }

  /** From the pace of the take before; {@code null} before there was one. */
  private Duration estimate(Job job, int number) {
    double seconds = job.view().video().durationS();
    int left = job.view().settings().takes() - number + 1;
    boolean known = seconds > 0 && !Double.isNaN(pace);
    return known ? Duration.ofMillis((long) (1e3 * seconds * left * pace)) : null;
  }

  private static void requireWanted(Job job) {
    if (job.isCancelAsked()) {
      throw new FoleyException.Cancelled("the job was cancelled");
    }
  }

  private FoleyReport sound(Job job, LiveTake live, List<String> warnings, Runnable changed) {
    JobOrder order = job.view().settings();
    long seed = order.seed() + live.number() - 1;
    FoleyRequest request =
        request(job.view().video(), order)
            .seed(seed)
            .frames(KeyFrames.SPEC, live.keyFrames())
            .listener(
                new FoleyListener() {
                  @Override
                  public void onProgress(Progress progress) {
                    job.progress(live.number(), progress);
                    changed.run();
                  }

                  @Override
                  public void onWarning(String warning) {
                    warnings.add(warning);
                  }
                });
    AudioFormat format = AudioFormat.mono(foley.model().spec().sampleRate());
    WavWriter wav =
        WavWriter.open(job.file(live.number(), "wav"), format, SampleFormat.PCM16, seed);
    FoleyReport report;
    try (FoleyStream stream = request.stream()) {
      job.stopBy(stream::cancel);
      while (stream.hasNext()) {
        FoleyChunk chunk = stream.next();
        long end = chunk.start() + chunk.audio().frames();
        videos.requireLength((double) end / format.sampleRate());
        wav.write(chunk.audio());
        live.add(chunk.audio());
      }
      report = stream.report();
    } catch (Throwable failure) {
      wav.abort();
      throw failure;
    } finally {
      job.stopBy(() -> {});
    }
    wav.close();
    return report;
  }

  /** The request of an order; wrong values are {@link IllegalArgumentException}s. */
  private FoleyRequest request(StoredVideo video, JobOrder order) {
    return foley
        .video(videos.file(video))
        .prompt(order.prompt())
        .negativePrompt(order.negativePrompt())
        .steps(order.steps())
        .guidance(order.guidance());
  }

  /** False if this codec cannot be put into an MP4; the sound is complete without it. */
  private boolean mux(Job job, int number, List<String> warnings) {
    StoredVideo video = job.view().video();
    Path source = videos.file(video);
    try {
      warnings.addAll(VideoMuxers.mux(source, job.file(number, "wav"), job.file(number, "mp4")));
      return true;
    } catch (FoleyException e) {
      Problem problem = Problem.of(e).naming(source.toString(), video.name());
      warnings.add("There is no MP4 with the new sound: " + problem.getMessage());
      return false;
    }
  }

  private static void write(Job job, LiveTake live, FoleyReport report, boolean hasVideo) {
    int number = live.number();
    live.picture().finish();
    List<KeyFrames.Shot> shots = live.keyFrames().spread(STRIP_PICTURES);
    Json.write(job.file(number, "timeline.json"), Timeline.of(report, live.picture(), shots));
    StoredVideo video = job.view().video();
    Path wav = job.file(number, "wav");
    ReportPage page =
        new ReportPage(video.name(), report, live.picture(), live.keyFrames())
            .withAspect(video.aspect())
            .withSound(wav, FileNames.encoded(job.saveAs(number, "wav")));
    if (hasVideo) {
      page.withVideo(job.file(number, "mp4"));
    }
    try {
      Files.writeString(job.file(number, "html"), page.html());
      Files.writeString(job.file(number, "json"), report.toJson() + "\n");
      if (number == 1 && !shots.isEmpty()) {
        ImageIO.write(strip(shots, video.aspect()), "jpeg", pictures(job).toFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The film strip of a job. */
  static Path pictures(Job job) {
    return job.folder().resolve("pictures.jpg");
  }

  private static BufferedImage strip(List<KeyFrames.Shot> shots, double aspect) {
    BufferedImage first = shots.get(0).shaped(aspect);
    BufferedImage strip =
        new BufferedImage(
            shots.size() * first.getWidth(), first.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = strip.createGraphics();
    for (int i = 0; i < shots.size(); i++) {
      graphics.drawImage(shots.get(i).shaped(aspect), i * first.getWidth(), 0, null);
    }
    graphics.dispose();
    return strip;
  }
}
