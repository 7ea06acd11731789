package dev.foley.media.ffmpeg;

import dev.foley.media.internal.ContainerFormat;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.VideoDecoder;
import java.nio.file.Path;
import java.util.List;

/**
 * Decodes in a child process of the {@code ffmpeg} command (version 4 or later), if it and {@code
 * ffprobe} are on the PATH. Same contract as the decoder on Humble Video; more codecs, such as AV1,
 * and a hostile file can at worst end the child.
 *
 * <p>With several {@link FrameSpec}s the child scales to the largest and the rest is scaled from
 * that in Java.
 */
public final class FfmpegVideoDecoder implements VideoDecoder {
  /** The name that forces this decoder. */
  public static final String NAME = "ffmpeg";

  /** For {@link java.util.ServiceLoader}. */
  public FfmpegVideoDecoder() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int priority() {
    return 50;
  }

  @Override
  public boolean isAvailable() {
    return FfmpegCommand.isAvailable();
  }

  @Override
  public FrameSource open(Path file, List<FrameSpec> specs) {
    if (specs.isEmpty()) {
      throw new IllegalArgumentException("at least one frame spec is needed");
    }
    ContainerFormat format = ContainerFormat.of(file);
    StreamProbe probe = StreamProbe.of(file, format);
    return FfmpegFrameSource.open(file, format, probe, List.copyOf(specs));
  }
}
