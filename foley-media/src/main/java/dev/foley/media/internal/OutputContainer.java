package dev.foley.media.internal;

import dev.foley.FoleyException;
import java.nio.file.Path;
import java.util.Locale;

/** Containers that a video and its new sound are written to. */
public enum OutputContainer {
  MP4("mp4"),
  MOV("mov"),
  MATROSKA("matroska");

  private final String muxer;

  OutputContainer(String muxer) {
    this.muxer = muxer;
  }

  /** Name of the muxer in libavformat. */
  public String muxer() {
    return muxer;
  }

  /** Whether the sound in it is AAC; else it is PCM. */
  public boolean hasAac() {
    return this == MP4;
  }

  /**
   * The container that a file's name asks for.
   *
   * @throws FoleyException.UnwritableOutput if the name ends in no extension that is known
   */
  public static OutputContainer of(Path out) {
    String name = out.getFileName().toString().toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "mp4", "m4v" -> MP4;
      case "mov" -> MOV;
      case "mkv" -> MATROSKA;
      default ->
          throw new FoleyException.UnwritableOutput(
              out + ": the name of a video with sound must end in mp4, mov or mkv.", null);
    };
  }
}
