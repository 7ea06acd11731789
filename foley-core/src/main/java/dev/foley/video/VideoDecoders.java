package dev.foley.video;

import dev.foley.FoleyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the decoders on the class path and picks one. Thread-safe. */
public final class VideoDecoders {
  /** The name that stands for "whichever can read the file, best one first". */
  public static final String AUTO = "auto";

  private VideoDecoders() {}

  /** All decoders on the class path, highest priority first, available here or not. */
  public static List<VideoDecoder> all() {
    List<VideoDecoder> found = new ArrayList<>();
    try {
      // The class loader of the SDK, not the thread's: the same result on every thread.
      ServiceLoader.load(VideoDecoder.class, VideoDecoders.class.getClassLoader())
          .forEach(found::add);
    } catch (ServiceConfigurationError e) {
      throw new FoleyException.InvalidRequest(
          "a video decoder on the class path cannot be loaded: " + e.getMessage(), e);
    }
    found.sort(
        Comparator.comparingInt(VideoDecoder::priority)
            .reversed()
            .thenComparing(VideoDecoder::name));
    return List.copyOf(found);
  }

  /**
   * Opens a file.
   *
   * @param decoder a decoder's name, or {@link #AUTO}: then a decoder that cannot read the file
   *     gives way to the next, and if none can, the first one's failure is thrown
   * @throws FoleyException.InvalidRequest no such decoder, or not available on this machine
   * @throws FoleyException.UnreadableMedia missing, empty or damaged file
   */
  public static FrameSource open(String decoder, Path file, List<FrameSpec> specs) {
    requireFile(file);
    if (!decoder.equals(AUTO)) {
      return named(decoder).open(file, specs);
    }
    FoleyException first = null;
    for (VideoDecoder candidate : all()) {
      if (!candidate.isAvailable()) {
        continue;
      }
      try {
        return candidate.open(file, specs);
      } catch (FoleyException.UnusableMedia e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    throw first != null ? first : none();
  }

  private static VideoDecoder named(String name) {
    for (VideoDecoder candidate : all()) {
      if (candidate.name().equals(name)) {
        if (!candidate.isAvailable()) {
          throw new FoleyException.InvalidRequest(
              "decoder " + name + " is installed but cannot work on this machine; try " + AUTO);
        }
        return candidate;
      }
    }
    String names = all().stream().map(VideoDecoder::name).collect(Collectors.joining(", "));
    throw new FoleyException.InvalidRequest(
        "no decoder is called "
            + name
            + "; there are: "
            + (names.isEmpty()
                ? "none; the jar foley-media is probably missing"
                : names + ", auto"));
  }

  private static FoleyException none() {
    return new FoleyException.InvalidRequest(
        all().isEmpty()
            ? "no video decoder is on the class path: the jar foley-media is probably missing; add"
                + " it, or hand in frames"
            : "no video decoder works on this machine: the jar humble-video-arch-* of this platform"
                + " is probably missing; add it, install ffmpeg, or hand in frames");
  }

  private static void requireFile(Path file) {
    if (!Files.exists(file)) {
      throw new FoleyException.UnreadableMedia("there is no file " + file);
    }
    if (Files.isDirectory(file)) {
      throw new FoleyException.UnreadableMedia(file + " is a folder, not a video file");
    }
    if (!Files.isReadable(file)) {
      throw new FoleyException.UnreadableMedia(file + " may not be read; check its permissions");
    }
  }
}
