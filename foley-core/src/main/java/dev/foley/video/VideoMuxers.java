package dev.foley.video;

import dev.foley.FoleyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

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

  /**
   * Muxes with the first muxer that succeeds; see {@link VideoMuxer#mux}.
   *
   * @return what could not be kept, and which muxers failed before the one that succeeded
   * @throws FoleyException the first muxer's failure if none succeeds
   */
  public static List<String> mux(Path video, Path wav, Path out) {
    FoleyException first = null;
    List<String> notes = new ArrayList<>();
    for (VideoMuxer muxer : all()) {
      if (!muxer.isAvailable()) {
        continue;
      }
      try {
        notes.addAll(muxer.mux(video, wav, out));
        return List.copyOf(notes);
      } catch (FoleyException.UnwritableOutput | FoleyException.UnusableMedia e) {
        notes.add("The muxer " + muxer.name() + " failed: " + e.getMessage());
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    throw first != null
        ? first
        : new FoleyException.InvalidRequest(
            "no muxer works here: put foley-media (and humble-video-all) on the class path, or"
                + " install ffmpeg; the WAV file is complete without it");
  }
}
