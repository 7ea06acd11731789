package dev.foley.media.humble;

import dev.foley.media.internal.ContainerFormat;
import dev.foley.video.FrameSource;
import dev.foley.video.FrameSpec;
import dev.foley.video.VideoDecoder;
import java.nio.file.Path;
import java.util.List;

/**
 * Decodes with Humble Video inside this process: H.264, HEVC, MPEG-4, VP8, VP9, MJPEG, ProRes and
 * most older codecs in MP4, MOV, AVI, MKV, WebM and TS; no AV1. Works where its native library
 * loads (Linux, Windows and macOS on x86-64).
 *
 * <p>Times are the stream's own time stamps; MP4 edit lists and rotation are applied. Colours are
 * converted with the stream's stated matrix, BT.601 where it states none; HDR is not tone-mapped.
 */
public final class HumbleVideoDecoder implements VideoDecoder {
  /** The name that forces this decoder. */
  public static final String NAME = "humble";

  /** For {@link java.util.ServiceLoader}. */
  public HumbleVideoDecoder() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int priority() {
    return 100;
  }

  @Override
  public boolean isAvailable() {
    return HumbleLibrary.isAvailable();
  }

  @Override
  public FrameSource open(Path file, List<FrameSpec> specs) {
    if (specs.isEmpty()) {
      throw new IllegalArgumentException("at least one frame spec is needed");
    }
    ContainerFormat format = ContainerFormat.of(file);
    HumbleLibrary.require();
    return HumbleFrameSource.open(file, format, List.copyOf(specs));
  }
}
