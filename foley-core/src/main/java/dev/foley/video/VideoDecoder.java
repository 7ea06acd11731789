package dev.foley.video;

import java.nio.file.Path;
import java.util.List;

/**
 * Opens video files. Implementations are found with {@link java.util.ServiceLoader}; they are
 * stateless and thread-safe.
 */
public interface VideoDecoder {
  /** Short lower-case name by which a user can force this decoder, such as {@code humble}. */
  String name();

  /** Automatic choice takes available decoders in descending order of priority. */
  int priority();

  /** Whether this decoder can work on this machine (library loads, command is on the PATH). */
  boolean isAvailable();

  /**
   * Opens a file's best video stream.
   *
   * @param specs the pictures wanted of every frame, at least one
   * @throws dev.foley.FoleyException.UnreadableMedia missing, empty or damaged file
   * @throws dev.foley.FoleyException.NoVideoStream no video stream in it
   * @throws dev.foley.FoleyException.UnsupportedCodec a codec or pixel format this decoder lacks
   */
  FrameSource open(Path file, List<FrameSpec> specs);
}
