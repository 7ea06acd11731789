package dev.foley.media.humble;

import dev.foley.FoleyException;
import dev.foley.video.MediaTime;
import io.humble.ferry.JNIMemoryManager;
import io.humble.ferry.Logger;
import io.humble.video.Global;
import io.humble.video.Rational;

/** Loads Humble's native library once and keeps it quiet. */
final class HumbleLibrary {
  /**
   * Held by whoever opens or closes a codec, or looks at a file, which opens codecs as well. This
   * FFmpeg lets one thread at a time open a codec and <b>ends the process</b> when it meets a
   * second ({@code ff_lock_avcodec}); Humble gives it no lock of its own.
   */
  static final Object CODECS = new Object();

  private static final int SILENT = -8;

  private HumbleLibrary() {}

  /** Whether the native library loads on this machine. */
  static boolean isAvailable() {
    return Loaded.FAILURE == null;
  }

  /** Fails with advice if the native library does not load. */
  static void require() {
    if (Loaded.FAILURE != null) {
      throw new FoleyException.InvalidRequest(
          "Humble Video's native library does not load on this machine ("
              + Loaded.FAILURE
              + "): add the jar humble-video-arch-* of this platform, or install ffmpeg and use the"
              + " decoder 'ffmpeg'.",
          Loaded.FAILURE);
    }
  }

  /** A rational of Humble as an exact time; null if it is absent or not positive. */
  static MediaTime toTime(Rational value) {
    if (value == null) {
      return null;
    }
    int numerator = value.getNumerator();
    int denominator = value.getDenominator();
    value.delete();
    return numerator > 0 && denominator > 0 ? new MediaTime(numerator, denominator) : null;
  }

  /** Loaded on first use: extracting the library takes a second and 100 MB of temporary disk. */
  private static final class Loaded {
    static final Throwable FAILURE = load();

    private static Throwable load() {
      try {
        // Plain malloc: the other models put frames on the Java heap or wait for a collection.
        JNIMemoryManager.setMemoryModel(JNIMemoryManager.MemoryModel.NATIVE_BUFFERS);
        Global.setFFmpegLoggingLevel(SILENT);
        // Humble logs every failure it throws; the exception alone is enough.
        for (Logger.Level level : Logger.Level.values()) {
          Logger.setGlobalIsLogging(level, false);
        }
        return null;
      } catch (LinkageError | RuntimeException e) {
        return e;
      }
    }
  }
}
