package dev.foley.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.MediaTime;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoDecoders;
import dev.foley.video.VideoFrame;
import dev.foley.video.VideoInfo;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foley probe}: decodes a whole file and tells what was seen. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    description = "Decodes a video to its end and prints what the decoder sees.")
final class ProbeCommand implements Callable<Integer> {
  private static final FrameSpec THUMBNAIL = new FrameSpec(32, 18, PixelFormat.GRAY8);

  private final Surroundings around;

  @Parameters(paramLabel = "IN", description = "video file")
  private Path video;

  @Option(names = "--decoder", paramLabel = "humble|ffmpeg|auto", description = "default: auto")
  private String decoder = VideoDecoders.AUTO;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  ProbeCommand(Surroundings around) {
    this.around = around;
  }

  /** What one pass over the frames tells. */
  private static final class Findings {
    long frames;
    double shortest = Double.POSITIVE_INFINITY;
    double longest;
    MediaTime last;

    void add(VideoFrame frame) {
      if (last != null) {
        double gap = frame.time().minus(last).seconds();
        shortest = Math.min(shortest, gap);
        longest = Math.max(longest, gap);
      }
      last = frame.time();
      frames++;
    }

    /**
     * Frame times on a container's clock jitter by a tick; a tenth of a frame is more than that.
     */
    boolean isVariable() {
      return frames > 2 && longest - shortest > 0.1 * longest;
    }
  }

  @Override
  public Integer call() {
    try (FrameSource source = VideoDecoders.open(decoder, video, List.of(THUMBNAIL))) {
      Findings findings = new Findings();
      for (VideoFrame frame = source.next(); frame != null; frame = source.next()) {
        findings.add(frame);
        if (around.interruption().isAsked()) {
          return ExitCode.INTERRUPTED;
        }
      }
      if (json) {
        printJson(source, findings);
      } else {
        print(source, findings);
      }
    }
    return ExitCode.OK;
  }

  private void print(FrameSource source, Findings findings) {
    VideoInfo info = source.info();
    line("file", video.toString());
    line("decoder", info.decoder());
    line("container", info.container());
    line("codec", info.codec() + ", " + info.pixelFormat());
    line(
        "picture",
        info.width()
            + "x"
            + info.height()
            + (info.rotation() == 0 ? "" : ", rotated by " + info.rotation() + " degrees"));
    line("frames", findings.frames + (findings.isVariable() ? ", variable rate" : ""));
    if (findings.frames > 1) {
      line(
          "spacing",
          String.format(
              Locale.ROOT, "%.3f to %.3f ms", findings.shortest * 1e3, findings.longest * 1e3));
    }
    line("nominal rate", String.format(Locale.ROOT, "%.4f frames/s", info.frameRate()));
    line("time base", info.timeBase().toString());
    line("starts at", seconds(info.startTime()) + " on the container's clock");
    line("duration", seconds(source.duration()) + " (" + source.duration() + ")");
    info.declaredDuration().ifPresent(claim -> line("header claims", seconds(claim)));
    source.warnings().forEach(warning -> line("warning", warning));
  }

  private void line(String name, String value) {
    PrintWriter out = around.out();
    out.println(String.format(Locale.ROOT, "%-14s %s", name, value));
  }

  private static String seconds(MediaTime time) {
    return String.format(Locale.ROOT, "%.6f s", time.seconds());
  }

  private void printJson(FrameSource source, Findings findings) {
    VideoInfo info = source.info();
    JsonObject tree = new JsonObject();
    tree.addProperty("file", video.toString());
    tree.addProperty("decoder", info.decoder());
    tree.addProperty("container", info.container());
    tree.addProperty("codec", info.codec());
    tree.addProperty("pixel_format", info.pixelFormat());
    tree.addProperty("width", info.width());
    tree.addProperty("height", info.height());
    tree.addProperty("rotation", info.rotation());
    tree.addProperty("frames", findings.frames);
    tree.addProperty("variable_rate", findings.isVariable());
    tree.addProperty("nominal_rate", info.frameRate());
    tree.addProperty("time_base", fraction(info.timeBase()));
    tree.addProperty("start_s", info.startTime().seconds());
    tree.addProperty("duration_s", source.duration().seconds());
    tree.addProperty("duration", fraction(source.duration()));
    info.declaredDuration()
        .ifPresent(claim -> tree.addProperty("declared_duration_s", claim.seconds()));
    JsonArray warnings = new JsonArray();
    source.warnings().forEach(warnings::add);
    tree.add("warnings", warnings);
    around.out().println(new GsonBuilder().setPrettyPrinting().create().toJson(tree));
  }

  private static String fraction(MediaTime time) {
    return time.numerator() + "/" + time.denominator();
  }
}
