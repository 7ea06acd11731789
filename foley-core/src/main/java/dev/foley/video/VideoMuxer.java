package dev.foley.video;

import java.nio.file.Path;
import java.util.List;

/**
 * Puts a sound file and the untouched pictures of a video file into a new file. Implementations are
 * found with {@link java.util.ServiceLoader}; they are stateless and thread-safe.
 */
public interface VideoMuxer {
  /** Short lower-case name, such as {@code humble}. */
  String name();

  /** Muxers are tried in descending order of priority. */
  int priority();

  /** Whether this muxer can work on this machine. */
  boolean isAvailable();

  /**
   * Finds out before any work, without a look at the video, whether {@link #mux} is bound to fail.
   * This one objects to nothing.
   *
   * @param sampleRate of the sound, in Hz
   * @throws dev.foley.FoleyException.UnwritableOutput if this muxer writes no such container, or no
   *     sound of that rate into it
   */
  default void check(Path out, int sampleRate) {}

  /**
   * Writes {@code out}: the video packets of {@code video}, bit for bit and with their times, and
   * the sound of {@code wav}, whose first sample is heard when the first displayed frame is seen.
   * Sound that was in {@code video} is left out. MP4 gets AAC; MOV and MKV keep the samples as PCM.
   * The file appears under its name only when it is complete.
   *
   * @param out its extension (mp4, mov, mkv) chooses the container
   * @return what could not be kept; each entry is one sentence
   * @throws dev.foley.FoleyException.UnusableMedia if the video or the sound cannot be read, or
   *     this muxer does not know the video's codec
   * @throws dev.foley.FoleyException.UnwritableOutput if the file cannot be written, or this muxer
   *     cannot put that codec into that container
   * @throws dev.foley.FoleyException.Cancelled if the thread is interrupted; nothing is left behind
   */
  List<String> mux(Path video, Path wav, Path out);
}
