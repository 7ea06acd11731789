package dev.foley.video;

import dev.foley.FoleyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the muxers on the class path and lets the best one that can do the work. Thread-safe. */
public final class VideoMuxers {
  private VideoMuxers() {}

  /** All muxers on the class path, highest priority first, available here or not. */
  public static List<VideoMuxer> all() {
    List<VideoMuxer> found = new ArrayList<>();
    try {
      ServiceLoader.load(VideoMuxer.class, VideoMuxers.class.getClassLoader()).forEach(found::add);
    } catch (ServiceConfigurationError e) {
      throw new FoleyException.InvalidRequest(
          "a video muxer on the class path cannot be loaded: " + e.getMessage(), e);
    }
    found.sort(
        Comparator.comparingInt(VideoMuxer::priority).reversed().thenComparing(VideoMuxer::name));
    return List.copyOf(found);
  }

  /** {@link #mux(String, Path, Path, Path)} with whichever muxer can do it, best one first. */
  public static List<String> mux(Path video, Path wav, Path out) {
    return mux(VideoDecoders.AUTO, video, wav, out);
  }

  /**
   * Muxes; see {@link VideoMuxer#mux}. A decoder's muxer has the decoder's name: whoever forces a
   * decoder, to keep a file he does not trust away from the others, names it here too.
   *
   * @param muxer a muxer's name: then no other touches the file; or {@link VideoDecoders#AUTO}: a
   *     muxer that cannot do it gives way to the next
   * @return what could not be kept, and which muxers failed before the one that succeeded
   * @throws FoleyException.InvalidRequest no such muxer, or not available on this machine
   * @throws FoleyException the first muxer's failure if none succeeds
   */
  public static List<String> mux(String muxer, Path video, Path wav, Path out) {
    List<String> notes = new ArrayList<>();
    notes.addAll(first(muxer, candidate -> candidate.mux(video, wav, out), notes));
    return List.copyOf(notes);
  }

  /**
   * Finds out before any work whether {@link #mux(String, Path, Path, Path)} is bound to fail; see
   * {@link VideoMuxer#check}. Whether the video's codec fits, only the work itself shows.
   *
   * @param muxer a muxer's name, or {@link VideoDecoders#AUTO}
   * @param sampleRate of the sound, in Hz
   * @throws FoleyException.InvalidRequest no such muxer, or not available on this machine
   * @throws FoleyException.UnwritableOutput the first muxer's objection if all have one
   */
  public static void check(String muxer, Path out, int sampleRate) {
    first(
        muxer,
        candidate -> {
          candidate.check(out, sampleRate);
          return List.of();
        },
        new ArrayList<>());
  }

  private static List<String> first(
      String name, Function<VideoMuxer, List<String>> work, List<String> failures) {
    FoleyException first = null;
    for (VideoMuxer candidate : candidates(name)) {
      try {
        return work.apply(candidate);
      } catch (FoleyException.UnwritableOutput | FoleyException.UnusableMedia e) {
        failures.add("The muxer " + candidate.name() + " failed: " + e.getMessage());
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    throw first;
  }

  /** At least one muxer. Of a muxer that was not named, not even the native library is loaded. */
  private static List<VideoMuxer> candidates(String name) {
    boolean auto = name.equals(VideoDecoders.AUTO);
    List<VideoMuxer> all = all();
    List<VideoMuxer> candidates =
        all.stream()
            .filter(muxer -> auto || muxer.name().equals(name))
            .filter(VideoMuxer::isAvailable)
            .toList();
    if (!candidates.isEmpty()) {
      return candidates;
    }
    if (auto || all.isEmpty()) {
      throw new FoleyException.InvalidRequest(
          "no muxer works here: put foley-media (and humble-video-all) on the class path, or"
              + " install ffmpeg; the WAV file is complete without it");
    }
    throw new FoleyException.InvalidRequest(
        "no muxer called "
            + name
            + " works on this machine; there are: "
            + all.stream().map(VideoMuxer::name).collect(Collectors.joining(", "))
            + "; with "
            + VideoDecoders.AUTO
            + " the best that works is taken");
  }
}
