package dev.foley;

import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.VideoDecoders;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Opens a file with a decoder: the source of frames that a job can recognise again. */
record VideoFile(Path file, String decoder) implements Function<List<FrameSpec>, FrameSource> {
  @Override
  public FrameSource apply(List<FrameSpec> specs) {
    return VideoDecoders.open(decoder, file, specs);
  }
}
