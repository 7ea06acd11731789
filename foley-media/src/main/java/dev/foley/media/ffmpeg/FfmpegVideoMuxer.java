package dev.foley.media.ffmpeg;

import dev.foley.FoleyException;
import dev.foley.media.internal.ContainerFormat;
import dev.foley.media.internal.OutputContainer;
import dev.foley.media.internal.PartialFile;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.PixelFormat;
import dev.foley.video.VideoMuxer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Muxes with a child {@code ffmpeg}; takes over where Humble Video's older library does not know a
 * codec or container.
 */
public final class FfmpegVideoMuxer implements VideoMuxer {
  private static final int LIMIT_SECONDS = 3600;

  /** For {@link java.util.ServiceLoader}. */
  public FfmpegVideoMuxer() {}

  @Override
  public String name() {
    return FfmpegVideoDecoder.NAME;
  }

  @Override
  public int priority() {
    return 50;
  }

  @Override
  public boolean isAvailable() {
    return FfmpegCommand.isAvailable();
  }

  /** Sound of a rate that AAC does not have is resampled to one that it has. */
  @Override
  public void check(Path out, int sampleRate) {
    OutputContainer.of(out);
  }

  @Override
  public List<String> mux(Path video, Path wav, Path out) {
    ContainerFormat format = ContainerFormat.of(video);
    if (!Files.isRegularFile(wav)) {
      throw new FoleyException.UnreadableMedia("There is no file " + wav);
    }
    OutputContainer container = OutputContainer.of(out);
    StreamProbe probe = StreamProbe.of(video, format);
    double offset = displayStart(video) - probe.containerStart();
    try (PartialFile partial = PartialFile.beside(out)) {
      List<String> all = new ArrayList<>();
      all.add(FfmpegCommand.path("ffmpeg"));
      all.addAll(List.of("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-y"));
      all.addAll(List.of("-protocol_whitelist", "file", "-fflags", "+genpts"));
      all.addAll(List.of("-f", format.demuxer(), "-i", FfmpegCommand.input(video)));
      all.addAll(List.of("-itsoffset", String.format(Locale.ROOT, "%.6f", offset)));
      all.addAll(List.of("-protocol_whitelist", "file", "-f", "wav"));
      all.addAll(List.of("-i", FfmpegCommand.input(wav)));
      all.addAll(List.of("-map", "0:" + probe.index(), "-map", "1:a:0", "-c:v", "copy"));
      all.addAll(
          container.hasAac()
              ? List.of("-c:a", "aac", "-b:a", "192k")
              : List.of("-c:a", "pcm_s24le"));
      all.addAll(List.of("-f", container.muxer(), FfmpegCommand.input(partial.path())));
      FfmpegCommand.Output output = FfmpegCommand.run(all, LIMIT_SECONDS);
      if (output.exitCode() != 0) {
        throw new FoleyException.UnwritableOutput(
            "ffmpeg cannot put the pictures of " + video + " into " + out + ": " + output.errors(),
            null);
      }
      partial.publish();
    }
    return List.of();
  }

  private static double displayStart(Path video) {
    FrameSpec small = new FrameSpec(2, 2, PixelFormat.GRAY8);
    try (FrameSource source = new FfmpegVideoDecoder().open(video, List.of(small))) {
      return source.info().startTime().seconds();
    }
  }
}
